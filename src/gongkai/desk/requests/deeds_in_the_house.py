"""Acts that move no clock: notes, helping units, hand-over, the applicant's category."""

from __future__ import annotations

from gongkai.audit.acts import Act
from gongkai.desk.requests.choices import (
    CATEGORIES,
    assistances,
    colleagues_of,
)
from gongkai.desk.requests.fields import ON, Field
from gongkai.desk.requests.given import Deed, Given, officer_of
from gongkai.requests.selectors import CaseView
from gongkai.requests.usecases.add_note import add_note
from gongkai.requests.usecases.assist import answer_assistance, ask_assistance
from gongkai.requests.usecases.correct_category import correct_category
from gongkai.requests.usecases.hand_over import hand_over


def _assist(act: Act, case: CaseView, given: Given) -> object:
    due = given.day("due", "反馈期限", needed=True)
    given.check()
    return ask_assistance(
        act=act,
        request_id=case.request.pk,
        unit=given.text("unit"),
        question=given.text("question"),
        due=due,
        with_letter=not given.ticked("inside"),
    )


def _assisted(act: Act, case: CaseView, given: Given) -> object:
    on = given.day()
    given.check()
    return answer_assistance(
        act=act, request_id=case.request.pk, assistance_id=given.key("assistance"), answer=given.text("answer"), on=on
    )


DEEDS: dict[str, Deed] = {
    "note": Deed((
        Field("text", "内部备注", "area", "只有本单位办理人员能看到，不能修改", True),
    ), lambda act, case, given: add_note(act=act, request_id=case.request.pk, text=given.text("text")), "备注已保存。"),
    "assist": Deed((
        Field("unit", "协办单位", needed=True, most=80), Field("question", "协助事项", "area", needed=True),
        Field("due", "反馈期限", "day", "应当早于答复期限；不影响法定期限", True),
        Field("inside", "本单位内设机构协办，不出具协办函", "tick"),
    ), _assist, "已登记协办；协办函在“文书”中打印、定稿。"),
    "assisted": Deed((
        Field("assistance", "协办事项", "choice", choices=assistances, needed=True), Field("answer", "反馈意见", "area", needed=True), ON,
    ), _assisted, "已登记协办意见。"),
    "hand-over": Deed((
        Field("to", "接手的工作人员", "choice", choices=colleagues_of, needed=True), Field("because", "交接事由", needed=True),
    ), lambda act, case, given: hand_over(
        act=act, request_id=case.request.pk, to=officer_of(given.key("to")), because=given.text("because"),
    ), "已交接，案卷随同移交。"),
    "category": Deed((
        Field("category", "申请人类别", "choice", choices=lambda act, case: CATEGORIES, needed=True),
        Field("because", "更正理由", needed=True),
    ), lambda act, case, given: correct_category(
        act=act, request_id=case.request.pk, category=given.text("category"), because=given.text("because"),
    ), "已更正申请人类别。"),
}  # fmt: skip
