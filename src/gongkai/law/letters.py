"""The official letters of a request and what each must contain (domain 3.7), with the article that asks for it.

A content is a field with its Chinese name; templates name it in double braces, ``{{申请编号}}``. What is required and absent is
named by ``missing``, never printed as a blank. Who hears a remedy and what the paragraph says stands in ``law.remedies``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gongkai.law.applicants import Channel
from gongkai.law.errors import LawError, nearest
from gongkai.law.outcomes import OUTCOMES, OutcomeGroup
from gongkai.law.reference import FEE, REG, Basis, Convention

TRADE = Convention("文书通行要素（条例未逐项规定）", "letters")


@dataclass(frozen=True, slots=True)
class Content:
    """One thing a letter says. ``basis`` is why it must; without ``required`` it stands where the case has it."""

    field: str
    label_zh: str
    basis: tuple[Basis, ...] = (TRADE,)
    required: bool = True


@dataclass(frozen=True, slots=True)
class Letter:
    """A kind of letter: its title, to whom, its contents, and the blocks of text it is composed of, in order."""

    kind: str
    title_zh: str
    to: str
    contents: tuple[Content, ...]
    blocks: tuple[str, ...]
    basis: tuple[Basis, ...]
    remedies: bool = False

    @property
    def required(self) -> tuple[Content, ...]:
        return tuple(content for content in self.contents if content.required)


APPLICANT, THIRD_PARTY, AGENCY, UNIT = "APPLICANT", "THIRD_PARTY", "AGENCY", "UNIT"

COMMON = (
    Content("agency", "机关名称"),
    Content("number", "文号"),
    Content("addressee", "收件人"),
    Content("request_number", "申请编号"),
    Content("received_on", "收到申请日期", (REG(31),)),
    Content("received_why", "收到日期的确定", (REG(31),)),
    Content("subject", "申请事项"),
    Content("made_on", "成文日期"),
    Content("contact_unit", "联系单位", (REG(12),)),
    Content("contact_phone", "联系电话", (REG(12),)),
    Content("contact_address", "联系地址", (REG(12),)),
)
_C = Content


def _letter(
    kind: str, title: str, *contents: Content, to: str = APPLICANT, basis: tuple[Basis, ...] = (TRADE,),
    blocks: tuple[str, ...] = (),
) -> Letter:  # fmt: skip
    return Letter(kind, title, to, (*COMMON, *contents), blocks or (kind, "CONTACT"), basis)


_NOTICES = (
    _letter(
        "ACKNOWLEDGEMENT", "政府信息公开申请登记回执",
        _C("channel", "申请渠道", (REG(31),)), _C("reply_due", "答复期限", (REG(33, 2),)), _C("query_code", "查询码"),
        _C("corrected_on", "收到补正日期", (REG(30),), required=False),
        basis=(REG(31),),
    ),
    _letter(
        "CORRECTION", "政府信息公开申请补正告知书",
        _C("points", "补正事项", (REG(30),)), _C("days", "补正期限", (REG(30),)), _C("correction_due", "补正截止日期", required=False),
        basis=(REG(30),),
    ),
    _letter(
        "REASON", "政府信息公开申请说明理由告知书",
        _C("points", "数量频次情况", (REG(35),)), _C("days", "说明理由期限", (REG(35),)),
        basis=(REG(35),),
    ),
    _letter(
        "CONSULTATION_THIRD_PARTY", "政府信息公开征求意见书",
        _C("points", "涉及的信息", (REG(32),)),
        to=THIRD_PARTY, basis=(REG(32),),
    ),
    _letter(
        "CONSULTATION_AGENCY", "政府信息公开征求意见书",
        _C("points", "涉及的信息", (REG(34),)),
        to=AGENCY, basis=(REG(34),),
    ),
    _letter("CONSULTATION_TOLD", "政府信息公开征求意见告知书", _C("consulted_on", "征求意见日期"), basis=(REG(33, 3),)),
    _letter(
        "EXTENSION", "政府信息公开延期答复告知书",
        _C("points", "延期理由", (REG(33, 2),)), _C("days", "延长工作日数", (REG(33, 2),)), _C("reply_due", "延长后的答复期限", (REG(33, 2),)),
        _C("former_due", "原答复期限"),
        basis=(REG(33, 2),),
    ),
    _letter(
        "DELAY", "政府信息公开延迟答复告知书",
        _C("points", "延迟理由", (REG(35),)), _C("reply_due", "延迟后的答复日期", (REG(35),)),
        basis=(REG(35),),
    ),
    _letter(
        "FEE", "政府信息公开信息处理费缴费通知书",
        _C("fee_method", "收费方式", (FEE(3),)), _C("fee_steps", "计算过程", (FEE(4), FEE(5))), _C("amount", "金额", (FEE(6),)),
        _C("points", "缴纳方式", (FEE(6),)), _C("pay_by", "缴费截止日期", (FEE(6),), required=False),
        basis=(REG(42), FEE(6)),
    ),
    _letter(
        "DISCLOSURE_TOLD", "政府信息依申请公开告知书（第三方）",
        _C("points", "决定公开的内容和理由", (REG(32),)),
        to=THIRD_PARTY, basis=(REG(32),),
    ),
    _letter(
        "ASSISTANCE", "政府信息公开申请协助办理函",
        _C("points", "协办事项"), _C("unit_due", "协办期限"),
        to=UNIT,
    ),
    _letter(
        "CLOSED_NOT_CORRECTED", "政府信息公开申请不再处理告知书",
        _C("correction_due", "补正截止日期", (REG(30),)), _C("remedies", "救济途径", (REG(51),)),
        basis=(REG(30),),
    ),
    _letter(
        "CLOSED_FEE_UNPAID", "政府信息公开申请不再处理告知书",
        _C("pay_by", "缴费截止日期", (FEE(6),)), _C("remedies", "救济途径", (REG(51), FEE(7))),
        basis=(REG(42), FEE(6)),
    ),
    _letter("CLOSED_OTHER", "政府信息公开申请办结告知书", _C("points", "办结原因")),
)  # fmt: skip

_REPLY = (
    _C("description", "申请内容"),
    _C("course", "办理经过", (REG(30), REG(32), REG(33)), required=False),
    _C("decision", "答复内容", (REG(36),)),
    _C("grounds", "法律依据", (REG(36),)),
    _C("remedies", "救济途径", (REG(51),)),
    _C("earlier_reply", "此前答复", (REG(36, 6),), required=False),
)


def _reply(code: str) -> Letter:
    """An answer: request restated, what is decided and why, articles, remedies. A repeat names the earlier reply; an outcome
    without an article of its own (确认、重新出具) need not cite one."""
    outcome = OUTCOMES[code]
    asked_for = {"earlier_reply": code == "NOT_PROCESSED_REPEAT", "grounds": bool(outcome.basis), "course": False}
    contents = tuple(Content(one.field, one.label_zh, one.basis, asked_for.get(one.field, True)) for one in _REPLY)
    blocks = ("REPLY_OPENING", f"REPLY.{code}", "REPLY_CLOSING", "CONTACT")
    title = "政府信息公开申请告知书" if outcome.group is OutcomeGroup.NOT_PROCESSED else "政府信息公开申请答复书"
    return Letter(f"REPLY.{code}", title, APPLICANT, (*COMMON, *contents), blocks, outcome.basis, remedies=True)


_REPLIES = tuple(_reply(outcome.code) for outcome in OUTCOMES.values() if outcome.is_reply)

LETTERS: Mapping[str, Letter] = MappingProxyType({letter.kind: letter for letter in (*_NOTICES, *_REPLIES)})
"""All letters by kind; a reply is ``REPLY.<outcome>``."""


def letter(kind: str) -> Letter:
    """Raises LawError with all kinds and the nearest one."""
    if kind not in LETTERS:
        raise LawError("kind", kind, LETTERS, nearest(kind, LETTERS))
    return LETTERS[kind]


def missing(kind: str, values: Mapping[str, object]) -> tuple[Content, ...]:
    """The required contents of a letter that ``values`` do not give."""
    return tuple(content for content in letter(kind).required if not str(values.get(content.field) or "").strip())


def labels(kind: str) -> Mapping[str, str]:
    """Chinese name of each content -> its field: what a template of this letter may name."""
    return {content.label_zh: content.field for content in letter(kind).contents}


def letters_with(block: str) -> tuple[Letter, ...]:
    """The letters that are composed with a block of text."""
    return tuple(letter for letter in LETTERS.values() if block in letter.blocks)


RECEIVED_WHY: Mapping[Channel, str] = MappingProxyType({
    Channel.IN_PERSON: "该申请当面提交，以提交之日为收到申请之日",
    Channel.REGISTERED_MAIL: "该申请以邮寄方式提交，以本机关签收之日为收到申请之日",
    Channel.ORDINARY_MAIL: "该申请以平常信函等无需签收的邮寄方式提交，以本机关于收到当日与申请人确认之日为收到申请之日",
    Channel.INTERNET: "该申请通过互联网渠道提交，以双方确认之日为收到申请之日",
    Channel.FAX: "该申请通过传真提交，以双方确认之日为收到申请之日",
})  # fmt: skip
"""How a letter says why the day of receipt is what it is (REG 31)."""
