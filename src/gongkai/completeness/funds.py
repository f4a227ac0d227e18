"""资金分配: programmes x years, with the published lists. A list belongs to a programme by its tie, else by the programme's name and the year in its title."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.catalogue.deadlines import publication_due
from gongkai.catalogue.models import Item
from gongkai.completeness.models import FundProgramme, FundTie
from gongkai.law.calendar import Calendar, CalendarError
from gongkai.law.errors import LawError

_YEAR = re.compile(r"(20\d\d)\s*年")
STATES = {"published": "已公开", "late": "逾期公开", "missing": "缺", "waiting": "本年度待公开", "none": "—"}


@dataclass(frozen=True, slots=True)
class Cell:
    """``state`` is a key of ``STATES``; ``none``: the programme does not run in that year."""

    state: str
    items: tuple[Item, ...] = ()

    @property
    def label_zh(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class Row:
    programme: FundProgramme
    cells: tuple[Cell, ...]


def matrix(agency_ids: Collection[int], years: Sequence[int], today: date, calendar: Calendar) -> list[Row]:
    programmes = list(
        FundProgramme.objects.filter(agency_id__in=agency_ids).select_related("agency").order_by("agency__path", "name")
    )
    shown = _lists(programmes)
    return [
        Row(one, tuple(_cell(one, year, shown.get((one.id, year), ()), today, calendar) for year in years))
        for one in programmes
    ]


def _cell(programme: FundProgramme, year: int, items: Sequence[Item], today: date, calendar: Calendar) -> Cell:
    if items:
        return Cell("late" if _is_late(items[0], calendar) else "published", tuple(items))
    if not programme.runs_in(year) or year > today.year:
        return Cell("none")
    return Cell("missing" if year < today.year else "waiting")


def _is_late(item: Item, calendar: Calendar) -> bool:
    try:
        due = publication_due(item, calendar)
    except (LawError, CalendarError):
        return False
    return due is not None and item.published_on is not None and item.published_on > due.day


def _lists(programmes: Sequence[FundProgramme]) -> dict[tuple[int, int], list[Item]]:
    tied: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for tie in FundTie.objects.filter(programme__in=programmes):
        tied[tie.item_id].append((tie.programme_id, tie.year))
    units = {one.agency_id for one in programmes}
    rows = Item.objects.filter(state=Item.State.PUBLISHED)
    found = list(rows.filter(agency_id__in=units, kind="fund_list")) + list(
        rows.filter(pk__in=tied).exclude(agency_id__in=units, kind="fund_list")
    )
    cells: defaultdict[tuple[int, int], list[Item]] = defaultdict(list)
    for item in sorted(found, key=lambda one: (one.published_on or date.max, one.id)):
        for place in tied.get(item.id) or _said(item, programmes):
            cells[place].append(item)
    return dict(cells)


def _said(item: Item, programmes: Sequence[FundProgramme]) -> list[tuple[int, int]]:
    year = _YEAR.search(item.title)
    if year is None:
        return []
    own = (one for one in programmes if one.agency_id == item.agency_id and one.name in item.title)
    return [(one.id, int(year.group(1))) for one in own]
