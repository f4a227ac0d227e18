"""What the rules find over a site and its accounts, how findings are kept, warned of, cleared."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from gongkai.agencies.errors import NotAllowed, NotFound
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.catalogue.models import Column
from gongkai.inspection.engine import source_of
from gongkai.inspection.guard import columns_guarded
from gongkai.inspection.models import Finding, Run, Snapshot
from gongkai.inspection.rules import RULES
from gongkai.inspection.selectors import findings_for, is_unqualified
from gongkai.inspection.tests.factories import levels, shown
from gongkai.inspection.usecases.run_inspection import run_inspection
from gongkai.newmedia.tests.factories import applied, export, running
from gongkai.newmedia.usecases.import_posts import import_posts


def run(cast: Cast) -> Run:
    return run_inspection(act=cast.act(Role.SUPERVISOR), government=cast.government)


def post(cast: Cast, account_id: int, day: str) -> None:
    act = cast.act(Role.DRAFTER, agency=cast.police)
    import_posts(act=act, account_id=account_id, file_name="导出.csv", content=export(f"信息{day},{day} 08:00:00,"))


def test_every_rule_names_evidence_that_is_there() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert callable(source_of(rule))
        assert rule.warn_at <= rule.threshold


@pytest.mark.parametrize(
    ("looked_on", "level"),
    [
        (date(2022, 3, 7), None),
        (date(2022, 3, 8), "WARNING"),
        (date(2022, 3, 14), "WARNING"),
        (date(2022, 3, 15), "VIOLATION"),
    ],
)
def test_a_silent_account_warns_at_half_the_window_and_counts_after_two_weeks(
    cast: Cast, looked_on: date, level: str | None
) -> None:
    account = running(cast)
    post(cast, account.pk, "2022-03-01")
    cast.on(looked_on)
    run(cast)
    assert levels(cast, "M-UPDATE") == ({str(account): level} if level else {})


def test_a_suspended_account_is_not_looked_at(cast: Cast) -> None:
    applied(cast)
    cast.on(date(2022, 6, 1))
    run(cast)
    assert levels(cast, "M-UPDATE") == {}


def test_a_finding_follows_and_is_cleared_with_its_evidence_kept(cast: Cast) -> None:
    account = running(cast)
    cast.on(date(2022, 3, 10))
    run(cast)
    cast.on(date(2022, 3, 20))
    run(cast)
    post(cast, account.pk, "2022-03-20")
    run(cast)
    finding = Finding.objects.get(rule="M-UPDATE")
    assert (finding.seen_since, finding.cleared_on) == (date(2022, 3, 10), date(2022, 3, 20))
    kept = Snapshot.objects.filter(finding=finding).order_by("recorded_at", "id").values_list("level", "value")
    assert list(kept) == [("WARNING", 9.0), ("VIOLATION", 19.0), ("", None)]


def test_the_same_day_looked_at_twice_finds_the_same_once(cast: Cast) -> None:
    running(cast)
    cast.on(date(2022, 3, 20))
    run(cast)
    before = Finding.objects.count(), Snapshot.objects.count()
    run(cast)
    assert (Finding.objects.count(), Snapshot.objects.count()) == before
    assert before[0] > 0


def test_evidence_cannot_be_changed(cast: Cast) -> None:
    running(cast)
    cast.on(date(2022, 3, 20))
    run(cast)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Snapshot.objects.update(value=0)


def test_columns_warn_at_half_and_count_when_their_window_is_over(cast: Cast) -> None:
    shown(cast.government, "zwdt-bm", date(2022, 3, 1))
    shown(cast.government, "zwdt-xz", date(2022, 3, 9))
    cast.on(date(2022, 3, 16))
    run(cast)
    assert levels(cast, "C-NEWS") == {"部门动态": "VIOLATION", "乡镇动态": "WARNING", "政务动态": "WARNING"}


def test_a_column_above_is_as_fresh_as_the_freshest_below(cast: Cast) -> None:
    shown(cast.government, "zwdt-bm", date(2022, 3, 1))
    shown(cast.government, "zwdt-xz", date(2022, 3, 15))
    cast.on(date(2022, 3, 16))
    lights = {row.column.code: row.light for row in columns_guarded(cast.government, date(2022, 3, 16))}
    assert (lights["zwdt"], lights["zwdt-bm"], lights["zwdt-xz"]) == ("good", "late", "good")
    assert (lights["zwdt-zz"], lights["zn"]) == ("empty", "none")


def test_five_stale_news_columns_are_a_veto_item(cast: Cast) -> None:
    for code in ("zwdt-bm", "zwdt-xz", "zwdt-zz"):
        shown(cast.government, code, date(2022, 3, 1))
    shown(cast.government, "tzgg", date(2021, 3, 1))
    cast.on(date(2022, 3, 20))
    run(cast)
    found = Finding.objects.get(rule="W-COLUMNS-NEWS")  # with 政务动态 above its three
    assert (found.value, found.level) == (5.0, "VIOLATION")
    assert is_unqualified(cast.government)


def test_a_closed_column_is_no_empty_column(cast: Cast) -> None:
    cast.on(date(2022, 3, 2))
    run(cast)
    assert "征收土地" not in levels(cast, "C-EMPTY")
    assert levels(cast, "C-EMPTY")["土地征收"] == "VIOLATION"
    Column.objects.filter(code="A21-04").update(closed_on=date(2022, 3, 1))
    run(cast)
    assert "土地征收" not in levels(cast, "C-EMPTY")


def test_a_site_nobody_visited_is_not_called_reachable(cast: Cast) -> None:
    assert run(cast).unassessed == ["W-REACH"]


def test_a_unit_sees_its_own_findings_another_county_none(cast: Cast) -> None:
    running(cast)
    cast.on(date(2022, 3, 20))
    run(cast)
    assert {one.rule for one in findings_for(cast.act(Role.DRAFTER, agency=cast.police))} == {"M-UPDATE"}
    assert not findings_for(cast.act(Role.SUPERVISOR, agency=cast.neighbour)).exists()


def test_only_the_supervisor_of_the_area_runs_it(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="主管部门"):
        run_inspection(act=cast.act(Role.OFFICE_HEAD), government=cast.government)
    with pytest.raises(NotFound):
        run_inspection(act=cast.act(Role.SUPERVISOR, agency=cast.neighbour), government=cast.government)
    assert not Run.objects.exists()
