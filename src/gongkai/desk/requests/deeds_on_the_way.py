"""Acts from the receipt to the reply: what moves the clock, and the letters that go with it."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.audit.acts import Act
from gongkai.desk.requests.choices import (
    ANSWERS,
    CONFIRMED_BY,
    METHODS,
    colleagues_of,
    excess_facts,
    letters_waiting,
    opinions_waiting,
    units_known,
)
from gongkai.desk.requests.fields import ON, PROOF, Field
from gongkai.desk.requests.given import Deed, Do, Given, officer_of
from gongkai.requests.repeats import place_in_month
from gongkai.requests.selectors import CaseView
from gongkai.requests.usecases.ask_correction import ask_correction
from gongkai.requests.usecases.ask_reason import ask_reason
from gongkai.requests.usecases.begin_review import begin_review
from gongkai.requests.usecases.close_fee_unpaid import close_fee_unpaid
from gongkai.requests.usecases.close_not_corrected import close_not_corrected
from gongkai.requests.usecases.confirm_receipt import confirm_receipt
from gongkai.requests.usecases.consult import consult
from gongkai.requests.usecases.extend import extend
from gongkai.requests.usecases.receive_correction import receive_correction
from gongkai.requests.usecases.receive_opinion import receive_opinion
from gongkai.requests.usecases.receive_payment import receive_payment
from gongkai.requests.usecases.record_received import record_received
from gongkai.requests.usecases.send_fee_notice import send_fee_notice
from gongkai.requests.usecases.set_delayed_date import set_delayed_date
from gongkai.requests.usecases.withdraw import withdraw


def _confirm(act: Act, case: CaseView, given: Given) -> object:
    on, by = given.day(), given.text("by")
    given.check()
    return confirm_receipt(act=act, request_id=case.request.pk, by=None if by == "both" else "agency", on=on)


def _review(act: Act, case: CaseView, given: Given) -> object:
    return begin_review(
        act=act,
        request_id=case.request.pk,
        handling_unit=given.text("handling_unit"),
        handler=officer_of(given.key("handler")),
    )


def _ask_correction(act: Act, case: CaseView, given: Given) -> object:
    days, on = given.number("days", "补正期限"), given.day()
    given.check()
    return ask_correction(
        act=act, request_id=case.request.pk, points=given.text("points"), days=days, on=on, proof=given.text("proof")
    )


def _receive_correction(act: Act, case: CaseView, given: Given) -> object:
    on = given.day()
    given.check()
    return receive_correction(
        act=act,
        request_id=case.request.pk,
        description=given.text("description"),
        justified=given.ticked("justified"),
        on=on,
    )


def _consult(party: str) -> Do:
    def do(act: Act, case: CaseView, given: Given) -> object:
        on = given.day()
        given.check()
        return consult(
            act=act, request_id=case.request.pk, party=party, name=given.text("name"), contact=given.text("contact"),
            question=given.text("question"), on=on, proof=given.text("proof"),
        )  # fmt: skip

    return do


def _opinion(act: Act, case: CaseView, given: Given) -> object:
    on = given.day()
    given.check()
    return receive_opinion(
        act=act,
        request_id=case.request.pk,
        ref=given.text("ref"),
        answer=given.text("answer"),
        reasons=given.text("reasons"),
        on=on,
    )


def _extend(act: Act, case: CaseView, given: Given) -> object:
    days, on = given.number("days", "延长天数", needed=True), given.day()
    given.check()
    return extend(
        act=act, request_id=case.request.pk, days=days, because=given.text("because"), on=on, proof=given.text("proof")
    )


def _ask_reason(act: Act, case: CaseView, given: Given) -> object:
    days, on = given.number("days", "说明理由期限"), given.day()
    given.check()
    return ask_reason(
        act=act, request_id=case.request.pk, facts=given.text("facts"), days=days, on=on, proof=given.text("proof")
    )


def _delay(act: Act, case: CaseView, given: Given) -> object:
    until, on = given.day("until", "延迟答复日期", needed=True), given.day()
    given.check()
    return set_delayed_date(
        act=act,
        request_id=case.request.pk,
        until=until,
        because=given.text("because"),
        on=on,
        proof=given.text("proof"),
    )


def _fee(act: Act, case: CaseView, given: Given) -> object:
    quantity, on = given.number("quantity", "件数或者页数", needed=True), given.day()
    given.check()
    return send_fee_notice(
        act=act, request_id=case.request.pk, method=given.text("method"), quantity=quantity, payment=given.text("payment"),
        on=on, proof=given.text("proof"), counted_because=given.text("counted_because"),
    )  # fmt: skip


def _pay(act: Act, case: CaseView, given: Given) -> object:
    amount, on = given.yuan("amount", "金额"), given.day()
    given.check()
    return receive_payment(
        act=act, request_id=case.request.pk, amount=amount, receipt_number=given.text("receipt_number"), on=on
    )


def _close(use_case: Callable[..., object]) -> Do:
    def do(act: Act, case: CaseView, given: Given) -> object:
        on = given.day()
        given.check()
        return use_case(act=act, request_id=case.request.pk, letter=given.text("letter"), on=on)

    return do


def _withdraw(act: Act, case: CaseView, given: Given) -> object:
    on = given.day()
    given.check()
    return withdraw(act=act, request_id=case.request.pk, on=on, letter=given.text("letter"))


def _received(act: Act, case: CaseView, given: Given) -> object:
    on = given.day()
    given.check()
    return record_received(
        act=act, request_id=case.request.pk, letter_id=given.key("letter"), on=on, proof=given.text("proof")
    )


_BECAUSE = "写明理由；理由会写入文书"

DEEDS: dict[str, Deed] = {
    "confirm": Deed((
        Field("by", "谁已确认", "choice", "电话中双方一并确认的，选第二项", choices=lambda act, case: CONFIRMED_BY, first=lambda act, case: "agency"), ON,
    ), _confirm, "已登记确认。"),
    "review": Deed((
        Field("handling_unit", "承办单位", hint="如：交通运输局公路股", needed=True, most=80, choices=units_known,
              first=lambda act, case: case.request.handling_unit),
        Field("handler", "经办人", "choice", "可以暂不确定", choices=colleagues_of),
    ), _review, "已转入审查办理。"),
    "ask-correction": Deed((
        Field("points", "需要补正的全部事项", "area", "一次写全：哪里不明确、怎样补正，并作指导和释明", True),
        Field("days", "补正期限（工作日）", "number", "空着按本单位约定的天数（未另作约定的，10个工作日）"), ON, PROOF,
    ), _ask_correction, "补正告知书已发出；申请人收到后请登记送达，补正期限从收到起算。"),
    "receive-correction": Deed((
        Field("description", "补正后的内容描述", "area", "申请人重新书写的，录入全文；只补材料的可以空着"),
        Field("justified", "逾期补正有正当理由", "tick"), ON,
    ), _receive_correction, "已登记补正材料，答复期限重新计算。"),
    "close-not-corrected": Deed((
        Field("letter", "告知申请人的内容", "area", "空着则只登记，不发文书"), ON,
    ), _close(close_not_corrected), "已办结：逾期不补正。"),
    "consult-third-party": Deed((
        Field("name", "第三方姓名或者名称", needed=True), Field("contact", "联系方式"),
        Field("question", "涉及的信息和征求的意见", "area", "不写申请人身份；写明是否同意公开、理由、15个工作日答复期限和不答复的后果", True), ON, PROOF,
    ), _consult("THIRD_PARTY"), "征求意见书已发出；对方收到后请登记送达。"),
    "consult-agency": Deed((
        Field("name", "征求意见的机关", needed=True), Field("contact", "联系方式"),
        Field("question", "涉及的信息和征求的意见", "area", "写明15个工作日内答复；共同制作机关逾期未提出意见的，视为同意公开", True), ON, PROOF,
    ), _consult("AGENCY"), "征求意见书已发出；对方收到后请登记送达。"),
    "opinion": Deed((
        Field("ref", "征求意见书", "choice", choices=opinions_waiting, needed=True),
        Field("answer", "意见", "choice", choices=lambda act, case: ANSWERS, needed=True), Field("reasons", "理由", "area"), ON,
    ), _opinion, "已登记反馈意见。"),
    "extend": Deed((
        Field("days", "延长天数（工作日）", "number", "1 至 20", True), Field("because", "延长理由", "area", _BECAUSE, True), ON, PROOF,
    ), _extend, "已延长，延期告知书已发出。"),
    "ask-reason": Deed((
        Field("facts", "数量、频次事实", "area", "如：本月第31件，近三个月共58件", True, first=excess_facts),
        Field("days", "说明理由期限（工作日）", "number"), ON, PROOF,
    ), _ask_reason, "说明理由告知书已发出；答复期限继续计算。"),
    "delay": Deed((
        Field("until", "延迟到的答复日期", "day", needed=True), Field("because", "理由", "area", _BECAUSE, True), ON, PROOF,
    ), _delay, "已告知延迟答复日期。"),
    "fee": Deed((
        Field("method", "计收方式", "choice", choices=lambda act, case: METHODS, needed=True),
        Field("quantity", "本月第几件，或者本件页数", "number", needed=True, first=lambda act, case: str(max(place_in_month(case.request), 1))),
        Field("counted_because", "按件计收、件数多于系统登记的，写明依据", hint="例如：本件含 12 项内容，按一事一申请拆分；记入内部备注"),
        Field("payment", "缴费依据、计算过程和缴纳方式", "area", needed=True), ON, PROOF,
    ), _fee, "收费通知已发出；申请人收到后请登记送达，缴费期限从收到次日起算。", "fee"),
    "pay": Deed((
        Field("amount", "金额（元）", needed=True), Field("receipt_number", "财政票据号", most=40),
        Field("on", "缴费日期", "day", first=lambda act, case: act.today.isoformat()),
    ), _pay, "已登记缴费，答复期限自次日起重新计算。"),
    "close-unpaid": Deed((
        Field("letter", "告知申请人的内容", "area", "空着则只登记，不发文书"), ON,
    ), _close(close_fee_unpaid), "已办结：逾期不缴费。"),
    "withdraw": Deed((
        Field("letter", "告知申请人的办结原因", "area", "如“您于3月4日书面撤回该申请”；空着则只登记，不发办结告知书"), ON,
    ), _withdraw, "已登记撤回。"),
    "received": Deed((
        Field("letter", "文书", "choice", choices=letters_waiting, needed=True),
        Field("on", "对方收到日期", "day", first=lambda act, case: act.today.isoformat()), PROOF,
    ), _received, "已登记文书送达。"),
}  # fmt: skip
