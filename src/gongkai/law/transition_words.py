"""What a step of the transition table needs and does to the clock, as officers read it. A test keeps both tables together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """``needs`` is the condition of the row, ``effect`` what happens to the limits."""

    needs: str
    effect: str


WORDS: dict[str, Words] = {
    "confirm_receipt": Words("按渠道确定收到申请之日：互联网、传真须双方确认，平常信函当日与申请人确认", "答复期限自收到之日起20个工作日；需要补正的7个工作日内告知"),
    "begin_review": Words("确定承办单位", "不影响期限"),
    "ask_correction": Words("申请内容不明确；一次性告知全部事项，给予指导和释明", "7个工作日内发出；等待补正期间不计答复期限"),
    "receive_correction": Words("收到补正后的申请", "答复期限自收到补正之日起重新计算20个工作日"),
    "close_not_corrected": Words("补正期限届满，无正当理由未补正", "视为放弃申请，不再处理"),
    "consult_third_party": Words("公开会损害第三方合法权益，书面征求意见", "征求意见所需时间不计入答复期限"),
    "consult_agency": Words("与其他机关共同制作，或者涉及其他机关", "征求意见所需时间不计入答复期限"),
    "receive_opinion": Words("收到反馈意见；满15个工作日未答复的，按规定处理", "继续计算答复期限"),
    "extend": Words("公开工作机构负责人同意，在期限届满前告知申请人；只能一次，最长20个工作日", "答复期限顺延所定工作日"),
    "ask_reason": Words("申请的数量、频次明显超过合理范围", "不影响期限，继续计算"),
    "tell_delayed_day": Words("理由合理，但不能在期限内答复", "以告知的日期为答复期限"),
    "refuse_excessive": Words("理由不合理", "不影响期限"),
    "notify_fee": Words("在答复期限内决定收费并通知；按件或者按量，只用一种", "申请人收到通知后等待缴费，不计答复期限"),
    "receive_payment": Words("在期限内缴费", "答复期限自缴费次日起重新计算20个工作日"),
    "close_fee_unpaid": Words("收到通知次日起20个工作日内未缴费", "视为放弃申请，不再处理"),
    "draft_reply": Words("拟定各项结论、依据和答复内容", "不影响期限，继续计算"),
    "submit_for_approval": Words("起草人与签发人不是同一人", "不影响期限，继续计算"),
    "return_draft": Words("写明退回修改的理由", "不影响期限，继续计算"),
    "reply": Words("法制审核通过、签发、用印后发出", "作出答复，停止计算"),
    "record_delivery": Words("有送达凭证", "申请人的复议、诉讼期限自收到之日起算"),
    "archive": Words("案卷齐全", "归档后只读，按保管期限保存"),
    "withdraw": Words("申请人书面撤回", "停止计算，计入其他处理"),
    "lapse": Words("申请人在双方确认前放弃", "不计入统计"),
    "open_reconsideration": Words("收到行政复议申请书副本", "10个工作日（简易程序5个工作日）内提交答复和证据"),
    "open_litigation": Words("收到起诉状副本", "15日内提交答辩状和证据"),
    "remake_reply": Words("答复被撤销，或者责令履行答复职责", "以决定、判决所定日期为准；未定的按20个工作日计算"),
}  # fmt: skip
