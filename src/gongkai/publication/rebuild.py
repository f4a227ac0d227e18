"""Everything that is published written as files: on the first start, after an upgrade or a change of the site's names.

Lists and documents are shared out among processes in portions. Lists are written while this process holds their lock; each portion
of documents is read and written under the lock of its part, so that the worker goes on beside it. Pages that say the same already
are left alone; pages of publications nobody knows any more are removed.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import TypeVar

from django.db import connections
from django.urls import get_resolver

from gongkai.agencies.models import Agency
from gongkai.catalogue.columns import COLUMNS, CONTENT, REPORTS
from gongkai.editions.models import Publication
from gongkai.editions.selectors import months_published
from gongkai.numbering.keys import public_id
from gongkai.publication.consumer import write_documents, write_lists
from gongkai.publication.fingerprint import keep_fingerprint
from gongkai.publication.release import SHARED, STRIPES, Release, Written
from gongkai.publication.rendering import NothingYet, site_now, stripe_of
from gongkai.publication.shown import (
    FEEDS,
    FRONT,
    WHOLE_SITE,
    column_addresses,
    key_area_addresses,
    organ_addresses,
    report_addresses,
)

PORTION, LISTS = 400, 80
Told = Callable[[int, int], None]
Part = TypeVar("Part")


def rebuild(workers: int | None = None, told: Told = lambda done, of: None) -> Written:
    """Write everything; ``told`` hears (pages done, pages in all). ``workers`` processes; 1 works in this one."""
    release = Release.of_installation()
    try:
        site_now()
    except NothingYet:
        return Written()
    with release.holding(SHARED, *range(STRIPES)):
        release.begin()  # from here on the consumer brings up to date what is read below
        release.sweep()
    done = Written()
    workers = workers or os.cpu_count() or 1
    portions = _portions()
    number = sum(map(len, portions))
    with release.holding(SHARED):
        for written in _each(_lists, _lists_in_portions(), workers):
            done.add(written)
    for written in _each(_documents, portions, workers):
        done.add(written)
        told(done.written + done.unchanged, number)
    done.removed += _remove_unknown(release)
    keep_fingerprint(release)
    return done


def write_shared(release: Release) -> Written:
    """Front pages, lists, feeds, site maps, reports. Under the lock SHARED."""
    return write_lists(release, shared_addresses(), site_now())


def shared_addresses() -> set[str]:
    reports = Publication.objects.filter(column=REPORTS, state=Publication.State.PUBLISHED).select_related(
        "agency", "current"
    )
    return {
        *FRONT, *FEEDS, *WHOLE_SITE, *key_area_addresses(),
        *(f"/sitemap-{month}.xml" for month in months_published()),
        *(address for report in reports for address in report_addresses(report)),
        *(address for column in COLUMNS if column.code not in (CONTENT, REPORTS) for address in column_addresses(column.code)),
        *(address for code in Agency.objects.values_list("code", flat=True) for address in organ_addresses(code)),
    }  # fmt: skip


def _portions() -> list[list[int]]:
    """Keys of all publications, each portion within one part."""
    parts: defaultdict[int, list[int]] = defaultdict(list)
    for key in Publication.objects.order_by("id").values_list("id", flat=True).iterator(chunk_size=10_000):
        parts[stripe_of(key)].append(key)
    return [keys[start : start + PORTION] for keys in parts.values() for start in range(0, len(keys), PORTION)]


def _lists_in_portions() -> list[list[str]]:
    addresses = sorted(shared_addresses())
    return [addresses[start : start + LISTS] for start in range(0, len(addresses), LISTS)]


def _each(work: Callable[[Part], Written], portions: list[Part], workers: int) -> Iterator[Written]:
    if workers == 1 or len(portions) < 2:
        yield from map(work, portions)
        return
    get_resolver().url_patterns  # noqa: B018 - all addresses are loaded once, not again in every child
    connections.close_all()  # a connection must not be shared with a child
    with ProcessPoolExecutor(workers, mp_context=get_context("fork"), initializer=connections.close_all) as pool:
        for future in as_completed([pool.submit(work, portion) for portion in portions]):
            yield future.result()


def _lists(addresses: list[str]) -> Written:
    return write_lists(Release.of_installation(), addresses, site_now())


def _documents(keys: list[int]) -> Written:
    return write_documents(Release.of_installation(), keys)


def _remove_unknown(release: Release) -> int:
    """Pages and attachments of publications that are not in this database (another one was restored).

    What lies there is looked at before the database: a page written meanwhile belongs to a publication that is found then.
    """
    pages, folders = list(release.names("content")), release.with_attachments()
    ids = set(map(public_id, Publication.objects.values_list("id", flat=True).iterator()))
    known = {f"content/{one}.html" for one in ids}
    return release.drop(name for name in pages if name not in known) + release.forget_attachments(
        one for one in folders if one not in ids
    )
