"""Ask for the processing fee of an excessive request (REG 42): one method, the amount from the rate table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.errors import LawError
from gongkai.law.fees import fee
from gongkai.requests.correspondence import send_letter
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import FeeNotice
from gongkai.requests.models.letters import LetterKind
from gongkai.requests.proceedings import Proceeding, conclude, opened
from gongkai.requests.steps import reasons_not_to

FEN = 100


def send_fee_notice(
    *, act: Act, request_id: int, method: str, quantity: int, payment: str, on: date | None = None, proof: str = ""
) -> FeeNotice:
    """Decide the fee and send the notice (收费通知); the clock stops when the applicant has it (``record_received``).

    By ``item`` the quantity is this request's place among the applicant's requests of the month and the fee is what this
    one costs; by ``volume`` it is the pages of this request. ``payment`` says how and where to pay.
    """
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.OFFICE_HEAD)
        amount, faults = amount_in_fen(method, quantity)
        refuse_if([*_reasons(proceeding, payment), *faults, *not_in_future("on", day, act.today)])
        letter = send_letter(proceeding, LetterKind.FEE, payment, day, proof=proof, approved=True)
        notice = FeeNotice.objects.create(
            request=proceeding.request, letter=letter, method=method, quantity=quantity, amount=amount,
            decided_by_id=int(act.actor_id),
        )  # fmt: skip
        conclude(proceeding, "fee_notified", {"on": day, "method": method, "amount": amount, "letter": letter.number})
    return notice


def amount_in_fen(method: str, quantity: int) -> tuple[int, list[Reason]]:
    """The fee of one request: the last item alone, or all its pages; with what is wrong, where something is."""
    try:
        answer = fee(method, quantity)
    except LawError as error:
        said = "请选择按件或者按量" if error.field == "method" else "件数、页数须为 1 以上的整数"
        return 0, [
            Reason(
                "method" if error.field == "method" else "quantity", said, "《政府信息公开信息处理费管理办法》第三条"
            )
        ]
    yuan: int = answer["last_item_yuan"] if method == "item" else answer["total_yuan"]
    if yuan == 0:
        return 0, [
            Reason(
                "quantity",
                f"第 {quantity} 件（页）在免费范围内，不收费",
                "《政府信息公开信息处理费管理办法》第四条、第五条",
            )
        ]
    return yuan * FEN, []


def _reasons(proceeding: Proceeding, payment: str) -> Iterator[Reason]:
    yield from reasons_not_to("notify_fee", proceeding.state)
    if not payment.strip():
        yield Reason("payment", "请写明收费依据、计算过程和缴纳方式", "《政府信息公开信息处理费管理办法》第六条")
    if FeeNotice.objects.filter(request=proceeding.request).exists():
        yield Reason(
            "", "这件申请已经发出收费通知；每件申请只采用一种方式、通知一次", "《政府信息公开信息处理费管理办法》第三条"
        )
