"""Links to other sites: which are to be tried, what was found. Off unless an agency chose ``links.probe_outside``: a county may have no way out.

Every minute the links of what is being written are put down, once a day those of what is public (tried again after a week); a job of its own tries
them, at most ``MOST`` at a time. The gate and the inspection only read what was found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from gongkai.agencies.models import Agency, AgencySetting
from gongkai.agencies.settings import setting_of
from gongkai.audit.acts import system_act
from gongkai.catalogue.links import outside_links
from gongkai.catalogue.models import Correction, Item, LinkProbe
from gongkai.catalogue.probing import probe
from gongkai.clock import legal_day
from gongkai.jobs.models import Job
from gongkai.jobs.progress import taken_up
from gongkai.jobs.recurring import Recurring
from gongkai.jobs.works import Work, put_down, start

SETTING = "links.probe_outside"
KIND = "catalogue.probe_links"
MOST, AT_ONCE, LONGEST = 200, 6, 2000
_TOGETHER = 500
WRITTEN_LATELY, AGAIN_IN_WORK, AGAIN_PUBLIC = timedelta(days=7), timedelta(days=1), timedelta(days=7)


def known(addresses: Collection[str]) -> dict[str, LinkProbe]:
    """What was found, by address; nothing for what was never tried."""
    digests = {_digest(address): address for address in addresses}
    rows = LinkProbe.objects.filter(digest__in=digests, probed_at__isnull=False) if digests else ()
    return {digests[row.digest]: row for row in rows}


def dead_addresses() -> set[str]:
    """Those a reader certainly finds nothing at."""
    return set(LinkProbe.objects.filter(certain=True).values_list("address", flat=True))


def ask_for(addresses: Iterable[str], now: datetime, again_after: timedelta) -> None:
    """Have them tried: the unknown, and those whose answer is older than ``again_after``."""
    wanted = {_digest(address): address for address in addresses if len(address) <= LONGEST}
    for first in range(0, len(wanted), _TOGETHER):
        digests = dict(list(wanted.items())[first : first + _TOGETHER])
        rows = LinkProbe.objects.filter(digest__in=digests)
        rows.filter(due_at__isnull=True, probed_at__lt=now - again_after).update(due_at=now)
        there = set(rows.values_list("digest", flat=True))
        LinkProbe.objects.bulk_create(
            [LinkProbe(digest=key, address=text, due_at=now) for key, text in digests.items() if key not in there],
            ignore_conflicts=True,
        )


def try_due(now: datetime) -> int:
    """Try what is due; how many were tried."""
    rows = list(LinkProbe.objects.filter(due_at__lte=now).order_by("due_at", "id")[:MOST])
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for row, found in zip(rows, pool.map(probe, [row.address for row in rows]), strict=True):
            row.problem, row.certain, row.probed_at, row.due_at = found.problem, found.certain, now, None
            row.save()
    return len(rows)


def put_down_links(now: datetime) -> None:
    """Links of drafts, sheets in review and corrections; then the job, unless one is at work. Where it was switched off, what was found is forgotten."""
    open_to = _agencies(now)
    if not open_to:
        LinkProbe.objects.all().delete()
        return
    ask_for(_in_work(open_to, now), now, AGAIN_IN_WORK)
    if LinkProbe.objects.filter(due_at__lte=now).exists():
        _try_apart()


def put_down_public_links(now: datetime) -> None:
    if open_to := _agencies(now):
        rows = Item.objects.filter(state=Item.State.PUBLISHED, agency_id__in=open_to)
        some = rows.filter(Q(body_html__contains="http") | ~Q(service={})).values_list("body_html", "service")
        ask_for(_links(some.iterator(chunk_size=500)), now, AGAIN_PUBLIC)


def _in_work(open_to: Collection[int], now: datetime) -> Iterator[str]:
    lately = now - WRITTEN_LATELY
    rows = Item.objects.filter(agency_id__in=open_to, state__in=(Item.State.DRAFT, Item.State.IN_REVIEW))
    rows = rows.filter(Q(changed_at__gte=lately) | Q(state=Item.State.IN_REVIEW))
    yield from _links(rows.values_list("body_html", "service"))
    changes = Correction.objects.filter(item__agency_id__in=open_to, published_at=None, drafted_at__gte=lately)
    yield from _links(
        (one.get("body_html", ""), one.get("service", {})) for one in changes.values_list("changes", flat=True)
    )


def _links(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[str]:
    for body, service in rows:
        yield from of_texts(body, service)


def of_texts(body_html: str, service: Mapping[str, Any]) -> list[str]:
    """Addresses of other sites in a body, and where a service is applied for."""
    online = str(service.get("online") or "")
    found = [address.replace("&amp;", "&") for address in outside_links(body_html)]
    return list(dict.fromkeys([*found, *([online] if online.startswith(("http://", "https://")) else [])]))


def _agencies(now: datetime) -> list[int]:
    if not AgencySetting.objects.filter(name=SETTING).exists():
        return []
    rows, day = Agency.objects.filter(abolished_on__isnull=True), legal_day(now)
    return [agency.id for agency in rows if setting_of(agency, SETTING, day)]


def _digest(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()


def _try_apart() -> None:
    act = system_act(KIND)
    alive = Job.objects.filter(kind=KIND, state__in=(Job.State.WAITING, Job.State.RUNNING))
    if any(not job.was_killed(act.now) for job in alive):
        return
    with transaction.atomic():
        job = put_down(act, KIND, "探测外部链接")
        transaction.on_commit(lambda: start(job))


def _run(job: Job, given: dict[str, Any]) -> None:
    act = system_act(KIND)
    with taken_up(act, job) as progress:
        progress.job.result = {"tried": try_due(act.now)}


RECURRING = (
    Recurring("catalogue.links", timedelta(minutes=1), put_down_links),
    Recurring("catalogue.public_links", timedelta(days=1), put_down_public_links),
)
WORKS = (Work(KIND, _run),)
