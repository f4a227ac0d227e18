"""How a request ends: outcome -> article -> what the reply must say -> row of table 3 (domain 3.6).

One request has one outcome and counts in one row. Whether the applicant must go to reconsideration before court is marked
here per outcome and decided for a reply (its grounds, its day) in ``prior_reconsideration``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from gongkai.law.errors import LawError, nearest
from gongkai.law.reference import FEE, REG, Ref


class OutcomeGroup(StrEnum):
    """The six groups of 本年度办理结果 in table 3."""

    GRANTED = "GRANTED"
    PARTIALLY_GRANTED = "PARTIALLY_GRANTED"
    REFUSED = "REFUSED"
    UNABLE_TO_PROVIDE = "UNABLE_TO_PROVIDE"
    NOT_PROCESSED = "NOT_PROCESSED"
    OTHERWISE_CLOSED = "OTHERWISE_CLOSED"

    @property
    def label_zh(self) -> str:
        return _GROUP_LABELS[self]


_GROUP_LABELS = {
    OutcomeGroup.GRANTED: "予以公开",
    OutcomeGroup.PARTIALLY_GRANTED: "部分公开",
    OutcomeGroup.REFUSED: "不予公开",
    OutcomeGroup.UNABLE_TO_PROVIDE: "无法提供",
    OutcomeGroup.NOT_PROCESSED: "不予处理",
    OutcomeGroup.OTHERWISE_CLOSED: "其他处理",
}


class PriorReconsideration(StrEnum):
    """Whether reconsideration must come before court for replies made from 2024-01-01 (REC23 23(1))."""

    NEVER = "NEVER"
    ALWAYS = "ALWAYS"
    BY_GROUNDS = "BY_GROUNDS"
    """Only where the withheld part rests on REG 14, 15 or 16."""
    CASE_BY_CASE = "CASE_BY_CASE"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a request ends. ``row`` is the key of its row in table 3, without the table's prefix."""

    code: str
    group: OutcomeGroup
    row: str
    label_zh: str
    basis: tuple[Ref, ...]
    must_say_zh: str
    prior: PriorReconsideration = PriorReconsideration.NEVER
    is_reply: bool = True
    """False where the request closes without a reply letter (given up, withdrawn)."""


_G = OutcomeGroup
_P = PriorReconsideration

_TABLE = (
    Outcome("GRANTED_ALREADY_PUBLIC", _G.GRANTED, "granted", "予以公开（已主动公开）", (REG(36, 1),),
            "告知获取该政府信息的方式、途径（写明具体网址或者查阅地点）"),
    Outcome("GRANTED", _G.GRANTED, "granted", "予以公开", (REG(36, 2),),
            "提供该政府信息，或者告知获取该政府信息的方式、途径和时间"),
    Outcome("PARTIALLY_GRANTED", _G.PARTIALLY_GRANTED, "partially_granted", "部分公开（区分处理）", (REG(37),),
            "提供可以公开的政府信息内容，并对不予公开的内容说明理由", _P.BY_GROUNDS),
    Outcome("REFUSED_STATE_SECRET", _G.REFUSED, "refused.state_secret", "属于国家秘密", (REG(14), REG(36, 3)),
            "告知不予公开并说明理由（说明定密依据，不得泄露内容）", _P.ALWAYS),
    Outcome("REFUSED_FORBIDDEN_BY_LAW", _G.REFUSED, "refused.forbidden_by_law", "其他法律行政法规禁止公开", (REG(14),),
            "告知不予公开，写明禁止公开的法律、行政法规名称和条款", _P.ALWAYS),
    Outcome("REFUSED_SECURITY_STABILITY", _G.REFUSED, "refused.security_stability", "危及“三安全一稳定”", (REG(14),),
            "告知不予公开，说明可能危及国家安全、公共安全、经济安全、社会稳定中的哪一项以及理由", _P.ALWAYS),
    Outcome("REFUSED_THIRD_PARTY", _G.REFUSED, "refused.third_party", "保护第三方合法权益", (REG(15), REG(32)),
            "告知不予公开，说明涉及商业秘密或者个人隐私以及征求第三方意见的结果", _P.ALWAYS),
    Outcome("REFUSED_INTERNAL_AFFAIRS", _G.REFUSED, "refused.internal_affairs", "属于三类内部事务信息", (REG(16, 1),),
            "告知不予公开，说明属于人事管理、后勤管理、内部工作流程中的哪一类", _P.ALWAYS),
    Outcome("REFUSED_PROCESS_INFORMATION", _G.REFUSED, "refused.process_information", "属于四类过程性信息", (REG(16, 2),),
            "告知不予公开，说明属于讨论记录、过程稿、磋商信函、请示报告中的哪一类", _P.ALWAYS),
    Outcome("REFUSED_ENFORCEMENT_FILE", _G.REFUSED, "refused.enforcement_file", "属于行政执法案卷", (REG(16, 2),),
            "告知不予公开，说明属于行政执法案卷信息，并告知当事人查阅本人案卷的途径", _P.ALWAYS),
    Outcome("REFUSED_ADMINISTRATIVE_QUERY", _G.REFUSED, "refused.administrative_query", "属于行政查询事项", (REG(36, 7),),
            "告知申请人依照有关法律、行政法规的规定办理（如工商、不动产登记资料查询）"),
    Outcome("UNABLE_NOT_EXISTING", _G.UNABLE_TO_PROVIDE, "unable.not_held", "本机关不掌握（信息不存在）", (REG(36, 4),),
            "告知该政府信息不存在（写明检索的范围和方式）"),
    Outcome("UNABLE_NOT_RESPONSIBLE", _G.UNABLE_TO_PROVIDE, "unable.not_held", "本机关不掌握（不属于本机关负责公开）", (REG(36, 5),),
            "告知不属于本机关负责公开并说明理由；能够确定负责公开的行政机关的，告知其名称、联系方式"),
    Outcome("UNABLE_NEEDS_CREATION", _G.UNABLE_TO_PROVIDE, "unable.needs_creation", "没有现成信息需要另行制作", (REG(38),),
            "告知需要对现有政府信息进行加工、分析，不予提供"),
    Outcome("UNABLE_STILL_UNCLEAR", _G.UNABLE_TO_PROVIDE, "unable.still_unclear", "补正后申请内容仍不明确", (REG(30),),
            "告知经补正申请内容仍不明确，无法提供"),
    Outcome("NOT_PROCESSED_PETITION", _G.NOT_PROCESSED, "not_processed.petition", "信访举报投诉类申请", (REG(39, 1),),
            "告知不作为政府信息公开申请处理，可以告知通过相应渠道提出"),
    Outcome("NOT_PROCESSED_REPEAT", _G.NOT_PROCESSED, "not_processed.repeat", "重复申请", (REG(36, 6),),
            "告知不予重复处理（写明此前答复的文号和日期）"),
    Outcome("NOT_PROCESSED_PUBLICATION", _G.NOT_PROCESSED, "not_processed.publication", "要求提供公开出版物", (REG(39, 2),),
            "告知获取政府公报、报刊、书籍等公开出版物的途径"),
    Outcome("NOT_PROCESSED_EXCESSIVE", _G.NOT_PROCESSED, "not_processed.excessive", "无正当理由大量反复申请", (REG(35),),
            "告知申请理由不合理、不予处理"),
    Outcome("NOT_PROCESSED_CONFIRM_REISSUE", _G.NOT_PROCESSED, "not_processed.confirm_reissue",
            "要求行政机关确认或重新出具已获取信息", (), "告知对申请人已获取的信息没有确认或者重新出具的义务"),
    Outcome("CLOSED_NOT_CORRECTED", _G.OTHERWISE_CLOSED, "other.not_corrected",
            "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", (REG(30),), "告知视为放弃申请，不再处理", is_reply=False),
    Outcome("CLOSED_FEE_UNPAID", _G.OTHERWISE_CLOSED, "other.fee_unpaid",
            "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", (REG(42), FEE(6)),
            "告知视为放弃申请，不再处理", is_reply=False),
    Outcome("CLOSED_OTHER", _G.OTHERWISE_CLOSED, "other.other", "其他", (), "写明结案原因（如申请人撤回）",
            _P.CASE_BY_CASE, is_reply=False),
)  # fmt: skip

OUTCOMES: Mapping[str, Outcome] = MappingProxyType({outcome.code: outcome for outcome in _TABLE})
"""All outcomes by code, in the order of table 3."""


def outcome(code: str) -> Outcome:
    """The outcome of this code. Raises LawError with all codes and the nearest one."""
    if code not in OUTCOMES:
        raise LawError("outcome", code, OUTCOMES, nearest(code, OUTCOMES))
    return OUTCOMES[code]


def outcomes_of_row(row: str) -> tuple[Outcome, ...]:
    """The outcomes that count in one row of table 3 (``unable.not_held`` has two). Raises LawError."""
    found = tuple(entry for entry in _TABLE if entry.row == row)
    if not found:
        rows = tuple(dict.fromkeys(entry.row for entry in _TABLE))
        raise LawError("row", row, rows, nearest(row, rows))
    return found
