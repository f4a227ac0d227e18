"""Recurring work: once per round, whoever asks; a failure does not stop the rest; jobs of a registered kind run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gongkai.audit.acts import system_act
from gongkai.jobs import recurring, works
from gongkai.jobs.models import Job
from gongkai.jobs.progress import taken_up
from gongkai.jobs.recurring import Recurring

pytestmark = pytest.mark.django_db
NOON = datetime(2022, 3, 1, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recurring, "_known", {})
    monkeypatch.setattr(works, "_works", dict(works._works))
    return


def test_a_round_is_done_once_until_its_time_comes_again() -> None:
    seen: list[datetime] = []
    recurring.register(Recurring("daily", timedelta(days=1), seen.append))
    assert recurring.run_due(NOON) == ["daily"]
    assert recurring.run_due(NOON + timedelta(hours=23)) == []
    assert recurring.run_due(NOON + timedelta(days=1)) == ["daily"]
    assert seen == [NOON, NOON + timedelta(days=1)]


def test_a_failing_round_leaves_the_others_their_turn(caplog: pytest.LogCaptureFixture) -> None:
    def fails(moment: datetime) -> None:
        raise OSError("disk full")

    recurring.register(
        Recurring("bad", timedelta(hours=1), fails), Recurring("good", timedelta(hours=1), lambda m: None)
    )
    assert recurring.run_due(NOON) == ["good"]
    assert "the recurring work bad failed" in caplog.text


def test_one_name_cannot_stand_for_two_works() -> None:
    recurring.register(Recurring("daily", timedelta(days=1), lambda moment: None))
    with pytest.raises(ValueError, match="registered twice"):
        recurring.register(Recurring("daily", timedelta(days=2), lambda moment: None))


def test_a_job_put_down_is_carried_out_with_what_it_was_given() -> None:
    def run(job: Job, given: dict[str, object]) -> None:
        with taken_up(system_act("test"), job) as progress:
            progress.job.result = {"year": given["year"]}

    works.register(works.Work("count", run))
    job = works.put_down(system_act("test"), "count", "数一数", year=2022)
    assert job.state == Job.State.WAITING
    works.carry_out(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == ("DONE", {"year": 2022})


def test_a_kind_nobody_registered_cannot_be_put_down() -> None:
    with pytest.raises(KeyError, match="no room has registered"):
        works.put_down(system_act("test"), "nothing", "无")
