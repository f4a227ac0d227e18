"""Budgets, final accounts and 三公经费 as units x years: published in time, late, missing, with the items behind each cell.

An item shows what it was tied to; without a tie its kind and title say it: 预算 or 决算 by its kind, the year as “2022年”, 三公经费 where the title or the
name of an attachment has “三公”. The limit is twenty days after the approval (BUDGET 14): the recorded one, else the day the item says it was formed.
Where neither is known a unit is told to be missing once the year is over in which it should have come (convention).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.catalogue.models import Attachment, Item
from gongkai.completeness.models import FiscalApproval, FiscalTie, Form
from gongkai.completeness.published import PublishedItem, published
from gongkai.law.calendar import Calendar, CalendarError
from gongkai.law.errors import LawError
from gongkai.law.explain import Due
from gongkai.law.single_limit import single_limit

KINDS = {"budget": Form.BUDGET, "final_account": Form.FINAL_ACCOUNT}
_THREE = {Form.BUDGET: Form.BUDGET_THREE, Form.FINAL_ACCOUNT: Form.FINAL_THREE}
_YEAR = re.compile(r"(20\d\d)\s*年")
STATES = {"published": "按期公开", "late": "逾期公开", "missing": "缺", "due": "期限内", "unknown": "未登记批复"}


@dataclass(frozen=True, slots=True)
class Cell:
    """``state`` is a key of ``STATES``; ``items`` are published, the earliest first; ``due`` explains itself."""

    state: str
    items: tuple[PublishedItem, ...] = ()
    approved_on: date | None = None
    due: Due | None = None

    @property
    def label_zh(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class Row:
    agency: Agency
    cells: tuple[Cell, ...]


def matrix(agencies: Sequence[Agency], form: Form, years: Sequence[int], today: date, calendar: Calendar) -> list[Row]:
    """A row a unit, in the order given; a cell a year."""
    ids = [agency.id for agency in agencies]
    shown = items_by_cell(ids, form)
    approvals = {
        (row.agency_id, row.year): row.approved_on
        for row in FiscalApproval.objects.filter(agency_id__in=ids, form=form.approved_with, year__in=years)
    }
    return [
        Row(
            agency,
            tuple(
                cell_of(form, year, shown.get((agency.id, form, year), ()), approvals.get((agency.id, year)), today, calendar)
                for year in years
            ),
        )
        for agency in agencies
    ]  # fmt: skip


def cell_of(
    form: Form, year: int, items: Sequence[PublishedItem], approved: date | None, today: date, calendar: Calendar
) -> Cell:
    first = items[0] if items else None
    start = approved or (first.formed_on if first else None)
    due = _due(start, calendar) if start else None
    if first is not None:
        late = due is not None and first.published_on > due.day
        return Cell("late" if late else "published", tuple(items), start, due)
    if due is not None:
        return Cell("missing" if today > due.day else "due", (), start, due)
    return Cell("missing" if today > _latest(form, year) else "unknown")


def items_by_cell(
    agency_ids: Collection[int], form: Form | None = None
) -> dict[tuple[int, Form, int], list[PublishedItem]]:
    """Published items by unit, form and year, the oldest first; with ``form`` only what belongs there."""
    tied: defaultdict[int, list[tuple[Form, int]]] = defaultdict(list)
    for key, tied_form, year in FiscalTie.objects.filter(item__agency_id__in=agency_ids).values_list(
        "item_id", "form", "year"
    ):
        tied[key].append((Form(tied_form), year))
    kinds = [kind for kind, own in KINDS.items() if form is None or own == form.approved_with]
    rows = Item.objects.filter(agency_id__in=agency_ids)
    found = [*published(rows.filter(kind__in=kinds)), *published(rows.filter(pk__in=tied).exclude(kind__in=kinds))]
    three = _with_three(agency_ids, kinds, tied)
    cells: defaultdict[tuple[int, Form, int], list[PublishedItem]] = defaultdict(list)
    for item in sorted(found, key=lambda one: (one.published_on, one.id)):
        for place in tied.get(item.id) or said(item.kind, item.title, item.id in three):
            if form is None or place[0] == form:
                cells[item.agency_id, *place].append(item)
    return dict(cells)


def _with_three(agency_ids: Collection[int], kinds: Collection[str], tied: Collection[int]) -> set[int]:
    """Items with an attachment on 三公经费."""
    files = Attachment.objects.filter(label__contains="三公", item__agency_id__in=agency_ids)
    return set(files.filter(Q(item__kind__in=kinds) | Q(item__in=tied)).values_list("item_id", flat=True))


def said(kind: str, title: str, has_three: bool = False) -> Iterator[tuple[Form, int]]:
    """What kind and title say of themselves: nothing without a year."""
    year = _YEAR.search(title)
    form = KINDS.get(kind)
    if year is None or form is None:
        return
    yield form, int(year.group(1))
    if has_three or "三公" in title:
        yield _THREE[form], int(year.group(1))


def _latest(form: Form, year: int) -> date:
    """A year's budget belongs into that year, its final account into the next."""
    return date(year if form.approved_with == Form.BUDGET else year + 1, 12, 31)


def _due(start: date, calendar: Calendar) -> Due | None:
    try:
        return single_limit("budget_publication", start, calendar)
    except (LawError, CalendarError):  # a mistyped year: the gate before publishing tells it
        return None
