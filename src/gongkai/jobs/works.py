"""Kinds of jobs that run in a process of their own: a room registers a function, a view puts a job down and starts it.

A long import in a thread of the web server would slow every page. The process lives in a session of its own, so that it
outlives a web worker that is replaced meanwhile; when it is killed, its job falls silent (``Job.was_killed``).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gongkai.audit.acts import Act
from gongkai.jobs.models import Job


@dataclass(frozen=True, slots=True)
class Work:
    """``run`` is given the job and what ``put_down`` was given; it takes the job up itself (``progress.taken_up``)."""

    kind: str
    run: Callable[[Job, dict[str, Any]], None]


_works: dict[str, Work] = {}


def register(*works: Work) -> None:
    """Wire kinds of jobs (once, at start-up). Raises ValueError when a kind is taken by another."""
    for work in works:
        known = _works.get(work.kind)
        if known is not None and known != work:
            raise ValueError(f"the kind of job {work.kind!r} is registered twice")
        _works[work.kind] = work


def put_down(act: Act, kind: str, title: str, **given: Any) -> Job:
    """A waiting job, inside the caller's transaction; ``given`` are codes and numbers, never personal data."""
    if kind not in _works:
        raise KeyError(f"no room has registered the kind of job {kind!r}")
    return Job.objects.create(
        kind=kind, title=title[:200], agency_code=act.agency_code, started_by=act.actor_name[:80],
        given=given, created_at=act.now,
    )  # fmt: skip


def start(job: Job) -> None:
    """Begin in a process of its own and do not wait; call it after the transaction has committed."""
    subprocess.Popen(
        [sys.executable, "-P", "-m", "gongkai.jobs.process", str(job.pk)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def carry_out(job_id: int) -> None:
    """Run a waiting job here and now (the process of the job; tests)."""
    job = Job.objects.get(pk=job_id)
    _works[job.kind].run(job, job.given)
