"""基层政务公开标准目录 as items x units: which unit shows an item, with what, in time or not, and where the gaps are.

A unit shows an item by what was tied to its code, else by the item's rule: published in the column (or below it), of the kind, with one of the words in
the title, as far as the rule names each. An item without any rule is shown by ties only. The latest import of the government's area is in force.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.agencies.models import GOVERNMENTS, Agency, AgencyKind
from gongkai.catalogue.columns import codes_below
from gongkai.catalogue.models import Item
from gongkai.completeness.models import StandardItem, StandardTie, StandardVersion
from gongkai.law.calendar import Calendar, CalendarError
from gongkai.law.errors import LawError
from gongkai.law.single_limit import single_limit

STATES = {"shown": "已公开", "late": "逾期公开", "missing": "缺", "none": "不涉及"}
_FIELDS = ("id", "agency_id", "kind", "column_id", "title", "formed_on", "published_on", "publication_id")
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """``state`` is a key of ``STATES``: ``late`` where the newest went out after the item's limit. ``items`` newest first, ``number`` of them in all."""

    state: str
    items: tuple[Item, ...] = ()
    number: int = 0

    @property
    def label_zh(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class Row:
    """``cells`` by unit, in the order asked; an item that concerns no unit in sight is a gap of the catalogue itself."""

    item: StandardItem
    cells: tuple[Cell, ...]

    @property
    def is_assigned(self) -> bool:
        return any(cell.state != "none" for cell in self.cells)


def government_of(agency: Agency) -> Agency | None:
    """The nearest government an agency is or stands below, townships aside: the county whose catalogue it follows."""
    codes = [part for part in agency.path.split("/") if part]
    above = Agency.objects.filter(code__in=codes, kind__in=GOVERNMENTS).exclude(kind=AgencyKind.TOWNSHIP)
    return above.order_by("-path").first()


def version_in_force(government: Agency) -> StandardVersion | None:
    return StandardVersion.objects.filter(government=government).order_by("-number").first()


def items_in_force(government: Agency) -> list[StandardItem]:
    version = version_in_force(government)
    return list(version.items.prefetch_related("units").order_by("place")) if version else []


def matrix(items: Sequence[StandardItem], agencies: Sequence[Agency], calendar: Calendar) -> list[Row]:
    """Only units an item concerns have a cell with a state; what others publish of it is not asked."""
    ids = [agency.id for agency in agencies]
    shown = Shown(ids, items)
    rows = []
    for item in items:
        concerned = {unit.id for unit in item.units.all()}
        rows.append(Row(item, tuple(
            _cell(item, shown.of(item, agency.id), calendar) if agency.id in concerned else Cell("none") for agency in agencies
        )))  # fmt: skip
    return rows


def _cell(item: StandardItem, found: Sequence[Item], calendar: Calendar) -> Cell:
    if not found:
        return Cell("missing")
    return Cell("late" if _is_late(item, found[0], calendar) else "shown", tuple(found[:MOST_SHOWN]), len(found))


def _is_late(item: StandardItem, one: Item, calendar: Calendar) -> bool:
    if one.formed_on is None or one.published_on is None:
        return False
    try:
        return one.published_on > single_limit(item.limit or one.rules.limit, one.formed_on, calendar).day
    except (LawError, CalendarError):
        return False


class Shown:
    """Published items of some units, found for many standard items in one reading."""

    def __init__(self, agency_ids: Collection[int], items: Sequence[StandardItem]) -> None:
        self._ties: defaultdict[str, set[int]] = defaultdict(set)
        for code, key in StandardTie.objects.filter(
            item__agency_id__in=agency_ids, code__in={item.code for item in items}
        ).values_list("code", "item_id"):
            self._ties[code].add(key)
        self._columns = {item.column: codes_below(item.column) for item in items if item.column}
        self._by_unit: defaultdict[int, list[Item]] = defaultdict(list)
        self._tied: dict[int, Item] = {}
        for one in self._rows(agency_ids, items):
            self._by_unit[one.agency_id].append(one)
            self._tied[one.id] = one

    def _rows(self, agency_ids: Collection[int], items: Sequence[StandardItem]) -> Iterator[Item]:
        """What one of the rules finds or what is tied, in one question to the database."""
        wanted = Q(pk__in={key for found in self._ties.values() for key in found})
        for item in items:
            if _is_rule(item):
                wanted |= self._rule(item)
        rows = Item.objects.filter(wanted, agency_id__in=agency_ids, state=Item.State.PUBLISHED).only(*_FIELDS)
        yield from rows.order_by("-published_on", "-id")

    def _rule(self, item: StandardItem) -> Q:
        found = Q(column_id__in=self._columns[item.column]) if item.column else Q()
        if item.kind:
            found &= Q(kind=item.kind)
        words = Q()
        for word in item.words:
            words |= Q(title__contains=word)
        return found & words

    def of(self, item: StandardItem, agency_id: int) -> list[Item]:
        """Newest first."""
        tied = self._ties.get(item.code, set())
        found = {key: self._tied[key] for key in tied if key in self._tied and self._tied[key].agency_id == agency_id}
        if _is_rule(item):
            columns = self._columns.get(item.column)
            found |= {
                one.id: one
                for one in self._by_unit.get(agency_id, ())
                if (columns is None or one.column_id in columns) and _fits(item, one)
            }
        return sorted(found.values(), key=lambda one: (one.published_on or date.min, one.id), reverse=True)


def _is_rule(item: StandardItem) -> bool:
    return bool(item.column or item.kind or item.words)


def _fits(item: StandardItem, one: Item) -> bool:
    if item.kind and one.kind != item.kind:
        return False
    return not item.words or any(word in one.title for word in item.words)


def summed(rows: Sequence[Row]) -> Mapping[str, int]:
    """How many cells stand how; ``unassigned`` items concern nobody."""
    counts = dict.fromkeys(STATES, 0)
    for row in rows:
        for cell in row.cells:
            counts[cell.state] += 1
    return counts | {"unassigned": sum(not row.is_assigned for row in rows)}
