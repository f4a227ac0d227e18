"""基层政务公开标准目录 as items x units: which unit shows an item, with what, in time or not, and where the gaps are.

A unit shows an item by what was tied to its code, else by the item's rule: published in the column (or below it), of the kind, with one of the words in
the title, as far as the rule names each. An item without any rule is shown by ties only. The latest import of the government's area is in force.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from gongkai.agencies.models import GOVERNMENTS, Agency, AgencyKind
from gongkai.catalogue.columns import codes_below
from gongkai.catalogue.models import Item
from gongkai.completeness.models import StandardItem, StandardTie, StandardVersion
from gongkai.completeness.published import PublishedItem, published
from gongkai.law.calendar import Calendar, CalendarError
from gongkai.law.errors import LawError
from gongkai.law.single_limit import single_limit

STATES = {"shown": "已公开", "late": "逾期公开", "missing": "缺", "none": "不涉及"}
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """``state`` is a key of ``STATES``: ``late`` where the newest went out after the item's limit. ``items`` newest first, ``number`` of them in all."""

    state: str
    items: tuple[PublishedItem, ...] = ()
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


def items_in_force(government: Agency, field: str = "") -> list[StandardItem]:
    """In the order of the catalogue; with ``field`` those of that field."""
    version = version_in_force(government)
    rows = version.items.order_by("place") if version else StandardItem.objects.none()
    return list(rows.filter(field=field) if field else rows)


def fields_in_force(government: Agency) -> dict[str, int]:
    """How many items each field has, in the order of the catalogue."""
    version = version_in_force(government)
    return Counter(version.items.order_by("place").values_list("field", flat=True)) if version else {}


def matrix(items: Sequence[StandardItem], agencies: Sequence[Agency], calendar: Calendar) -> list[Row]:
    """Only units an item concerns have a cell with a state; what others publish of it is not asked."""
    concerned = _concerned(items)
    shown = Shown({agency.id for agency in agencies} & {unit for units in concerned.values() for unit in units}, items)
    none = Cell("none")
    return [
        Row(item, tuple(
            _cell(item, shown.of(item, agency.id), calendar) if agency.id in concerned.get(item.id, ()) else none for agency in agencies
        ))
        for item in items
    ]  # fmt: skip


def _concerned(items: Sequence[StandardItem]) -> Mapping[int, set[int]]:
    """Keys of the units each item concerns."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    ties = StandardItem.units.through.objects.filter(standarditem_id__in=[item.id for item in items])
    for item, unit in ties.values_list("standarditem_id", "agency_id"):
        found[item].add(unit)
    return found


def _cell(item: StandardItem, found: Sequence[PublishedItem], calendar: Calendar) -> Cell:
    if not found:
        return Cell("missing")
    return Cell("late" if _is_late(item, found[0], calendar) else "shown", tuple(found[:MOST_SHOWN]), len(found))


def _is_late(item: StandardItem, one: PublishedItem, calendar: Calendar) -> bool:
    if one.formed_on is None:
        return False
    try:
        return one.published_on > single_limit(item.limit or one.rules.limit, one.formed_on, calendar).day
    except (LawError, CalendarError):
        return False


class Shown:
    """Published items by standard item and unit, newest first, found for all of them in one reading."""

    def __init__(self, agency_ids: Collection[int], items: Sequence[StandardItem]) -> None:
        self._cells: defaultdict[tuple[int, int], list[PublishedItem]] = defaultdict(list)
        ties = self._ties(agency_ids, items)
        by_code = {item.code: item for item in items}
        rules = [_Rule(item) for item in items if _is_rule(item)]
        for one in self._rows(agency_ids, rules, ties):
            shows = {rule.key for rule in rules if rule.finds(one)} | {
                by_code[code].id for code in ties.get(one.id, ())
            }
            for key in shows:
                self._cells[key, one.agency_id].append(one)

    def _ties(self, agency_ids: Collection[int], items: Sequence[StandardItem]) -> Mapping[int, set[str]]:
        found: defaultdict[int, set[str]] = defaultdict(set)
        rows = StandardTie.objects.filter(item__agency_id__in=agency_ids, code__in={item.code for item in items})
        for key, code in rows.values_list("item_id", "code"):
            found[key].add(code)
        return found

    def _rows(
        self, agency_ids: Collection[int], rules: Sequence[_Rule], ties: Collection[int]
    ) -> Iterator[PublishedItem]:
        """What one of the rules finds or what is tied."""
        wanted = Q(pk__in=ties)
        for rule in rules:
            wanted |= rule.asked
        return published(Item.objects.filter(wanted, agency_id__in=agency_ids).order_by("-published_on", "-id"))

    def of(self, item: StandardItem, agency_id: int) -> Sequence[PublishedItem]:
        return self._cells.get((item.id, agency_id), ())


class _Rule:
    """How an item is found without a tie: in its column or below, of its kind, with one of its words, as far as each is named."""

    def __init__(self, item: StandardItem) -> None:
        self.key, self._kind, self._words = item.id, item.kind, tuple(item.words)
        self._columns = codes_below(item.column) if item.column else None

    @property
    def asked(self) -> Q:
        """The same as a question to the database."""
        found = Q(kind=self._kind) if self._kind else Q()
        if self._columns is not None:
            found &= Q(column_id__in=self._columns)
        words = Q()
        for word in self._words:
            words |= Q(title__contains=word)
        return found & words

    def finds(self, one: PublishedItem) -> bool:
        if self._kind and one.kind != self._kind:
            return False
        if self._columns is not None and one.column_id not in self._columns:
            return False
        return not self._words or any(word in one.title for word in self._words)


def _is_rule(item: StandardItem) -> bool:
    return bool(item.column or item.kind or item.words)


def summed(rows: Sequence[Row]) -> Mapping[str, int]:
    """How many cells stand how; ``unassigned`` items concern nobody."""
    counts = dict.fromkeys(STATES, 0)
    for row in rows:
        for cell in row.cells:
            counts[cell.state] += 1
    return counts | {"unassigned": sum(not row.is_assigned for row in rows)}
