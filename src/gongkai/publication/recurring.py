"""What the worker does for the files by itself: a look at pages no publication touches, and everything anew after a change of the site.

The whole is written by a job in a process of its own: neither search nor the public log wait for it.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from gongkai.audit.acts import system_act
from gongkai.jobs.models import Job
from gongkai.jobs.progress import taken_up
from gongkai.jobs.recurring import Recurring
from gongkai.jobs.works import Work, put_down, start
from gongkai.publication.consumer import write_in_turns
from gongkai.publication.fingerprint import fingerprint, kept_fingerprint
from gongkai.publication.rebuild import rebuild, shared_addresses
from gongkai.publication.release import Release
from gongkai.publication.rendering import NothingYet, name_of, site_now
from gongkai.publication.shown import FRONT, key_area_addresses

KIND = "publication.rebuild"
GIVES_WAY = 10


def refresh(now: datetime) -> None:
    """Guide, organs, engagement entries and the like change without a publication; what says the same is left alone. Key areas that were taken away come back.

    With the own portal switched off no file stays.
    """
    release = Release.of_installation()
    try:
        site = site_now()
    except NothingYet:
        release.close()
        return
    if kept_fingerprint(release) != fingerprint(site):
        write_everything_apart()
        return
    write_in_turns(release, FRONT, site)
    for address in key_area_addresses():  # one reads all items of its area: each by itself
        if not release.path(name_of(address)).exists():
            write_in_turns(release, [address], site)


def look_at_lists(now: datetime) -> None:
    """Once an hour every list, feed and site map: a renamed organ, a setting."""
    release = Release.of_installation()
    try:
        write_in_turns(release, shared_addresses(), site_now())
    except NothingYet:
        return


def write_everything_apart() -> Job | None:
    """Put the job down and start it; None while one is at work."""
    act = system_act(KIND)
    alive = Job.objects.filter(kind=KIND, state__in=(Job.State.WAITING, Job.State.RUNNING))
    if any(not job.was_killed(act.now) for job in alive):
        return None
    with transaction.atomic():
        job = put_down(act, KIND, "重新生成门户静态页面")
        transaction.on_commit(lambda: start(job))
    return job


def _run(job: Job, given: dict[str, Any]) -> None:
    """In a process of its own, which gives way: what is published meanwhile goes first."""
    os.nice(GIVES_WAY)
    with taken_up(system_act(KIND), job) as progress:
        rebuild(told=lambda done, of: progress.step(done, of))


RECURRING = (
    Recurring("publication.refresh", timedelta(minutes=2), refresh),
    Recurring("publication.lists", timedelta(hours=1), look_at_lists),
)
WORKS = (Work(KIND, _run),)
