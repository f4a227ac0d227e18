"""A lower government's sums for its area: they count instead of its units' parts, never beside them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from gongkai.agencies.errors import Refused
from gongkai.agencies.models import AgencyKind
from gongkai.agencies.roles import Role
from gongkai.agencies.tree import area_ids
from gongkai.annual_report.compute import compute
from gongkai.annual_report.models import Scope, Sheet, SheetKind
from gongkai.annual_report.parts import returned_sums
from gongkai.annual_report.previous import previous_figures
from gongkai.annual_report.tests.test_sheets import CARRIED, PENALTIES, accepted, returned
from gongkai.annual_report.tests.things import add
from gongkai.annual_report.usecases.decide_sheet import accept_sheet
from gongkai.annual_report.usecases.hand_in import hand_in

pytestmark = pytest.mark.usefixtures("things_count")
LATER = date(2023, 3, 1)


@pytest.fixture
def city(cast):
    """A city above another county, which has one bureau; with an office that supervises the city."""
    top = cast.agency("jiaozuo", "焦作市人民政府", "焦作市", AgencyKind.CITY_GOVERNMENT, None)
    county = cast.agency("boai", "博爱县人民政府", "博爱县", AgencyKind.COUNTY_GOVERNMENT, top)
    bureau = cast.agency("boai-gaj", "博爱县公安局", "县公安局", AgencyKind.COUNTY_DEPARTMENT, county)
    return top, county, bureau


def hand_in_for_area(cast, county, values):
    with transaction.atomic():
        sheet = hand_in(
            cast.act(Role.DRAFTER, agency=county), SheetKind.RETURN, county, 2022,
            {key: str(value) for key, value in values.items()}, "博爱县汇总表", happened_on=date(2022, 12, 31),
            scope=Scope.AREA, scan_name="汇总表.pdf", scan=b"%PDF-1.4 stamped",
        )  # fmt: skip
    return Sheet.objects.get(pk=sheet.pk)


def accept(cast, county, sheet):
    return accept_sheet(act=cast.act(Role.SUPERVISOR, agency=county, who="另一人"), sheet_id=sheet.pk)


def test_the_countys_sums_replace_what_its_units_recorded_and_returned(cast, city) -> None:
    top, county, bureau = city
    add(county, "decisions.penalties", date(2022, 5, 1))
    add(bureau, "decisions.penalties", date(2022, 5, 1))
    cast.on(date(2023, 1, 10))
    accept(cast, county, returned(cast, {PENALTIES: 7}, agency=bureau))
    assert compute(top, 2022, today=LATER).values[PENALTIES] == 8
    accept(cast, county, hand_in_for_area(cast, county, {PENALTIES: 30}))
    report = compute(top, 2022, today=LATER)
    assert report.values[PENALTIES] == 30
    assert [part.value for part in report.figures[PENALTIES].parts if part.counted] == [30]
    (difference,) = [one for one in report.differences if one.agency_id == county.pk]
    assert (difference.returned, difference.recorded) == (30, 8)


def test_an_area_of_zero_counts_as_zero(cast, city) -> None:
    top, county, bureau = city
    add(bureau, "decisions.penalties", date(2022, 5, 1))
    cast.on(date(2023, 1, 10))
    accept(cast, county, hand_in_for_area(cast, county, {PENALTIES: 0}))
    assert compute(top, 2022, today=LATER).values[PENALTIES] == 0


def test_the_sums_of_an_area_are_no_part_of_the_governments_own_figures(cast, city) -> None:
    _, county, _ = city
    add(county, "decisions.penalties", date(2022, 5, 1))
    cast.on(date(2023, 1, 10))
    accept(cast, county, hand_in_for_area(cast, county, {PENALTIES: 30}))
    assert compute(county, 2022, Scope.OWN, today=LATER).values[PENALTIES] == 1


def test_the_year_before_follows_the_areas_sums_too(cast, city) -> None:
    top, county, bureau = city
    cast.on(date(2023, 1, 10))
    accept(cast, county, returned(cast, {"table3.carried_out.natural_person": 2}, agency=bureau))
    accept(cast, county, hand_in_for_area(cast, county, {"table3.carried_out.natural_person": 5, CARRIED: 1}))
    before = previous_figures(compute(top, 2023, today=date(2024, 2, 1)))
    assert before is not None
    assert before["table3.carried_out.natural_person"] == 5


def test_a_department_cannot_return_for_an_area(cast) -> None:
    cast.on(date(2023, 1, 10))
    with pytest.raises(Refused, match="不是一级政府"):
        returned(cast, {PENALTIES: 1}, scope=Scope.AREA)
    assert accepted(cast, returned(cast, {PENALTIES: 1})).scope == Scope.OWN


def test_sums_by_the_database_only_where_nothing_is_replaced(cast, city) -> None:
    top, county, bureau = city
    cells, ids = ["table3.new_received.natural_person", CARRIED], area_ids(top)
    cast.on(date(2023, 1, 10))
    accept(cast, county, hand_in_for_area(cast, county, {cells[0]: 5, CARRIED: 1}))
    assert returned_sums(ids, 2022, LATER, cells) == {county.pk: 6}
    accept(cast, county, returned(cast, {cells[0]: 2}, agency=bureau))
    assert returned_sums(ids, 2022, LATER, cells) is None


def test_a_province_is_read_by_other_queries_to_the_same_figures(cast, city, monkeypatch) -> None:
    """Above so many agencies zeros are read only where they replace something: here a return of 0 replaces a record."""
    top, county, bureau = city
    add(bureau, "decisions.penalties", date(2022, 5, 1))
    add(county, "decisions.penalties", date(2022, 5, 1))
    cast.on(date(2023, 1, 10))
    accept(cast, county, returned(cast, {PENALTIES: 0, "table2.art20_5.permits.decisions": 4}, agency=bureau))
    before = compute(top, 2022, today=LATER)
    monkeypatch.setattr("gongkai.annual_report.parts.MANY", 0)
    monkeypatch.setattr("gongkai.annual_report.compute.MANY", 0)
    assert compute(top, 2022, today=LATER).values == before.values
    assert before.values[PENALTIES] == 1
    accept(cast, county, hand_in_for_area(cast, county, {PENALTIES: 0}))
    assert compute(top, 2022, today=LATER).values[PENALTIES] == 0
