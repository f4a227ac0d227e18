"""Everything that is published written as files: on the first start, after an upgrade or a change of the site's names.

One process writes the lists, a few under each hold of their lock, the others documents in portions, each read and written under the lock of
its part: so the worker goes on beside it. Pages that say the same already are left alone; pages of publications nobody knows any more
are removed.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from multiprocessing import get_context

from django.db import connections
from django.template.loader import get_template
from django.urls import get_resolver

from gongkai.agencies.models import Agency
from gongkai.catalogue.columns import COLUMNS, CONTENT, REPORTS
from gongkai.editions.models import Publication
from gongkai.editions.selectors import months_published
from gongkai.numbering.keys import public_id
from gongkai.publication.consumer import write_documents, write_in_turns
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

PORTION = 400
TEMPLATES = ("portal/base.html", "portal/frame.html", "portal/document.html", "portal/content_list.html")
Told = Callable[[int, int], None]


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
    done, lists = Written(), sorted(shared_addresses())
    portions = _portions()
    number = sum(map(len, portions)) + len(lists)
    works = [partial(_lists, lists), *(partial(_documents, portion) for portion in portions)]
    for written in _each(works, workers or os.cpu_count() or 1):
        done.add(written)
        told(done.written + done.unchanged, number)
    done.removed += _remove_unknown(release)
    keep_fingerprint(release)
    return done


def shared_addresses() -> set[str]:
    """Front pages, lists, feeds, site maps, reports."""
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


def _each(works: Sequence[Callable[[], Written]], workers: int) -> Iterator[Written]:
    if workers == 1:
        for work in works:
            yield work()
        return
    get_resolver().url_patterns  # noqa: B018 - all addresses are loaded once, not again in every child; so are the templates most pages have
    for name in TEMPLATES:
        get_template(name)
    connections.close_all()  # a connection must not be shared with a child
    with ProcessPoolExecutor(workers, mp_context=get_context("fork"), initializer=connections.close_all) as pool:
        for future in as_completed([pool.submit(work) for work in works]):
            yield future.result()


def _lists(addresses: Sequence[str]) -> Written:
    return write_in_turns(Release.of_installation(), addresses, site_now())


def _documents(keys: Sequence[int]) -> Written:
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
