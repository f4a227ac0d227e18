"""A job tells how far it is and how it ended; a failure is raised again; a silent one was killed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gongkai.audit.acts import system_act
from gongkai.clock import ScenarioClock
from gongkai.jobs import progress as module
from gongkai.jobs.models import Job
from gongkai.jobs.progress import Progress, running

START = datetime(2022, 3, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> ScenarioClock:
    return ScenarioClock(START)


@pytest.fixture
def stopwatch(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds the job believes have passed; set the first element."""
    seconds = [100.0]
    monkeypatch.setattr(module, "monotonic", lambda: seconds[0])
    return seconds


def test_a_job_that_ends_well_is_done(committed: None, clock: ScenarioClock) -> None:
    with running(system_act("导入", clock, "wenxian"), "decisions.import", "导入行政处罚") as progress:
        running_row = Job.objects.get()
        assert (running_row.state, running_row.heartbeat_at) == ("RUNNING", START)
        progress.step(70, 100, "正在核对")
        clock.moment += timedelta(minutes=3)
    job = Job.objects.get()
    assert (job.state, job.done, job.total, job.message) == ("DONE", 70, 100, "正在核对")
    assert (job.agency_code, job.started_by) == ("wenxian", "系统（导入）")
    assert job.finished_at == START + timedelta(minutes=3)


def test_a_failure_is_kept_with_its_reason_and_raised_again(committed: None, clock: ScenarioClock) -> None:
    with pytest.raises(ValueError, match="row 7"), running(system_act("导入", clock), "x", "x"):
        raise ValueError("row 7 has no date")
    job = Job.objects.get()
    assert (job.state, job.message) == ("FAILED", "ValueError: row 7 has no date")


def test_an_interruption_by_the_officer_is_a_failure_too(committed: None, clock: ScenarioClock) -> None:
    with pytest.raises(KeyboardInterrupt), running(system_act("导入", clock), "x", "x"):
        raise KeyboardInterrupt
    assert Job.objects.get().state == "FAILED"


def test_steps_are_written_twice_a_second_at_most_but_shown_every_time(
    committed: None, clock: ScenarioClock, stopwatch: list[float]
) -> None:
    shown: list[int] = []
    with running(system_act("导入", clock), "x", "x", show=lambda done, total, text: shown.append(done)) as progress:
        progress.step(1, 10)
        assert Job.objects.get().done == 0
        stopwatch[0] += 0.5
        progress.step(2)
        assert (Job.objects.get().done, Job.objects.get().total) == (2, 10)
        stopwatch[0] += 0.4
        progress.step(3)
        assert Job.objects.get().done == 2
    assert shown == [1, 2, 3]
    assert Job.objects.get().done == 3


def test_a_step_without_words_keeps_the_earlier_ones(db: None, clock: ScenarioClock) -> None:
    with running(system_act("导入", clock), "x", "x") as progress:
        progress.step(1, 10, "第一阶段")
        progress.step(2)
    assert Job.objects.get().message == "第一阶段"


def test_long_words_are_cut(db: None, clock: ScenarioClock) -> None:
    with running(system_act("导入", clock), "x", "x") as progress:
        progress.step(1, 10, "长" * 400)
    assert Job.objects.get().message == "长" * 300


def test_a_running_job_silent_for_more_than_two_minutes_was_killed() -> None:
    job = Job(state=Job.State.RUNNING, heartbeat_at=START)
    assert not job.was_killed(START + timedelta(minutes=2))
    assert job.was_killed(START + timedelta(minutes=2, seconds=1))
    assert not Job(state=Job.State.DONE, heartbeat_at=START).was_killed(START + timedelta(days=1))
    assert Job(state=Job.State.RUNNING, heartbeat_at=None).was_killed(START)


def test_progress_can_be_shown_without_writing(db: None, clock: ScenarioClock, stopwatch: list[float]) -> None:
    job = Job.objects.create(kind="x", title="x", started_by="x", created_at=START)
    Progress(job, system_act("导入", clock), every_seconds=3600).step(5, 9)
    assert Job.objects.get().done == 0
