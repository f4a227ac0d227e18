"""Run work as a job: progress is written at most twice a second, outside the work's own transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from gongkai.audit.acts import Act
from gongkai.jobs.models import Job

Report = Callable[[int, int | None, str], None]


class JobTaken(RuntimeError):
    """The job is not waiting: it runs elsewhere or has ended."""


class Progress:
    """``step(done, total, message)`` tells how far the work is; ``show`` (a terminal bar, say) is told every time."""

    def __init__(self, job: Job, act: Act, show: Report | None = None, every_seconds: float = 0.5) -> None:
        self.job, self._act, self._show, self._every = job, act, show, every_seconds
        self._written = monotonic()

    def step(self, done: int, total: int | None = None, message: str = "") -> None:
        self.job.done, self.job.total = done, total if total is not None else self.job.total
        self.job.message = message[:300] or self.job.message
        if self._show is not None:
            self._show(self.job.done, self.job.total, self.job.message)
        if monotonic() - self._written >= self._every:
            self._written = monotonic()
            self.job.heartbeat_at = self._act.now
            self.job.save(update_fields=["done", "total", "message", "heartbeat_at"])


@contextmanager
def running(act: Act, kind: str, title: str, show: Report | None = None) -> Iterator[Progress]:
    """Open a job, hand out its progress, and close it as done or failed (the failure is raised again)."""
    now = act.now
    job = Job.objects.create(
        kind=kind, title=title, agency_code=act.agency_code, started_by=act.actor_name,
        state=Job.State.RUNNING, created_at=now, heartbeat_at=now,
    )  # fmt: skip
    with _closing(job, act, show) as progress:
        yield progress


@contextmanager
def taken_up(act: Act, job: Job) -> Iterator[Progress]:
    """Run a job somebody else has put down as waiting. Raises JobTaken when another process has taken it up or it has ended."""
    now = act.now
    if not Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(state=Job.State.RUNNING, heartbeat_at=now):
        raise JobTaken(f"job {job.pk} is not waiting any more")
    job.state, job.heartbeat_at = Job.State.RUNNING, now
    with _closing(job, act, None) as progress:
        yield progress


@contextmanager
def _closing(job: Job, act: Act, show: Report | None) -> Iterator[Progress]:
    progress = Progress(job, act, show)
    try:
        yield progress
    except BaseException as problem:
        job.state, job.message = Job.State.FAILED, f"{type(problem).__name__}: {problem}"[:300]
        raise
    else:
        job.state = Job.State.DONE
    finally:
        job.finished_at = job.heartbeat_at = act.now
        job.save()
