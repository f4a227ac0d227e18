"""Frozen versions against their records, and the identities of the latest report, as `gongkai check` sees them."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.annual_report.integrity import assessment, broken_versions, failing_identities
from gongkai.annual_report.models import ReportVersion
from gongkai.annual_report.tests.things import Thing, add
from gongkai.annual_report.usecases.approve_report import approve_report
from gongkai.annual_report.usecases.begin_report import begin_report
from gongkai.annual_report.usecases.check_report import check_report
from gongkai.annual_report.usecases.publish_report import publish_report
from gongkai.annual_report.usecases.write_section import write_section
from gongkai.editions.models import Edition

TODAY = date(2023, 3, 1)
PENALTIES = "table2.art20_6.penalties.decisions"
PERMITS = "table2.art20_5.permits.decisions"
pytestmark = pytest.mark.usefixtures("things_count")


@pytest.fixture
def version(cast) -> ReportVersion:
    """The county's report of 2022, approved on 13 January 2023 as of the day before."""
    add(cast.police, "decisions.permits", date(2022, 4, 1))
    add(cast.police, "decisions.penalties", date(2022, 4, 1))
    cast.on(date(2023, 1, 13))
    annual = begin_report(act=cast.act(Role.DRAFTER), agency=cast.government, year=2022)
    write_section(
        act=cast.act(Role.DRAFTER),
        report_id=annual.id,
        key="overview",
        text="{年度}年作出行政许可{overview.permits}件。",
    )
    check_report(act=cast.act(Role.FIRST_REVIEWER), report_id=annual.id)
    return approve_report(act=cast.act(Role.APPROVER), report_id=annual.id, as_of=date(2023, 1, 12))


def test_a_frozen_report_whose_records_stand_is_sound(version) -> None:
    assert list(broken_versions(TODAY)) == []
    assert list(failing_identities(TODAY)) == []


def test_what_was_recorded_later_changes_nothing(cast, version) -> None:
    add(cast.police, "decisions.permits", date(2022, 5, 1), recorded=date(2023, 2, 1))
    assert list(broken_versions(TODAY)) == []


def test_a_record_that_was_removed_is_named_with_both_values(version) -> None:
    Thing.objects.filter(what="decisions.permits").delete()
    found = [one for one in broken_versions(TODAY) if one.problem.startswith(PERMITS)]
    assert found[0].place == "wenxian 2022 area, version 1"
    assert "was frozen as 1, recomputed it is 0" in found[0].problem
    assert found[1].problem == f"{PERMITS}: the records behind it are not those it was frozen with"


def test_a_record_exchanged_for_another_breaks_the_proof_alone(cast, version) -> None:
    Thing.objects.filter(what="decisions.penalties").delete()
    add(cast.police, "decisions.penalties", date(2022, 4, 1))
    assert [one.problem for one in broken_versions(TODAY)] == [
        f"{PENALTIES}: the records behind it are not those it was frozen with"
    ]


def test_a_frozen_value_that_was_changed_is_found(version) -> None:
    ReportVersion.objects.filter(pk=version.pk).update(exact={**version.exact, PERMITS: 2})
    assert [one.problem.split("：")[0].split(":")[0] for one in broken_versions(TODAY)] == [PERMITS]


def test_the_shown_value_is_held_against_the_exact_one(version) -> None:
    """The value readers see, not only the one it was rounded from."""
    ReportVersion.objects.filter(pk=version.pk).update(figures={**version.figures, PERMITS: 2})
    assert [one.problem.split(":")[0] for one in broken_versions(TODAY)] == [PERMITS]


def test_figures_of_other_definitions_are_not_recomputed(version) -> None:
    exact = {**version.exact, PERMITS: 2}
    ReportVersion.objects.filter(pk=version.pk).update(exact=exact, definitions_version="of another year")
    assert list(broken_versions(TODAY)) == []
    Thing.objects.filter(what="decisions.permits").delete()
    assert [one.problem for one in broken_versions(TODAY)] == [
        f"{PERMITS}: the records behind it are not those it was frozen with"
    ]


def test_a_public_edition_that_says_something_else_is_found(cast, version) -> None:
    publication = publish_report(act=cast.act(Role.PUBLISHER), report_id=version.report_id)
    assert list(broken_versions(TODAY)) == []
    edition = publication.current
    Edition.objects.filter(pk=edition.pk).update(payload={**edition.payload, "title": "另一份报告"})
    assert [one.problem for one in broken_versions(TODAY)] == ["the public edition is not what was frozen"]


def test_a_report_approved_on_its_query_day_says_so(cast) -> None:
    cast.on(date(2023, 1, 13))
    annual = begin_report(act=cast.act(Role.DRAFTER), agency=cast.government, year=2022)
    write_section(act=cast.act(Role.DRAFTER), report_id=annual.id, key="overview", text="{年度}年工作如下。")
    check_report(act=cast.act(Role.FIRST_REVIEWER), report_id=annual.id)
    approve_report(act=cast.act(Role.APPROVER), report_id=annual.id)
    assert list(broken_versions(TODAY)) == []
    add(cast.police, "decisions.permits", date(2022, 5, 1), recorded=date(2023, 1, 13))
    changed = [one.problem for one in broken_versions(TODAY) if one.problem.startswith(PERMITS)]
    assert len(changed) == 2
    assert all("perhaps recorded later that day" in problem for problem in changed)


def test_an_identity_that_fails_in_a_report_under_way_is_found(cast) -> None:
    add(cast.police, "requests.received", date(2022, 5, 1), ended_on=date(2022, 5, 20))
    cast.on(date(2023, 1, 13))
    begin_report(act=cast.act(Role.DRAFTER), agency=cast.government, year=2022)
    found = list(failing_identities(TODAY))
    assert "wenxian 2022 area, T3-1 table3.*.natural_person" in [one.place for one in found]
    assert all("不成立" in one.problem for one in found)


def test_only_the_latest_report_is_held_to_them(cast) -> None:
    add(cast.police, "requests.received", date(2021, 5, 1), ended_on=date(2021, 5, 20))
    cast.on(date(2023, 1, 13))
    for year in (2021, 2022):
        begin_report(act=cast.act(Role.DRAFTER), agency=cast.government, year=year)
    assert not any(" 2021 " in one.place for one in failing_identities(TODAY))


def test_without_a_report_the_figures_themselves_are_assessed(cast) -> None:
    add(cast.police, "requests.received", date(2022, 5, 1), ended_on=date(2022, 5, 20))
    assessed = assessment(cast.police, 2022, TODAY)
    wrong = {finding.id for finding in assessed.findings if assessed.is_wrong(finding)}
    assert (assessed.scope, wrong) == ("own", {"T3-1"})


@pytest.mark.parametrize(("year", "error"), [(2019, NotFound), (2031, Refused), (1999, Refused)])
def test_a_year_nobody_can_ask_for_is_refused(cast, year, error) -> None:
    with pytest.raises(error):
        assessment(cast.police, year, TODAY)
