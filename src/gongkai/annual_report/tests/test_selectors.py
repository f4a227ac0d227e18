"""A figure opened: parts, identities, and a list of records that is the number."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotFound
from gongkai.agencies.roles import Role
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.annual_report.assess import assess
from gongkai.annual_report.compute import ask, compute
from gongkai.annual_report.selectors import figure, public_records, records
from gongkai.annual_report.tests.things import add
from gongkai.audit.acts import system_act

TODAY = date(2023, 3, 1)
PENALTIES = "table2.art20_6.penalties.decisions"
pytestmark = pytest.mark.usefixtures("things_count")


def opened(cast, open_to_all=True, since=date(2020, 1, 2)):
    act = system_act("test", cast.clock)
    choose_setting(act=act, agency=cast.government, name="portal.figures_open", value=open_to_all, since=since)


def test_an_opened_figure_shows_definition_article_parts_and_identities(cast) -> None:
    add(cast.police, "requests.received", date(2022, 5, 1))
    report = compute(cast.government, 2022, today=TODAY)
    page = figure(
        report=report, findings=assess(report), key="table3.new_received.total", act=cast.act(Role.SUPERVISOR)
    )
    assert page.figure.value == 1
    assert "收到申请之日" in page.means
    assert [str(ref) for ref in page.basis] == ["REG 31", "FMT"]
    assert [one.key for one in page.summed_from][:2] == [
        "table3.new_received.natural_person", "table3.new_received.commercial_enterprise",
    ]  # fmt: skip
    assert {(one.id, one.holds) for one in page.findings} == {
        ("T3-1", True),
        ("T3-3", True),
        ("N-1", True),
        ("N-2", True),
    }
    leaf = figure(report=report, findings=[], key="table3.new_received.natural_person", act=cast.act(Role.SUPERVISOR))
    assert [(share.agency, share.kind_zh, share.part.value) for share in leaf.shares] == [(cast.police, "系统数", 1)]
    assert (page.has_records, leaf.has_records) == (False, True)


def test_pages_of_fifty_in_the_order_of_days_make_up_the_number(cast) -> None:
    for day in range(120):
        add(cast.police, "decisions.penalties", date(2022, 1 + day % 12, 1 + day % 7))
    asked = ask(cast.government, 2022, "area", today=TODAY)
    act, seen, after = cast.act(Role.SUPERVISOR), [], None
    sizes = []
    while True:
        page = records(report=asked, key=PENALTIES, act=act, after=after)
        seen += page.lines
        sizes.append(len(page.lines))
        after = page.next
        if after is None:
            break
    assert sizes == [50, 50, 20]
    assert len({line.key for line in seen}) == 120
    assert [(line.day, line.key) for line in seen] == sorted((line.day, line.key) for line in seen)


def test_an_officer_sees_only_the_rows_of_the_own_agency(cast) -> None:
    add(cast.police, "decisions.penalties", date(2022, 1, 5))
    add(cast.market, "decisions.penalties", date(2022, 1, 6))
    asked = ask(cast.government, 2022, "area", today=TODAY)
    lines = records(report=asked, key=PENALTIES, act=cast.act(Role.DRAFTER, agency=cast.police)).lines
    assert [line.agency_id for line in lines] == [cast.police.id]
    assert records(report=asked, key=PENALTIES, act=cast.act(Role.SUPERVISOR, agency=cast.neighbour)).lines == ()
    both = records(report=asked, key=PENALTIES, act=cast.act(Role.SUPERVISOR), agency_id=cast.market.id).lines
    assert [line.agency_id for line in both] == [cast.market.id]


def test_the_list_is_as_of_the_same_day_as_the_number(cast) -> None:
    add(cast.police, "decisions.penalties", date(2022, 1, 5))
    add(cast.police, "decisions.penalties", date(2022, 1, 6), recorded=date(2022, 9, 1))
    asked = ask(cast.government, 2022, "area", date(2022, 6, 30), today=TODAY)
    assert len(records(report=asked, key=PENALTIES, act=cast.act(Role.SUPERVISOR)).lines) == 1


def test_citizens_get_public_records_where_the_agency_opened_its_figures(cast) -> None:
    add(cast.office, "catalogue.items_published", date(2022, 1, 5), is_public=True)
    add(cast.office, "catalogue.items_published", date(2022, 1, 6))
    asked = ask(cast.government, 2022, "area", today=TODAY)
    with pytest.raises(NotFound, match="未展开"):
        public_records(report=asked, key="overview.portal_items", today=TODAY)
    opened(cast)
    lines = public_records(report=asked, key="overview.portal_items", today=TODAY).lines
    assert [line.public_url.startswith("/content/") for line in lines] == [True]
    report = compute(cast.government, 2022, today=TODAY)
    assert figure(report=report, findings=[], key="overview.portal_items", act=None, today=TODAY).figure.value == 2


def test_closing_the_switch_closes_reports_of_earlier_days_too(cast) -> None:
    add(cast.office, "catalogue.items_published", date(2022, 1, 5), is_public=True)
    asked = ask(cast.government, 2022, "area", date(2023, 1, 20), today=TODAY)
    opened(cast)
    assert len(public_records(report=asked, key="overview.portal_items", today=date(2023, 2, 1)).lines) == 1
    cast.on(date(2023, 3, 1))
    opened(cast, False, since=date(2023, 3, 1))
    with pytest.raises(NotFound, match="未展开"):
        public_records(report=asked, key="overview.portal_items", today=date(2023, 3, 1))
    report = compute(cast.government, 2022, as_of=date(2023, 1, 20), today=TODAY)
    with pytest.raises(NotFound, match="未展开"):
        figure(report=report, findings=[], key="overview.portal_items", act=None, today=date(2023, 3, 1))


def test_a_sum_or_an_unknown_key_has_no_list(cast) -> None:
    asked = ask(cast.government, 2022, "area", today=TODAY)
    with pytest.raises(NotFound, match="组成部分"):
        records(report=asked, key="table3.granted.total", act=cast.act(Role.SUPERVISOR))
    with pytest.raises(NotFound, match="没有数据项"):
        records(report=asked, key="table3.grantd.total", act=cast.act(Role.SUPERVISOR))
