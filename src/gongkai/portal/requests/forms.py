"""What a citizen fills in, as it came in: nothing typed is lost on an error, and what is wrong is named beside its field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gongkai.agencies.errors import Reason, Refused
from gongkai.law.applicants import ApplicantCategory
from gongkai.requests.applicants import Agent, Applicant, Application, Wanted
from gongkai.requests.typed import cleaned, number_typed, one_line

WANTED = ("agency", "subject", "description", "form", "delivery")
PERSON = (
    "category", "name", "id_type", "id_number", "uscc", "handling_person", "contact", "address", "agent_name",
    "agent_id_number", "agent_contact", "proof_kept", "attorney_kept", "confirmed", "privacy",
)  # fmt: skip
LABELS = {
    "agency": "受理机关", "subject": "信息名称", "description": "内容描述", "form": "获取形式", "delivery": "获取方式",
    "category": "申请人类别", "name": "姓名或者名称", "id_type": "证件类型", "id_number": "证件号码", "uscc": "统一社会信用代码",
    "handling_person": "经办人", "contact": "联系方式", "address": "联系地址", "agent_name": "代理人姓名",
    "agent_id_number": "代理人证件号码", "agent_contact": "代理人联系方式", "identity_proof": "身份证明",
    "power_of_attorney": "授权委托书", "privacy": "个人信息告知", "website": "网址",
}  # fmt: skip


@dataclass(slots=True)
class Filled:
    """The values of both pages, and what is wrong with them: field -> texts."""

    values: dict[str, str]
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    @property
    def is_person(self) -> bool:
        return self["category"] in ("", ApplicantCategory.NATURAL_PERSON)

    @property
    def summary(self) -> list[tuple[str, str, str]]:
        """Everything wrong: field, its label, the text; in the order of the form."""
        order = list(LABELS)
        names = sorted(self.wrong, key=lambda name: order.index(name) if name in order else len(order))
        return [(name, LABELS.get(name, ""), text) for name in names for text in self.wrong[name]]

    def add(self, reason: Reason) -> None:
        text = str(reason)
        if text not in self.wrong.setdefault(reason.field, []):
            self.wrong[reason.field].append(text)

    def add_all(self, refused: Refused) -> None:
        for reason in refused.reasons:
            self.add(reason)

    def carried(self, names: tuple[str, ...]) -> list[tuple[str, str]]:
        """Values of the other page, to travel in hidden fields."""
        return [(name, self.values[name]) for name in names if self.values.get(name)]

    def application(self, proof_id: int | None, attorney_id: int | None) -> Application:
        """As the use case takes it. An individual's form has no organisation's fields and the other way round."""
        one = self.is_person
        applicant = Applicant(
            category=self["category"] or ApplicantCategory.NATURAL_PERSON, name=self["name"], contact=self["contact"],
            id_type=self["id_type"] if one else "", id_number=number_typed(self["id_number"]) if one else "",
            address=self["address"], uscc="" if one else number_typed(self["uscc"]),
            handling_person="" if one else self["handling_person"],
        )  # fmt: skip
        agent = Agent(self["agent_name"], number_typed(self["agent_id_number"]), self["agent_contact"], attorney_id)
        wanted = Wanted(self["subject"], self["description"], self["form"], self["delivery"])
        return Application(applicant, wanted, agent, proof_id)


def read(posted: Mapping[str, str]) -> Filled:
    """Fit to be kept; lengths are judged by the use case, not cut here. All but the description are lines."""
    values = {name: one_line(posted.get(name, "")) for name in (*WANTED, *PERSON)}
    return Filled({**values, "description": cleaned(posted.get("description", ""))})


def missing(filled: Filled) -> Iterator[Reason]:
    """What the online form asks for beyond what a request must hold: papers come along, a letter needs an address."""
    if not filled["privacy"]:
        yield Reason("privacy", "请勾选“我已阅读个人信息处理告知”后再提交")
    if not filled["proof_kept"] and "identity_proof" not in filled.wrong:
        article = "《中华人民共和国政府信息公开条例》第二十九条"
        yield Reason("identity_proof", "请上传身份证明（证件、执照的照片或者扫描件，PDF、JPG 或 PNG）", article)
    if filled["agent_name"] and not filled["attorney_kept"] and "power_of_attorney" not in filled.wrong:
        yield Reason("power_of_attorney", "委托代理人办理的，请上传授权委托书（PDF、JPG 或 PNG）")
    if filled["delivery"] == "POST" and not filled["address"]:
        yield Reason("address", "选择邮寄的，请填写联系地址")
