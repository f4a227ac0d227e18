"""A charge is paid back, wholly or in part: a negative fact on its own day; the charge itself stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

from django.db import transaction
from django.db.models import Sum

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.decisions.columns import COLUMNS
from gongkai.decisions.models import AdministrativeCharge, Kind
from gongkai.decisions.rights import allow
from gongkai.decisions.selectors import decision_on
from gongkai.decisions.staging import write_single


def refund_charge(
    *, act: Act, agency: Agency, document_number: str, refund_number: str, amount_fen: int, on: date
) -> AdministrativeCharge:
    """Put a refund of ``amount_fen`` (positive) against the charge ``document_number`` on record under its own number.

    Refunds of one charge never add up to more than it. Raises NotAllowed, NotFound, Refused.
    """
    allow(act, agency, Role.DRAFTER, Role.PUBLISHER)
    with transaction.atomic():
        charge = cast(
            AdministrativeCharge,
            decision_on(agency=agency, kind=Kind.CHARGE, document_number=document_number, day=act.today),
        )
        AdministrativeCharge.objects.select_for_update().get(
            pk=charge.pk
        )  # two refunds at once: the second sees the first
        refuse_if(_reasons(act, charge, refund_number, amount_fen, on))
        row = _refund_row(charge, refund_number, amount_fen, on)
        batch = write_single(act=act, agency=agency, kind=Kind.CHARGE, row=row, event="decisions.refunded")
        return AdministrativeCharge.objects.get(pk=batch.first_key)


def _reasons(act: Act, charge: AdministrativeCharge, number: str, amount_fen: int, on: date) -> Iterator[Reason]:
    current = AdministrativeCharge.objects.filter(agency_id=charge.agency_id, superseded_by__isnull=True)
    if charge.amount_fen < 0:
        yield Reason("document_number", f"“{charge.document_number}”本身是退费，不能再退")
    if not number.strip() or current.filter(document_number=number.strip()).exists():
        yield Reason("refund_number", f"退费票据号“{number}”为空或已被使用")
    if not charge.happened_on <= on <= act.today:
        yield Reason("on", f"退费日期{on}应在收费日期{charge.happened_on}至今天{act.today}之间")
    repaid = AdministrativeCharge.objects.known_at(act.today, (charge.agency_id,)).filter(
        agency_id=charge.agency_id, refund_of=charge.document_number
    )
    left = charge.amount_fen + int(repaid.aggregate(total=Sum("amount_fen"))["total"] or 0)
    if not 0 < amount_fen <= left:
        yield Reason("amount_fen", f"退费{amount_fen / 100:.2f}元，应大于0且不超过尚未退还的{left / 100:.2f}元")


def _refund_row(charge: AdministrativeCharge, number: str, amount_fen: int, on: date) -> list[str]:
    """The charge's own row in canonical text, with what differs."""
    changed = {
        "document_number": number.strip(), "direction": "退费", "refund_of": charge.document_number,
        "amount_fen": str(amount_fen), "happened_on": on.isoformat(),
        "counterparty_name": charge.person_name if charge.is_person else charge.counterparty_name,
    }  # fmt: skip
    return [changed.get(column.attr, str(getattr(charge, column.attr))) for column in COLUMNS[Kind.CHARGE]]
