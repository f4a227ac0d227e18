"""Why a day is what it is: steps with day and article, and the due day that carries them.

A step states what happened or what was added. The working days of the steps of one chain add up to the day of the
chain, so that a reader with a wall calendar can follow them. The words stand in ``STEP_WORDS``, for programs and
messages in English, for officers' screens in Chinese.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gongkai.law.reference import Basis


class Step(NamedTuple):
    """One line of an explanation: ``kind`` says what, ``day`` where the count stands after it, ``basis`` the article.

    ``added`` is the number of working days the step moves the count on (0 for a mere fact); ``details`` fill the words.
    """

    kind: str
    day: date
    basis: Basis
    added: int = 0
    details: tuple[object, ...] = ()

    @property
    def text(self) -> str:
        """What happened or was added, in English: ``+20 working days``."""
        words = STEP_WORDS[self.kind][0]
        return words.format(*self.details) if self.details else words

    @property
    def zh(self) -> str:
        """The same as an officer reads it: ``加20个工作日``."""
        words = STEP_WORDS[self.kind][1]
        return words.format(*self.details) if self.details else words


#: kind -> (English, Chinese). Numbers and days are filled in from the step's details.
STEP_WORDS: dict[str, tuple[str, str]] = {
    "receipt_in_person": ("receipt: handed over in person", "当面提交，提交之日为收到申请之日"),
    "receipt_signed": ("receipt: the agency signed for the letter", "邮寄签收，签收之日为收到申请之日"),
    "receipt_confirmed": ("receipt: confirmed with the applicant", "平常信函，确认之日为收到申请之日"),
    "receipt_both": ("receipt: confirmed by both sides", "双方确认之日为收到申请之日"),
    "confirmed_late": ("confirmed later than the day the letter arrived", "未在信函到达当日确认"),
    "notice_due": ("correction notice, if needed: +{} working days", "如需补正，加{}个工作日内告知"),
    "correction_sent": ("correction notice sent: the reply limit waits", "发出补正告知书，答复期限等待补正"),
    "correction_sent_late": ("correction notice sent late (due {}): the reply limit waits",
                             "逾期发出补正告知书（应于{}前发出），答复期限等待补正"),
    "correction_received": ("correction notice received", "申请人收到补正告知书"),
    "correction_period": ("+{} working days to correct", "补正期限加{}个工作日"),
    "corrected": ("corrected request received: the reply limit begins anew", "收到补正后的申请，答复期限重新计算"),
    "corrected_too_late": ("corrected request came too late and without a justified reason", "无正当理由逾期补正"),
    "not_corrected": ("not corrected by {}: deemed abandoned", "至{}未补正，视为放弃申请"),
    "closed_next_day": ("closed from the day after the period", "自期满次日起结案"),
    "fee_notice": ("fee notice received: the reply limit waits", "申请人收到收费通知，答复期限等待缴费"),
    "fee_notice_late": ("fee notice received after the reply limit: the reply limit waits", "答复期满后才收到收费通知，等待缴费"),
    "payment_period": ("+{} working days to pay", "缴费期限加{}个工作日"),
    "paid": ("fee paid: the reply limit begins anew", "已缴费，答复期限重新计算"),
    "paid_too_late": ("paid too late: the request stays closed", "逾期缴费，不再处理"),
    "not_paid": ("not paid by {}: deemed abandoned", "至{}未缴费，视为放弃申请"),
    "asked_third_party": ("third party asked ({})", "发出征求第三方意见书（{}）"),
    "asked_agency": ("other agency asked ({})", "发出征求其他行政机关意见书（{}）"),
    "opinion_due": ("opinion due ({}): +{} working days", "答复征求意见期限（{}）：加{}个工作日"),
    "opinion": ("opinion received ({})", "收到意见（{}）"),
    "opinion_late": ("opinion received ({}) after its last day", "逾期收到意见（{}）"),
    "extended": ("extended by {} working days", "批准延长{}个工作日"),
    "reason_requested": ("applicant asked for reasons: the reply limit runs on", "要求说明理由，答复期限继续计算"),
    "delayed": ("delayed day told to the applicant", "告知延迟答复的合理期限"),
    "withdrawn": ("withdrawn by the applicant", "申请人撤回申请"),
    "lapsed": ("given up before receipt was confirmed: counted nowhere", "确认收到前已放弃，不计入统计"),
    "closing_told": ("closing told to the applicant", "告知申请人不再处理"),
    "replied": ("replied", "作出答复"),
    "replied_late": ("replied after the last day", "逾期作出答复"),
    "remade": ("ordered to reply again", "责令重新答复"),
    "told_day": ("reply due: told or ordered day", "以告知或者责令的日期为答复期限"),
    "excluded": ("excluded {} working days ({} to {})", "扣除征求意见{}个工作日（{}至{}）"),
    "extension": ("+{} working days extension", "延长，加{}个工作日"),
    "extension_carried": ("+{} working days extension carried over", "此前批准的延长继续有效，加{}个工作日"),
    "prior": ("reconsideration must come before court", "应当先申请行政复议"),
    "prior_unknown": ("outcome or grounds not stated: a refusal under REG 14, 15 or 16 must go to reconsideration first",
                      "未记录答复结果或者依据：依据第十四、十五、十六条不予公开的，应当先申请行政复议"),
    "starts": ("{}", "{1}起算"),
    "working_days": ("+{} working days", "加{}个工作日"),
    "natural_days": ("+{} natural days", "加{}日（自然日）"),
    "natural_days_back": ("-{} natural days", "提前{}日（自然日）"),
    "months": ("+{} months", "加{}个月"),
    "hours": ("+{} hours", "加{}小时"),
    "yearly_date": ("the next {} (month-day)", "下一个{}（月-日）"),
    "rolled": ("{} is a rest day: moved to the next working day", "{}为法定休假日，顺延"),
    "missing_notice": ("the holiday notice of {} is not loaded: counted as plain Monday to Friday, provisional",
                       "尚未录入{}年放假安排，暂按周一至周五计算，日期为暂定"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """A due day with its reasons. ``missing_years``: years whose holiday notice is not loaded although the count reaches them."""

    day: date
    why: tuple[Step, ...]
    missing_years: tuple[int, ...] = ()

    @property
    def provisional(self) -> bool:
        """True when a year without a holiday notice was counted as plain Monday to Friday."""
        return bool(self.missing_years)
