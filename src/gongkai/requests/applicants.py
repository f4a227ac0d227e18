"""What a request is registered with: who asks, for whom, and what is wanted; each value checked with words for the officer.

A paper request may lack identity proof or contact: that is asked for by a correction notice (domain 3.4), not refused at the
counter. What is there must be well formed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from gongkai.agencies.errors import Reason
from gongkai.law.applicants import ApplicantCategory
from gongkai.law.codes import credit_code_fault, resident_number_fault
from gongkai.privacy.cipher import blind_index
from gongkai.privacy.detection import LABELS_ZH, Found, detect
from gongkai.requests.typed import number_typed, says_nothing

ID_TYPES = {
    "RESIDENT_ID": "居民身份证",
    "PASSPORT": "护照",
    "HK_MACAO_PERMIT": "港澳居民来往内地通行证",
    "TAIWAN_PERMIT": "台湾居民来往大陆通行证",
    "FOREIGN_PERMANENT": "外国人永久居留身份证",
}
WANTED_FORMS = {"PAPER": "纸面", "ELECTRONIC": "电子邮件", "DISC": "光盘", "OTHER": "其他"}
WANTED_DELIVERIES = {
    "POST": "邮寄",
    "E_MAIL": "电子邮件",
    "ONLINE": "网上获取",
    "IN_PERSON": "自行领取",
    "READING": "当场查阅、抄录",
}
LONGEST_SUBJECT = 120
LONGEST_DESCRIPTION = 20_000
_LONGEST = {"name": 200, "contact": 200, "address": 300, "handling_person": 60, "id_number": 40}
_LONGEST_OF_AGENT = {"name": 200, "id_number": 40, "contact": 200}
# A subject stands in lists and reports: numbers that name a person are refused there, whoever's they are.
_NOT_IN_A_SUBJECT = (Found.RESIDENT_ID, Found.MOBILE, Found.BANK_CARD, Found.PASSPORT, Found.PERMIT_ID)
_OTHER_NUMBER = re.compile(r"[0-9A-Z()-]{5,40}")
_CATEGORIES = {category.value: category for category in ApplicantCategory}


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks. ``category`` is a code of ``law.applicants``; an agent's principal is the applicant."""

    category: str
    name: str
    contact: str = ""
    id_type: str = ""
    id_number: str = ""
    address: str = ""
    uscc: str = ""
    handling_person: str = ""

    @property
    def column(self) -> str:
        """The column of table 3 this applicant counts in."""
        return _CATEGORIES[self.category].column

    @property
    def index(self) -> str:
        """Keyed digest that finds the same applicant again: by identity number, else credit code, else name and contact."""
        if self.id_number:
            return blind_index(f"{self.id_type}:{self.id_number}", "applicant")
        if self.uscc:
            return blind_index(f"USCC:{self.uscc}", "applicant")
        return blind_index(f"NAME:{self.name}:{self.contact}", "applicant")


@dataclass(frozen=True, slots=True)
class Agent:
    """Who files for the applicant; ``power_of_attorney_id`` is a stored file."""

    name: str = ""
    id_number: str = ""
    contact: str = ""
    power_of_attorney_id: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. ``subject`` is the officer's own line without personal data; ``description`` is the applicant's text."""

    subject: str
    description: str
    form: str = "PAPER"
    delivery: str = "POST"

    @property
    def index(self) -> str:
        """Keyed digest of the text: the same text sent again, or to many units, is recognised."""
        return blind_index(self.description, "request text")


@dataclass(frozen=True, slots=True)
class Application:
    """Everything on the form, or on the paper at the counter."""

    applicant: Applicant
    wanted: Wanted
    agent: Agent = field(default_factory=Agent)
    identity_proof_id: int | None = None


def faults(application: Application, today: date, *, complete: bool) -> Iterator[Reason]:
    """Everything to mend, at once; ``complete`` also asks for what the online form requires (REG 29)."""
    yield from _applicant_faults(application.applicant, today)
    yield from _agent_faults(application.agent, today)
    yield from wanted_faults(application)
    if complete:
        yield from _missing(application.applicant)


def _applicant_faults(applicant: Applicant, today: date) -> Iterator[Reason]:
    if applicant.category not in _CATEGORIES:
        yield Reason("category", f"请选择申请人类别：{'、'.join(one.label_zh for one in ApplicantCategory)}")
    if says_nothing(applicant.name):
        yield Reason("name", "请填写申请人姓名或者名称", "《中华人民共和国政府信息公开条例》第二十九条")
    if applicant.id_type and applicant.id_type not in ID_TYPES:
        yield Reason("id_type", f"请选择证件类型：{'、'.join(ID_TYPES.values())}")
    if applicant.id_type == "RESIDENT_ID" and applicant.id_number:
        problem = resident_number_fault(applicant.id_number, today)
        if problem:
            yield Reason("id_number", problem)
    elif applicant.id_number and not _OTHER_NUMBER.fullmatch(applicant.id_number.upper()):
        yield Reason("id_number", "证件号码由字母和数字组成，如：E12345678")
    if applicant.uscc and (problem := credit_code_fault(applicant.uscc)):
        yield Reason("uscc", problem)
    for name, most in _LONGEST.items():
        if len(getattr(applicant, name)) > most:
            yield Reason(name, f"最多 {most} 个字，现有 {len(getattr(applicant, name))} 个字")


def _agent_faults(agent: Agent, today: date) -> Iterator[Reason]:
    """An agent's number is a resident's where it has the length of one; other papers are not told apart here."""
    if len(agent.id_number) in (15, 18) and (problem := resident_number_fault(agent.id_number, today)):
        yield Reason("agent_id_number", problem)
    elif agent.id_number and not _OTHER_NUMBER.fullmatch(agent.id_number.upper()):
        yield Reason("agent_id_number", "证件号码由字母和数字组成")
    if says_nothing(agent.name) and (agent.name or agent.id_number or agent.contact):
        yield Reason("agent_name", "填写了代理人信息的，请填写代理人姓名")
    for name, most in _LONGEST_OF_AGENT.items():
        if len(getattr(agent, name)) > most:
            yield Reason(f"agent_{name}", f"最多 {most} 个字，现有 {len(getattr(agent, name))} 个字")


def wanted_faults(application: Application) -> Iterator[Reason]:
    """What is wrong with the information asked for; who asks is judged apart."""
    wanted = application.wanted
    if says_nothing(wanted.description):
        yield Reason(
            "description",
            "请描述所需政府信息的名称、文号或者便于查询的其他特征",
            "《中华人民共和国政府信息公开条例》第二十九条",
        )
    if len(wanted.description) > LONGEST_DESCRIPTION:
        yield Reason(
            "description", f"描述最多 {LONGEST_DESCRIPTION} 个字，现有 {len(wanted.description)} 个字；请以附件提交"
        )
    if says_nothing(wanted.subject) or len(wanted.subject.strip()) > LONGEST_SUBJECT:
        yield Reason("subject", f"事项须填写且最多 {LONGEST_SUBJECT} 个字，如：2021年度农村公路养护资金安排")
    if _names_someone(application):
        yield Reason("subject", "事项会出现在台账和报表中，不得写入申请人姓名或者证件、电话号码、住址")
    else:
        yield from personal_in("subject", wanted.subject)
    if wanted.form not in WANTED_FORMS:
        yield Reason("form", f"请选择获取形式：{'、'.join(WANTED_FORMS.values())}")
    if wanted.delivery not in WANTED_DELIVERIES:
        yield Reason("delivery", f"请选择获取方式：{'、'.join(WANTED_DELIVERIES.values())}")


def _names_someone(application: Application) -> bool:
    subject = application.wanted.subject
    applicant, agent = application.applicant, application.agent
    persons = [agent.name, applicant.handling_person]
    if applicant.category == ApplicantCategory.NATURAL_PERSON:
        persons.append(applicant.name)
    numbers = [applicant.id_number, applicant.contact, applicant.address, agent.id_number, agent.contact]
    plain = number_typed(subject)
    return any(len(text.strip()) > 1 and number_typed(text) in plain for text in (*persons, *numbers))


def personal_in(field: str, text: str) -> Iterator[Reason]:
    """Numbers that name a person, in a line that is kept and shown in the clear."""
    for kind in dict.fromkeys(finding.kind for finding in detect(text)):
        if kind in _NOT_IN_A_SUBJECT:
            yield Reason(field, f"事项会出现在台账和报表中，其中含有{LABELS_ZH[kind]}；请写在内容描述里")


def _missing(applicant: Applicant) -> Iterator[Reason]:
    article = "《中华人民共和国政府信息公开条例》第二十九条"
    if not applicant.contact.strip():
        yield Reason("contact", "请填写联系方式", article)
    organisation = applicant.category in _CATEGORIES and _CATEGORIES[applicant.category].is_organisation
    if organisation and not (applicant.uscc and applicant.handling_person):
        yield Reason("uscc", "请填写统一社会信用代码和经办人", article)
    if not organisation and not (applicant.id_type and applicant.id_number):
        yield Reason("id_number", "请选择证件类型并填写证件号码", article)
