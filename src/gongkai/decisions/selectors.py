"""Reads: the version of a decision visible on a day, its revocation, the days until which it must be published or withdrawn."""

from __future__ import annotations

from datetime import date

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.models import Agency
from gongkai.decisions.kinds import LEDGERS, ledger
from gongkai.decisions.models import DecisionVersion, Kind, Revocation
from gongkai.law.calendar import Calendar
from gongkai.law.explain import Due
from gongkai.law.publicity import Publicity
from gongkai.law.single_limit import single_limit


def decision_on(
    *, agency: Agency, kind: Kind, document_number: str, counterparty_index: int = 1, day: date
) -> DecisionVersion:
    """The version visible at the end of ``day``. Raises NotFound."""
    found = (
        LEDGERS[kind]
        .model.objects.known_at(day, (agency.pk,))
        .filter(document_number=document_number, agency=agency, counterparty_index=counterparty_index)
        .first()
    )
    if found is None:
        raise NotFound([Reason("document_number", f"{agency.name}没有文书号为“{document_number}”的{kind.label}记录")])
    return found


def versions_of(record: DecisionVersion) -> list[DecisionVersion]:
    """All committed versions of one decision, oldest first."""
    rows = type(record).objects.filter(
        document_number=record.document_number, agency_id=record.agency_id,
        counterparty_index=record.counterparty_index, batch__committed_at__isnull=False,
    )  # fmt: skip
    return list(rows.select_related("batch").order_by("batch__committed_at", "id"))


def revocation_of(record: DecisionVersion) -> Revocation | None:
    return Revocation.objects.filter(
        document_number=record.document_number, agency_id=record.agency_id, kind=record.KIND,
        counterparty_index=record.counterparty_index,
    ).first()  # fmt: skip


def publicity_due(record: DecisionVersion, calendar: Calendar) -> Due | None:
    """Until when it must be published (DP, ENF118); None when it is only counted."""
    limit = ledger(record.KIND).publicity_limit
    if not limit or record.publicity != Publicity.PUBLISH:
        return None
    return single_limit(limit, record.happened_on, calendar)


def withdrawal_due(revocation: Revocation, calendar: Calendar) -> Due:
    """Until when the published information must be withdrawn: three working days (PEN 48(2), 85)."""
    return single_limit(ledger(revocation.kind).withdrawal_limit, revocation.happened_on, calendar)
