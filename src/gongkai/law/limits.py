"""Every number of days the product knows, in one table, with its article, its beginning and the time it was law.

``single_limit`` computes one of them; the clock of a request (``gongkai.law.clock``) reads the same rows. A change of
law is a new row: the old one gets ``until`` and old cases stay right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.law.reference import (
    BUDGET,
    CIV,
    CR23,
    CR26,
    DECN,
    DP,
    ENF118,
    FEE,
    INS,
    LAND,
    LEG115,
    LIT,
    LITI,
    OBE,
    PEN,
    PET,
    REC17,
    REC23,
    REG,
    REG08,
    RULE,
    WEBR,
    Basis,
    Convention,
    Ref,
)  # fmt: skip


class Unit(StrEnum):
    """How a limit is counted. A YEARLY_DATE lies in the year after that of the starting day: ``amount`` is MMDD."""

    WORKING_DAYS = "WORKING_DAYS"
    NATURAL_DAYS = "NATURAL_DAYS"
    MONTHS = "MONTHS"
    HOURS = "HOURS"
    YEARLY_DATE = "YEARLY_DATE"


@dataclass(frozen=True, slots=True)
class Limit:
    """One number. ``starts`` says from which day; ``rolls``: a last day on a rest day moves on (CIV 203).

    ``since`` / ``until`` (both inclusive) are the days the row is law. ``counts_back``: counted backwards from the day.
    """

    name: str
    amount: int
    unit: Unit
    starts: str
    basis: Basis
    label_zh: str
    since: date | None = None
    until: date | None = None
    rolls: bool = False
    counts_back: bool = False

    @property
    def starts_words(self) -> str:
        return self.starts.replace("_", " ")

    def in_force(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


_WD, _ND, _MON, _HOUR, _DATE = Unit.WORKING_DAYS, Unit.NATURAL_DAYS, Unit.MONTHS, Unit.HOURS, Unit.YEARLY_DATE
_REG = date(2019, 5, 15)
_REG08 = (date(2008, 5, 1), date(2019, 5, 14))
_OLD_REC, _NEW_REC = date(2023, 12, 31), date(2024, 1, 1)
_LIT = date(2015, 5, 1)
_FEE = date(2021, 1, 1)
_PEN = date(2021, 7, 15)
_CR23, _CR23_END, _CR26 = date(2023, 5, 1), date(2026, 3, 31), date(2026, 4, 1)


def _conv(setting: str, reason: str) -> Convention:
    return Convention(reason, setting)


LIMITS: tuple[Limit, ...] = (
    # Requests: REG and FEE
    Limit("reply", 20, _WD, "date_of_receipt", REG(33, 2), "答复期限", _REG),
    Limit("reply", 15, _WD, "date_of_receipt", REG08(24), "答复期限（2008年条例）", *_REG08),
    Limit("extension_max", 20, _WD, "reply_due", REG(33, 2), "延长答复期限（最长）", _REG),
    Limit("extension_max", 15, _WD, "reply_due", REG08(24), "延长答复期限（最长，2008年条例）", *_REG08),
    Limit("correction_notice", 7, _WD, "date_of_receipt", REG(30), "补正告知期限", _REG),
    Limit("correction_period", 10, _WD, "correction_notice_received",
          _conv("correction_period", "补正期限应当合理，条例未定天数，默认10个工作日"), "补正期限", _REG),
    Limit("correction_period_max", 60, _WD, "correction_notice_received",
          _conv("correction_period_max", "补正、说明理由的期限应当合理，条例未定上限；等待期间不计答复期限，给予的期限最长60个工作日"),
          "补正、说明理由期限（最长）", _REG),
    Limit("reply_after_correction", 20, _WD, "corrected_request_received", REG(30), "补正后的答复期限", _REG),
    Limit("third_party_opinion", 15, _WD, "consultation_received", REG(32), "第三方答复征求意见期限", _REG),
    Limit("agency_opinion", 15, _WD, "consultation_received", REG(34), "其他行政机关答复征求意见期限", _REG),
    Limit("fee_payment", 20, _WD, "fee_notice_received", FEE(6), "信息处理费缴纳期限", _FEE),
    Limit("reply_after_payment", 20, _WD, "fee_paid", FEE(6), "缴费后的答复期限", _FEE),
    Limit("remade_reply", 20, _WD, "remade_ordered",
          _conv("remade_reply", "责令重作而未指定期限的，按20个工作日计算"), "重新答复期限", _REG),
    Limit("confirmation_alarm", 1, _WD, "arrived",
          _conv("confirmation_alarm", "到达后一个工作日仍未确认的，提醒经办人"), "确认收到提醒", _REG),
    # Proactive disclosure
    Limit("publication", 20, _WD, "formed_or_changed", REG(26), "主动公开期限", _REG),
    Limit("publication", 20, _WD, "formed_or_changed", REG08(18), "主动公开期限（2008年条例）", *_REG08),
    Limit("budget_publication", 20, _ND, "approved", BUDGET(14), "预决算公开期限", rolls=True),
    Limit("land_notice_publication", 15, _WD, "approval_received", LAND(31), "征收土地公告期限", date(2021, 9, 1)),
    Limit("permit_publicity", 7, _WD, "decided", DP(), "行政许可公示期限"),
    Limit("penalty_publicity", 7, _WD, "decided", DP(), "行政处罚公示期限"),
    Limit("enforcement_publicity", 20, _WD, "decided", ENF118(), "其他执法决定公示期限"),
    Limit("policy_repost", 24, _HOUR, "published_by_the_state",
          _conv("policy_repost", "国家重要政策文件24小时内转载"), "转载国家政策文件期限"),
    Limit("publication_warning", 7, _ND, "publication_due",
          _conv("publication_warning", "公开期限届满前7日预警"), "公开期限预警", counts_back=True),
    Limit("urgent_approval", 24, _HOUR, "urgent_handed_in",
          _conv("urgent_approval", "应急发布后24小时内补办审批"), "应急发布事后审批期限"),
    Limit("penalty_withdrawal", 3, _WD, "penalty_revoked", PEN(48, 2), "撤回行政处罚决定信息期限", _PEN),
    Limit("interpretation", 3, _WD, "document_published",
          _conv("interpretation", "解读材料最迟在文件公布后3个工作日内发布"), "政策解读期限"),
    Limit("withheld_review", 12, _MON, "withheld",
          _conv("withheld_review", "不予公开的信息定期评估（条例第十八条），默认一年一次"), "不予公开信息评估期限"),
    Limit("guide_review", 12, _MON, "guide_reviewed",
          _conv("guide_review", "公开指南、目录应当及时更新，默认一年核对一次"), "指南目录核对期限"),
    # Normative documents and decisions
    Limit("legality_review_min", 5, _WD, "documents_complete", LEG115(), "合法性审核最短期限"),
    Limit("legality_review_max", 15, _WD, "documents_complete", LEG115(), "合法性审核最长期限"),
    Limit("decision_legality_review", 7, _WD, "documents_complete", DECN(26), "重大行政决策合法性审查最短期限", date(2019, 9, 1)),
    Limit("decision_consultation", 30, _ND, "consultation_opened", DECN(15), "重大行政决策征求意见最短期限", date(2019, 9, 1),
          rolls=True),
    Limit("rule_consultation", 30, _ND, "consultation_opened", RULE(15), "规章征求意见最短期限", date(2018, 5, 1), rolls=True),
    Limit("market_consultation", 30, _ND, "consultation_opened", OBE(62), "涉及市场主体的文件征求意见最短期限", date(2020, 1, 1),
          rolls=True),
    Limit("normative_consultation", 7, _WD, "consultation_opened",
          _conv("normative_consultation", "一般规范性文件征求意见默认7个工作日"), "规范性文件征求意见期限"),
    Limit("adoption_feedback", 20, _WD, "consultation_closed",
          _conv("adoption_feedback", "征集结束后20个工作日内公布采纳情况"), "采纳情况反馈期限"),
    Limit("hearing_material", 7, _ND, "hearing", DECN(16), "听证材料送达期限", date(2019, 9, 1), counts_back=True),
    Limit("expiry_evaluation", 180, _ND, "expires",
          _conv("expiry_evaluation", "有效期届满前180日提醒评估"), "到期前评估提醒", counts_back=True),
    # Remedies of the applicant
    Limit("reconsideration", 60, _ND, "reply_received", REC17(9), "申请行政复议期限", None, _OLD_REC, rolls=True),
    Limit("reconsideration", 60, _ND, "reply_received", REC23(20), "申请行政复议期限", _NEW_REC, rolls=True),
    Limit("reconsideration_not_told", 12, _MON, "content_known", REC23(20), "未告知复议权利时的最长期限", _NEW_REC, rolls=True),
    Limit("litigation", 6, _MON, "reply_received", LIT(46), "直接起诉期限", _LIT, rolls=True),
    Limit("litigation_after_reconsideration", 15, _ND, "reconsideration_decision_received", LIT(45), "对复议决定的起诉期限", _LIT,
          rolls=True),
    Limit("litigation_not_told", 12, _MON, "content_known", LITI(64), "未告知起诉期限时的最长期限", date(2018, 2, 8), rolls=True),
    # The reconsideration body, and the agency when challenged
    Limit("reconsideration_decision", 60, _ND, "reconsideration_accepted", REC17(31), "行政复议审理期限", None, _OLD_REC, rolls=True),
    Limit("reconsideration_decision", 60, _ND, "reconsideration_accepted", REC23(62), "行政复议审理期限（普通程序）", _NEW_REC,
          rolls=True),
    Limit("reconsideration_decision_simplified", 30, _ND, "reconsideration_accepted", REC23(62), "行政复议审理期限（简易程序）",
          _NEW_REC, rolls=True),
    Limit("reconsideration_extension_max", 30, _ND, "reconsideration_decision_due", REC17(31), "行政复议延长期限（最长）", None,
          _OLD_REC, rolls=True),
    Limit("reconsideration_extension_max", 30, _ND, "reconsideration_decision_due", REC23(62), "行政复议延长期限（最长）", _NEW_REC,
          rolls=True),
    Limit("reconsideration_answer", 10, _ND, "copy_received", REC17(23), "行政复议答复和举证期限", None, _OLD_REC, rolls=True),
    Limit("reconsideration_answer", 10, _WD, "copy_received", REC23(48), "行政复议答复和举证期限", _NEW_REC),
    Limit("reconsideration_answer_simplified", 5, _WD, "copy_received", REC23(54), "行政复议答复和举证期限（简易程序）", _NEW_REC),
    Limit("court_answer", 15, _ND, "complaint_received", LIT(67), "行政诉讼答辩和举证期限", _LIT, rolls=True),
    # Letters, petitions, error reports
    Limit("letter_accept", 1, _WD, "submitted", _conv("letter_accept", "来信默认1个工作日内受理"), "来信受理期限"),
    Limit("letter_simple", 5, _WD, "submitted", _conv("letter_simple", "简单常见问题5个工作日内答复"), "简单来信答复期限"),
    Limit("letter_normal", 15, _WD, "submitted", _conv("letter_normal", "一般来信默认15个工作日内答复"), "一般来信答复期限"),
    Limit("letter_extension", 10, _WD, "letter_due", _conv("letter_extension", "来信答复可延长一次，默认10个工作日"), "来信延长期限"),
    Limit("letter_veto", 3, _MON, "submitted", INS(), "有效留言未答复的单项否决线"),
    Limit("error_report", 3, _WD, "submitted", _conv("error_report", "“我为政府网站找错”留言3个工作日内答复"), "网站找错留言答复期限"),
    Limit("petition_notice", 15, _ND, "petition_received", PET(22), "信访告知期限", date(2022, 5, 1), rolls=True),
    Limit("petition_settlement", 60, _ND, "petition_accepted", PET(34), "信访办理期限", date(2022, 5, 1), rolls=True),
    Limit("petition_extension_max", 30, _ND, "petition_due", PET(34), "信访延长期限（最长）", date(2022, 5, 1), rolls=True),
    # Credit information: how long a penalty stays public, from the date of the judicial or administrative document
    Limit("publicity_longest_minor", 3, _MON, "decided", CR26(), "轻微失信信息最长公示期", _CR26),
    Limit("publicity_shortest_general", 3, _MON, "decided", CR26(), "一般失信信息最短公示期", _CR26),
    Limit("publicity_longest_general", 12, _MON, "decided", CR26(), "一般失信信息最长公示期", _CR26),
    Limit("publicity_shortest_serious", 12, _MON, "decided", CR26(), "严重失信信息最短公示期", _CR26),
    Limit("publicity_longest_serious", 36, _MON, "decided", CR26(), "严重失信信息最长公示期", _CR26),
    Limit("publicity_shortest", 3, _MON, "decided", CR23(), "行政处罚信息最短公示期", _CR23, _CR23_END),
    Limit("publicity_shortest_special", 12, _MON, "decided", CR23(), "食品药品等领域最短公示期", _CR23, _CR23_END),
    Limit("publicity_longest", 36, _MON, "decided", CR23(), "行政处罚信息最长公示期", _CR23, _CR23_END),
    # Yearly dates; they do not roll, one publishes before
    Limit("department_report", 131, _DATE, "year_reported", REG(49), "部门年度报告公布日期", _REG),
    Limit("government_report", 331, _DATE, "year_reported", REG(49), "政府年度报告公布日期", _REG),
    Limit("website_report", 131, _DATE, "year_reported", WEBR(), "网站年度报表公布日期", date(2018, 1, 1)),
    Limit("enforcement_totals", 131, _DATE, "year_reported", ENF118(), "行政执法总体情况公布日期", date(2018, 12, 5)),
    # Oversight
    Limit("assessment_objection", 5, _WD, "draft_published",
          _conv("assessment_objection", "考核结果公示后5个工作日内可提出异议"), "考核异议期限"),
)  # fmt: skip

ROLL_OVER = CIV(203)
SHORT_MONTH = CIV(202)

_BY_NAME: dict[str, tuple[Limit, ...]] = {
    limit.name: tuple(row for row in LIMITS if row.name == limit.name) for limit in LIMITS
}


def limit_names() -> tuple[str, ...]:
    """All names ``single_limit`` knows, in the order of the table."""
    return tuple(_BY_NAME)


def rows_of(name: str) -> tuple[Limit, ...]:
    """All rows of one name, past and present; empty for an unknown name."""
    return _BY_NAME.get(name, ())


def limits_on_article(reference: Ref) -> tuple[Limit, ...]:
    """Rows resting on this article or on a part of it."""
    return tuple(row for row in LIMITS if isinstance(row.basis, Ref) and reference.covers(row.basis))
