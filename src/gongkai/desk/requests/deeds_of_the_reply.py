"""Acts of the reply: drafted, reviewed, signed, sent, delivered, archived, and begun anew."""

from __future__ import annotations

from gongkai.agencies.errors import Reason
from gongkai.audit.acts import Act
from gongkai.desk.requests.choices import (
    DELIVERIES,
    PASSED,
    SIGNED,
    earlier_cases,
    reply_outcome,
    reply_text,
)
from gongkai.desk.requests.fields import ON, PROOF, Choices, Field
from gongkai.desk.requests.given import Deed, Given
from gongkai.desk.requests.reply_form import GROUNDS, ITEMS, OUTCOME_CHOICES, decision_of, earlier_of
from gongkai.requests.selectors import CaseView
from gongkai.requests.usecases.approve_reply import approve_reply
from gongkai.requests.usecases.archive import archive
from gongkai.requests.usecases.deliver import deliver
from gongkai.requests.usecases.draft_reply import draft_reply
from gongkai.requests.usecases.legal_review import legal_review
from gongkai.requests.usecases.remake_reply import remake_reply
from gongkai.requests.usecases.reopen import reopen
from gongkai.requests.usecases.send_reply import send_reply
from gongkai.requests.usecases.submit_reply import submit_reply


def _draft(act: Act, case: CaseView, given: Given) -> object:
    decision = decision_of(given.data, given.wrong)
    repeats = earlier_of(case.request, given.text("repeats"), given.wrong)
    given.check()
    return draft_reply(
        act=act, request_id=case.request.pk, decision=decision, content=given.text("content"), repeats=repeats,
        submit=given.ticked("submit"),
    )  # fmt: skip


def _legal_review(act: Act, case: CaseView, given: Given) -> object:
    passed = _decided(given, "passed", PASSED)
    return legal_review(act=act, request_id=case.request.pk, passed=passed, note=given.text("note"))


def _approve(act: Act, case: CaseView, given: Given) -> object:
    approved = _decided(given, "approved", SIGNED)
    return approve_reply(act=act, request_id=case.request.pk, approved=approved, note=given.text("note"))


def _decided(given: Given, name: str, choices: Choices) -> bool:
    """Yes or no, chosen: a form sent without a choice returns no draft."""
    value = given.text(name)
    if value not in dict(choices):
        given.wrong.append(Reason(name, f"请选择：{'或者'.join(label for _, label in choices)}"))
        given.check()
    return value == "yes"


def _send(act: Act, case: CaseView, given: Given) -> object:
    on = given.day()
    given.check()
    return send_reply(
        act=act, request_id=case.request.pk, delivery=given.text("delivery"), proof=given.text("proof"), on=on
    )


def _deliver(act: Act, case: CaseView, given: Given) -> object:
    on = given.day()
    given.check()
    return deliver(act=act, request_id=case.request.pk, proof=given.text("proof"), on=on)


def _remake(act: Act, case: CaseView, given: Given) -> object:
    until, on = given.day("until", "所定日期"), given.day()
    given.check()
    return remake_reply(act=act, request_id=case.request.pk, until=until, on=on)


DEEDS: dict[str, Deed] = {
    "draft": Deed((
        Field("outcome", "答复结论", "choice", "年度报告按此计入一行", True, choices=lambda act, case: OUTCOME_CHOICES, first=reply_outcome),
        Field("grounds", "不予公开部分的依据", "ticks", "部分公开的必须选择；它决定申请人的救济途径", choices=lambda act, case: GROUNDS),
        *ITEMS,
        Field("repeats", "重复申请所指的此前申请", "choice", "结论为重复申请时选择", choices=earlier_cases),
        Field("content", "答复内容", "area", needed=True, first=reply_text),
        Field("submit", "保存后送审", "tick"),
    ), _draft, "答复书已保存。", "draft"),
    "submit": Deed((), lambda act, case, given: submit_reply(act=act, request_id=case.request.pk), "已送审。", "reply"),
    "legal-review": Deed((
        Field("passed", "审核意见", "choice", choices=lambda act, case: PASSED, needed=True),
        Field("note", "说明", "area", "退回修改的必填"),
    ), _legal_review, "已登记法制审核意见。", "reply"),
    "approve": Deed((
        Field("approved", "签发意见", "choice", choices=lambda act, case: SIGNED, needed=True),
        Field("note", "说明", "area", "退回修改的必填"),
    ), _approve, "已登记签发意见。", "reply"),
    "send": Deed((
        Field("delivery", "送达方式", "choice", choices=lambda act, case: DELIVERIES, needed=True), PROOF, ON,
    ), _send, "答复书已发出。", "reply"),
    "deliver": Deed((
        Field("proof", "送达凭证", hint="签收人、邮件号、阅读时间", most=60), Field("on", "申请人收到日期", "day", first=lambda act, case: act.today.isoformat()),
    ), _deliver, "已登记送达，救济期限从收到起算。"),
    "archive": Deed((), lambda act, case, given: archive(act=act, request_id=case.request.pk), "已归档。"),
    "remake": Deed((
        Field("until", "决定、判决所定的答复日期", "day", "没有规定日期的空着"),
        Field("on", "收到决定、判决日期", "day", first=lambda act, case: act.today.isoformat()),
    ), _remake, "已登记，请重新答复。"),
    "reopen": Deed((
        Field("because", "理由", "area", needed=True),
    ), lambda act, case, given: reopen(act=act, request_id=case.request.pk, because=given.text("because")), "已重新办理。"),
}  # fmt: skip
