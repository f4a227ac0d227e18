"""Requests of the year: each walks the state machine, from its channel to the archive, with what happens on its way."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from gongkai.agencies.roles import Role
from gongkai.demo import days
from gongkai.demo.agenda import Agenda, Story
from gongkai.demo.stage import Stage
from gongkai.demo.wenxian import people, remedies
from gongkai.demo.wenxian.agencies import BY_CODE, REGION
from gongkai.demo.wenxian.request_texts import REPLIES, WISHES, Wish
from gongkai.law.codes import make_credit_code
from gongkai.requests.applicants import Applicant, Application, Wanted
from gongkai.requests.models import InformationRequest
from gongkai.requests.results import Decision
from gongkai.requests.usecases.approve_reply import approve_reply
from gongkai.requests.usecases.archive import archive
from gongkai.requests.usecases.ask_correction import ask_correction
from gongkai.requests.usecases.begin_review import begin_review
from gongkai.requests.usecases.close_not_corrected import close_not_corrected
from gongkai.requests.usecases.confirm_receipt import confirm_receipt
from gongkai.requests.usecases.consult import consult
from gongkai.requests.usecases.deliver import deliver
from gongkai.requests.usecases.draft_reply import draft_reply
from gongkai.requests.usecases.extend import extend
from gongkai.requests.usecases.legal_review import legal_review
from gongkai.requests.usecases.receive_correction import receive_correction
from gongkai.requests.usecases.receive_opinion import receive_opinion
from gongkai.requests.usecases.record_received import record_received
from gongkai.requests.usecases.register import register
from gongkai.requests.usecases.send_reply import send_reply

_LAST_REQUEST = (11, 11)
_DELIVERY = {
    "IN_PERSON": "IN_PERSON",
    "REGISTERED_MAIL": "POST",
    "ORDINARY_MAIL": "POST",
    "INTERNET": "ELECTRONIC",
    "FAX": "POST",
}
_FIXED_AT_THE_COUNTER = ("IN_PERSON", "REGISTERED_MAIL")
_ASKED_AGAIN = {wish.repeats for wish in WISHES}
Steps = Generator[datetime, None, datetime]


@dataclass(slots=True)
class Case:
    """One request on its way; ``request`` is there once it is registered."""

    stage: Stage
    wish: Wish
    place: int
    random: Random
    all: list[Case] = field(repr=False)
    request: InformationRequest | None = None

    @property
    def key(self) -> int:
        assert self.request is not None
        return int(self.request.id)

    @property
    def organ(self) -> str:
        return self.wish.organ

    @property
    def applicant(self) -> Applicant:
        """The same person for the same request, whenever it is asked for; a repeated request is made by the same."""
        if self.wish.repeats is not None:
            return self.all[self.wish.repeats].applicant
        random = Random(f"applicant {self.place}")
        if self.wish.company:
            return Applicant(
                "COMMERCIAL_ENTERPRISE", "温县恒泰建筑工程有限公司", people.landline(random),
                uscc=make_credit_code("91", REGION, 7_000_001), handling_person=people.name(random),
            )  # fmt: skip
        return Applicant(
            "NATURAL_PERSON", people.name(random), people.mobile(random), "RESIDENT_ID",
            people.resident_number(random, REGION), f"河南省焦作市温县{random.choice(('祥云镇', '番田镇', '黄庄镇'))}",
        )  # fmt: skip

    @property
    def subject(self) -> str:
        return self.wish.subject

    def answer_again(self, moment: datetime, outcome: str) -> Steps:
        return answered(self, moment, outcome)

    def later(self, moment: datetime, working_days: int) -> datetime:
        return days.later(self.random, moment, working_days)


def plan(stage: Stage, agenda: Agenda, year: int) -> None:
    """Days are spread over the year until mid November, so that the last reply goes out before its end."""
    month, day = _LAST_REQUEST
    open_days = days.working_days(date(year, 1, 5), date(year, month, day))
    cases: list[Case] = []
    for place, wish in enumerate(WISHES):
        random = Random(f"request {place}")
        part = wish.after if wish.after >= 0 else random.random() * (0.5 if place in _ASKED_AGAIN else 1)
        case = Case(stage, wish, place, random, cases)
        cases.append(case)
        on = open_days[int(part * (len(open_days) - 1))]
        begins = days.citizen(random, on) if wish.channel == "INTERNET" else days.office(random, on)
        agenda.add(begins, life(case), "依申请公开办理", cost=60)


def life(case: Case) -> Story:
    stage, random, turns = case.stage, case.random, case.wish.turns
    moment = yield from _received(case)
    yield (moment := case.later(moment, 1))
    begin_review(
        act=stage.act(case.organ, Role.REQUEST_OFFICER), request_id=case.key,
        handling_unit=f"{BY_CODE[case.organ].short_name}政策法规股",
    )  # fmt: skip
    if "corrected" in turns or "uncorrected" in turns:
        moment = yield from _correction(case, moment)
    if "uncorrected" in turns:
        return
    for turn, party in (("third_party", "THIRD_PARTY"), ("agency", "AGENCY")):
        if turn in turns:
            moment = yield from _consulted(case, moment, party)
    if "extended" in turns:
        yield (moment := case.later(moment, random.randint(8, 10)))
        extend(
            act=stage.act(case.organ, Role.OFFICE_HEAD),
            request_id=case.key,
            days=15,
            because="检索范围较大，需要核对档案",
        )
    yield (moment := case.later(moment, 20 if "late" in turns else random.randint(4, 11)))
    moment = yield from answered(case, moment, case.wish.outcome)
    yield from remedies.taken_further(case, moment)
    yield case.later(stage.clock.now(), 5)
    archive(act=stage.act(case.organ, Role.REQUEST_OFFICER), request_id=case.key)


def _received(case: Case) -> Steps:
    """Registered; by letter, internet or fax the date of receipt is fixed by a confirmation (REG 31)."""
    stage, wish = case.stage, case.wish
    online = wish.channel == "INTERNET"
    wanted = Wanted(
        wish.subject, f"申请公开：{wish.subject}。请提供复制件，用途为了解有关情况。",
        "ELECTRONIC" if online else "PAPER", "ONLINE" if online else "POST",
    )  # fmt: skip
    case.request = register(
        act=stage.citizen() if online else stage.act(wish.organ, Role.REQUEST_OFFICER),
        agency=stage.agencies[wish.organ], channel=wish.channel, application=Application(case.applicant, wanted),
    ).request  # fmt: skip
    moment = stage.clock.now()
    if wish.channel not in _FIXED_AT_THE_COUNTER:
        yield (moment := case.later(moment, 1))
        confirm_receipt(act=stage.act(wish.organ, Role.REQUEST_OFFICER), request_id=case.key)
    return moment


def _correction(case: Case, moment: datetime) -> Steps:
    officer = case.stage.act(case.organ, Role.REQUEST_OFFICER)
    yield (moment := case.later(moment, case.random.randint(2, 4)))
    letter = ask_correction(
        act=officer,
        request_id=case.key,
        points="请写明所需政府信息的名称、文号或者形成的大致年份；仅写“全部信息”无法检索。",
    )
    yield (moment := case.later(moment, 2))
    record_received(act=officer, request_id=case.key, letter_id=letter.id, proof="邮件签收")
    if "uncorrected" in case.wish.turns:
        yield (moment := case.later(moment, 12))
        close_not_corrected(act=officer, request_id=case.key, letter="逾期未补正，视为放弃申请，本机关不再处理。")
        yield (moment := case.later(moment, 5))
        archive(act=officer, request_id=case.key)
        return moment
    yield (moment := case.later(moment, case.random.randint(3, 6)))
    receive_correction(act=officer, request_id=case.key, description=f"申请公开：{case.wish.subject}，形成年份见题名。")
    return moment


def _consulted(case: Case, moment: datetime, party: str) -> Steps:
    officer = case.stage.act(case.organ, Role.REQUEST_OFFICER)
    third = party == "THIRD_PARTY"
    yield (moment := case.later(moment, 2))
    asked = consult(
        act=officer, request_id=case.key, party=party, name="温县某建设企业" if third else "焦作市自然资源和规划局",
        question=f"有人申请公开“{case.wish.subject}”，请就是否同意公开及理由书面答复。",
    )  # fmt: skip
    yield (moment := case.later(moment, 2))
    record_received(act=officer, request_id=case.key, letter_id=asked.letter_id, proof="邮件签收")
    yield (moment := case.later(moment, case.random.randint(4, 9)))
    receive_opinion(
        act=officer, request_id=case.key, ref=asked.ref, answer="AGREES", reasons="不涉及商业秘密，同意公开"
    )
    return moment


def answered(case: Case, moment: datetime, outcome: str) -> Steps:
    """Drafted, reviewed for legality, signed, sent, delivered: five persons, five moments."""
    stage, key = case.stage, case.key
    earlier = case.all[case.wish.repeats].request if case.wish.repeats is not None else None
    content = f"您申请公开的“{case.wish.subject}”收悉。经审查，{REPLIES[outcome]}"
    passes = (False, True) if "returned" in case.wish.turns else (True,)
    for passed in passes:
        draft_reply(
            act=stage.act(case.organ, Role.DRAFTER), request_id=key, decision=Decision(outcome), content=content,
            repeats=earlier,
        )  # fmt: skip
        yield (moment := case.later(moment, 1))
        note = "" if passed else "请写明属于请示报告的理由"
        legal_review(act=stage.act(case.organ, Role.LEGAL_REVIEWER), request_id=key, passed=passed, note=note)
        yield (moment := case.later(moment, 0))
    approve_reply(act=stage.act(case.organ, Role.APPROVER), request_id=key)
    yield (moment := case.later(moment, 0 if case.random.random() < 0.5 else 1))
    officer = stage.act(case.organ, Role.REQUEST_OFFICER)
    delivery = _DELIVERY[case.wish.channel]
    send_reply(
        act=officer, request_id=key, delivery=delivery, proof="" if delivery != "POST" else f"EMS{case.place:05d}"
    )
    yield (
        moment := moment + timedelta(minutes=5) if delivery in ("ELECTRONIC", "IN_PERSON") else case.later(moment, 2)
    )
    deliver(
        act=officer, request_id=key, proof={"ELECTRONIC": "网上已读", "IN_PERSON": "当面签收"}.get(delivery, "邮件签收")
    )
    return moment
