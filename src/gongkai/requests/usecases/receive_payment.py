"""Record the payment of the fee: the reply limit begins anew from the next day (FEE 6), the money counts in the report."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.states import State
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import FeeNotice, FeePayment
from gongkai.requests.proceedings import add_line, conclude, opened
from gongkai.requests.steps import reasons_not_to


def receive_payment(
    *, act: Act, request_id: int, amount: int, receipt_number: str = "", on: date | None = None
) -> FeePayment:
    """``amount`` in fen must be what the notice asks for; ``on`` is the day it was paid."""
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER)
        notice = FeeNotice.objects.filter(request=proceeding.request).first()
        # The period is judged on the day of payment: money that came in time and is entered later still counts.
        problems = [*reasons_not_to("receive_payment", proceeding.state_on(day)), *not_in_future("on", day, act.today)]
        if notice is not None and amount != notice.amount:
            problems.append(
                Reason("amount", f"应缴 {_yuan(notice.amount)} 元，登记的是 {_yuan(amount)} 元；请核对票据")
            )
        refuse_if(problems)
        request = proceeding.request
        payment = FeePayment.objects.create(
            agency_id=request.agency_id, request=request, amount=amount, receipt_number=receipt_number,
            happened_on=day, recorded_at=act.now,
        )  # fmt: skip
        add_line(proceeding, "fee_paid", day)
        proceeding.change(workflow=State.UNDER_REVIEW)
        conclude(proceeding, "fee_paid", {"on": day, "amount": amount})
    return payment


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
