"""A report approved while others record: figures and proofs are of one moment, a collision is told in plain words."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import OperationalError

from gongkai.agencies.errors import Refused
from gongkai.agencies.roles import Role
from gongkai.annual_report import snapshot
from gongkai.annual_report.models import AnnualReport, ReportVersion
from gongkai.annual_report.tests.things import add
from gongkai.annual_report.usecases import approve_report as approving
from gongkai.annual_report.usecases.begin_report import begin_report
from gongkai.annual_report.usecases.check_report import check_report
from gongkai.annual_report.usecases.write_section import write_section
from gongkai.audit.tests.committed import committed, in_threads  # noqa: F401
from gongkai.oversight.usecases.record_training import record_training

PERMITS = "table2.art20_5.permits.decisions"


class Failure(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


@pytest.mark.django_db
def test_a_collision_is_refused_in_plain_words() -> None:
    with pytest.raises(Refused, match="刚有新记录登记，请再试一次"), snapshot.one_snapshot():
        raise OperationalError from Failure("40001")


@pytest.mark.django_db
def test_any_other_trouble_of_the_database_is_not_hidden() -> None:
    with pytest.raises(OperationalError, match="disk full"), snapshot.one_snapshot():
        raise OperationalError("disk full") from Failure("53100")


@pytest.fixture
def checked(committed, cast, things_count) -> AnnualReport:  # noqa: F811
    """A report of 2022 with one permit, ready to be approved."""
    for what in ("decisions.permits", "decisions.penalties"):
        add(cast.police, what, date(2022, 4, 1))
    cast.on(date(2023, 1, 12))
    for role in (Role.APPROVER, Role.OFFICE_HEAD):
        cast.act(role)  # appointed before
    annual = begin_report(act=cast.act(Role.DRAFTER), agency=cast.government, year=2022)
    text = "{年度}年作出行政许可{overview.permits}件。"
    write_section(act=cast.act(Role.DRAFTER), report_id=annual.id, key="overview", text=text)
    check_report(act=cast.act(Role.FIRST_REVIEWER), report_id=annual.id)
    return annual


def approved_while(cast, annual, monkeypatch, meanwhile) -> ReportVersion:
    """The version, when ``meanwhile`` is done by somebody else after the figures are counted and before they are proved."""
    freeze = approving.freeze

    def freeze_later(*args):
        in_threads(1, lambda place: meanwhile())
        return freeze(*args)

    monkeypatch.setattr(approving, "freeze", freeze_later)
    return approving.approve_report(act=cast.act(Role.APPROVER), report_id=annual.id)


def a_permit_comes_in(cast) -> None:
    add(cast.police, "decisions.permits", date(2022, 5, 1))


def figure_and_proof(version: ReportVersion) -> tuple[int, int]:
    return int(version.figures[PERMITS]), len(version.proofs[PERMITS]["ids"])


@pytest.mark.postgres
def test_what_comes_in_while_a_report_is_approved_is_in_neither_figure_nor_proof(cast, checked, monkeypatch) -> None:
    version = approved_while(cast, checked, monkeypatch, lambda: a_permit_comes_in(cast))
    assert figure_and_proof(version) == (1, 1)


@pytest.mark.postgres
def test_control_without_the_snapshot_the_proof_holds_more_than_the_figure(cast, checked, monkeypatch) -> None:
    monkeypatch.setattr(snapshot, "_read_one_state", lambda: None)
    version = approved_while(cast, checked, monkeypatch, lambda: a_permit_comes_in(cast))
    assert figure_and_proof(version) == (1, 2)


@pytest.mark.postgres
def test_an_act_of_the_same_agency_in_between_refuses_the_approval_and_the_next_try_succeeds(
    cast, checked, monkeypatch
) -> None:
    def a_training_is_recorded() -> None:
        record_training(
            act=cast.act(Role.OFFICE_HEAD), agency=cast.office, topic="条例解读", form="CLASSROOM", participants=20
        )

    with monkeypatch.context() as patch, pytest.raises(Refused, match="刚有新记录登记，请再试一次"):
        approved_while(cast, checked, patch, a_training_is_recorded)
    assert not ReportVersion.objects.exists()
    assert approving.approve_report(act=cast.act(Role.APPROVER), report_id=checked.id).number == 1
