"""The one row a request counts in: written when it ends first, superseded when it is reopened, not doubled by a remade reply."""

from __future__ import annotations

from datetime import date

from gongkai.law.outcomes import OUTCOMES
from gongkai.requests.models import Closing
from gongkai.requests.proceedings import Proceeding

WITHDRAWN = "WITHDRAWN"


def count_closing(proceeding: Proceeding, outcome: str, on: date, note: str = "") -> Closing | None:
    """Write the closing unless one holds already; None where the request was counted before (a remade reply)."""
    request = proceeding.request
    if Closing.objects.current().filter(request=request).exists():
        return None
    return Closing.objects.create(
        agency_id=request.agency_id,
        request=request,
        category=request.category,
        outcome=outcome,
        row=OUTCOMES[outcome].row,
        note=note,
        happened_on=on,
        recorded_at=proceeding.act.now,
    )


def supersede_closing(proceeding: Proceeding) -> int:
    """Take back the closing that holds; figures of earlier days keep it."""
    return Closing.objects.current().filter(request=proceeding.request).update(superseded_at=proceeding.act.now)
