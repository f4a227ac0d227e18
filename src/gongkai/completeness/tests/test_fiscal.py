"""Budgets, final accounts, 三公经费 and fund distributions: what stands in each cell, and who may say what is expected."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.audit.models import AuditLine
from gongkai.catalogue.models import Item
from gongkai.catalogue.tests.walk import Walk
from gongkai.completeness import fiscal, funds
from gongkai.completeness.models import FiscalApproval, Form
from gongkai.completeness.usecases.keep_programme import keep_programme
from gongkai.completeness.usecases.record_approvals import record_approvals
from gongkai.completeness.usecases.tie_item import Shows, tie_item
from gongkai.law.holiday_notices import packaged_calendar

TODAY = date(2022, 4, 1)


def states(walk: Walk, form: Form, years: tuple[int, ...], today: date = TODAY) -> list[str]:
    rows = fiscal.matrix([walk.agency], form, years, today, packaged_calendar())
    return [cell.state for cell in rows[0].cells]


def approved(walk: Walk, on: date, form: str = "BUDGET", year: int = 2022) -> None:
    act = walk.cast.act(Role.SUPERVISOR)
    record_approvals(act=act, agencies=[walk.agency], form=form, year=year, approved_on=on, source="温财〔2022〕15号")


def budget(walk: Walk, title: str = "温县人民政府2022年政府预算公开", kind: str = "budget") -> Item:
    column = "A20-07-01" if kind == "budget" else "A20-07-02"
    return walk.published(kind, column, title=title, formed_on=date(2022, 2, 20))


def test_a_budget_twenty_days_after_its_approval_is_in_time_and_one_later_is_not(walk: Walk) -> None:
    approved(walk, date(2022, 2, 9))
    walk.cast.on(date(2022, 3, 1))
    budget(walk)
    assert states(walk, Form.BUDGET, (2021, 2022)) == ["missing", "published"]
    walk.cast.on(date(2022, 3, 2))
    approved(walk, date(2022, 2, 8))
    row = fiscal.matrix([walk.agency], Form.BUDGET, (2022,), TODAY, packaged_calendar())[0].cells[0]
    assert (row.state, row.due and row.due.day) == ("late", date(2022, 2, 28))


def test_without_an_approval_the_day_of_formation_counts_and_without_both_the_end_of_the_year(walk: Walk) -> None:
    assert states(walk, Form.BUDGET, (2021, 2022)) == ["missing", "unknown"]
    assert states(walk, Form.FINAL_ACCOUNT, (2020, 2021)) == ["missing", "unknown"]
    budget(walk)
    assert states(walk, Form.BUDGET, (2022,)) == ["published"]
    assert states(walk, Form.BUDGET_THREE, (2022,)) == ["unknown"]


def test_an_approved_budget_is_owed_until_its_day_and_missing_after_it(walk: Walk) -> None:
    walk.cast.on(date(2022, 3, 10))
    approved(walk, date(2022, 3, 10))
    assert states(walk, Form.BUDGET, (2022,), date(2022, 3, 30)) == ["due"]
    assert states(walk, Form.BUDGET, (2022,), date(2022, 3, 31)) == ["missing"]
    assert states(walk, Form.BUDGET_THREE, (2022,), date(2022, 3, 31)) == ["missing"]


@pytest.mark.parametrize(
    ("kind", "title", "expected"),
    [
        ("budget", "县教育局2022年部门预算及“三公”经费预算公开", ["BUDGET 2022", "BUDGET_THREE 2022"]),
        ("final_account", "县教育局2021年度部门决算", ["FINAL_ACCOUNT 2021"]),
        ("budget", "县教育局部门预算", []),
        ("news", "2022年预算会议召开", []),
    ],
)
def test_what_kind_and_title_say(kind: str, title: str, expected: list[str]) -> None:
    assert [f"{form.value} {year}" for form, year in fiscal.said(kind, title)] == expected


def test_a_tie_says_what_the_title_does_not_and_prevails(walk: Walk) -> None:
    item = budget(walk, "部门收支总体情况")
    assert states(walk, Form.BUDGET, (2022,)) == ["unknown"]
    act = walk.act(Role.DRAFTER)
    tie_item(act=act, item_id=item.id, shows=Shows(fiscal=(("BUDGET", 2022), ("BUDGET_THREE", 2022))))
    assert states(walk, Form.BUDGET, (2022,)) == ["published"]
    assert states(walk, Form.BUDGET_THREE, (2022,)) == ["published"]
    tie_item(act=act, item_id=item.id, shows=Shows())
    assert states(walk, Form.BUDGET, (2022,)) == ["unknown"]
    with pytest.raises(Refused, match=r"年度应为 2008 至 2023，所填：1922"):
        tie_item(act=act, item_id=item.id, shows=Shows(fiscal=(("BUDGET", 1922),)))
    with pytest.raises(NotAllowed):
        tie_item(act=walk.act(Role.AUDITOR), item_id=item.id, shows=Shows())
    with pytest.raises(NotFound):
        tie_item(act=walk.cast.act(Role.DRAFTER, agency=walk.cast.police), item_id=item.id, shows=Shows())


def test_an_approval_is_entered_for_units_in_sight_and_a_second_entry_replaces_the_day(walk: Walk) -> None:
    walk.cast.on(date(2022, 3, 1))
    approved(walk, date(2022, 2, 8))
    approved(walk, date(2022, 2, 9))
    assert [row.approved_on for row in FiscalApproval.objects.all()] == [date(2022, 2, 9)]
    assert AuditLine.objects.filter(event="completeness.approval_recorded").count() == 2
    act = walk.cast.act(Role.SUPERVISOR)
    with pytest.raises(NotFound):
        record_approvals(
            act=act, agencies=[walk.cast.neighbour], form="BUDGET", year=2022, approved_on=date(2022, 2, 8), source="x"
        )
    with pytest.raises(Refused) as refused:
        record_approvals(act=act, agencies=[], form="BUDGET_THREE", year=2022, approved_on=date(2022, 3, 5), source=" ")
    assert [reason.field for reason in refused.value.reasons] == ["agencies", "form", "approved_on", "source"]
    with pytest.raises(NotAllowed):
        record_approvals(
            act=walk.cast.act(Role.PUBLISHER), agencies=[walk.agency], form="BUDGET", year=2022,
            approved_on=date(2022, 2, 8), source="x",
        )  # fmt: skip


def test_a_programme_shows_its_lists_by_name_and_year_and_the_gaps(walk: Walk) -> None:
    head = walk.act(Role.OFFICE_HEAD)
    programme = keep_programme(act=head, agency=walk.agency, name="耕地地力保护补贴", since_year=2020)
    walk.published("fund_list", "A20-07-03", title="温县2021年耕地地力保护补贴发放情况", formed_on=date(2022, 2, 25))
    other = walk.published("fund_list", "A20-07-03", title="补贴资金分配表", formed_on=date(2022, 1, 4))
    ids = [walk.agency.id]

    def row() -> list[str]:
        return [cell.state for cell in funds.matrix(ids, (2019, 2020, 2021, 2022), TODAY, packaged_calendar())[0].cells]

    assert row() == ["none", "missing", "published", "waiting"]
    tie_item(act=walk.act(Role.DRAFTER), item_id=other.id, shows=Shows(funds=((programme.id, 2020),)))
    assert row() == ["none", "late", "published", "waiting"]
    keep_programme(act=head, agency=walk.agency, name="耕地地力保护补贴", since_year=2020, until_year=2021)
    assert row() == ["none", "late", "published", "none"]
    with pytest.raises(Refused, match="终止年度应不早于起始年度 2020，所填：2019"):
        keep_programme(act=head, agency=walk.agency, name="耕地地力保护补贴", since_year=2020, until_year=2019)
