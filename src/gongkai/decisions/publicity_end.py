"""Until when a decision stays public: rule table, day written in the row, credit repair (domain 7.3). Computed when read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.decisions.kept import RepairDecision
from gongkai.decisions.models import DecisionVersion, Kind, PenaltyRecord
from gongkai.decisions.rules import is_summary
from gongkai.law.publicity_periods import Penalty, Period, last_day, publicity_period

Identity = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class PublicityEnd:
    """``last`` is the last day of publicity, None for no end; ``period`` the rule behind it, ``repaired_on`` a granted repair."""

    last: date | None
    period: Period | None = None
    repaired_on: date | None = None

    def is_over(self, day: date) -> bool:
        """The last day is still public; after a repair publicity ends on the day of the decision itself."""
        if self.last is None:
            return False
        return day >= self.last if self.last == self.repaired_on else day > self.last


def publicity_end(record: DecisionVersion) -> PublicityEnd:
    """Only penalties have a period; other decisions stay public."""
    return publicity_ends([record])[record.pk]


def publicity_ends(records: Iterable[DecisionVersion]) -> dict[int, PublicityEnd]:
    """By key, with one query for the repairs of the whole page."""
    listed = list(records)
    penalties = [record for record in listed if isinstance(record, PenaltyRecord)]
    repaired = repairs_of(penalties) if penalties else {}
    return {record.pk: _end(record, repaired) for record in listed}


def repairs_of(penalties: Iterable[PenaltyRecord]) -> dict[Identity, date]:
    """Granted repairs: identity -> the day publicity ended."""
    numbers = {record.document_number for record in penalties}
    granted = RepairDecision.objects.filter(
        granted=True, application__kind=Kind.PENALTY, application__document_number__in=numbers
    ).values_list(
        "application__agency_id", "application__document_number", "application__counterparty_index", "happened_on"
    )
    return {(agency, number, index): day for agency, number, index, day in granted}


def _end(record: DecisionVersion, repaired: Mapping[Identity, date]) -> PublicityEnd:
    if not isinstance(record, PenaltyRecord):
        return PublicityEnd(None)
    period = publicity_period(
        Penalty(
            frozenset(record.penalty_kinds.split("、")),
            record.fine_fen or 0,
            is_summary(record.procedure, record.note),
            record.basis,
        ),
        record.happened_on,
    )
    day = repaired.get((record.agency_id, record.document_number, record.counterparty_index))
    return PublicityEnd(last_day(period, record.publicity_end, day), period, day)
