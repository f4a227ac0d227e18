"""The outbox consumer: after publications, corrections and withdrawals the pages they touch are written anew, and only those.

Documents first (what was taken down goes before anything else), then the lists that name them. Made twice, it changes nothing.
A withdrawal does not wait for the worker: ``take_down_now`` runs right after its commit, in the process that made it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from time import sleep
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address
from gongkai.numbering.keys import key_of
from gongkai.outbox.consumers import Consumer
from gongkai.outbox.models import Event
from gongkai.publication.release import SHARED, Release, Written
from gongkai.publication.rendering import (
    NothingYet,
    attachment_lines,
    document_pages,
    name_of,
    shared_pages,
    site_now,
    stripe_of,
)
from gongkai.publication.shown import KEY_AREAS, lists_of, tied_to

if TYPE_CHECKING:
    from gongkai.portal.site import Site

BATCH, TURN = 40, 30
BETWEEN_TURNS = 0.002
"""Seconds: who gives a lock back and takes it again at once mostly gets it before who waits for it."""


def take(events: Sequence[Event]) -> None:
    """Before the first whole writing there is nothing to bring up to date: it begins by saying so and reads everything afterwards."""
    release = Release.of_installation()
    if not release.is_begun:
        return
    show_again({key for event in events for key in _touched(event)})
    with release.holding(SHARED):
        _drop_key_areas(release)


def take_down_now(events: Sequence[Event]) -> None:
    """Notices instead of the pages, their attachments out of reach; lists that named them are answered live until they are written anew.

    Who writes from an older reading holds the lock of that part until it lies there; this comes after it. All that one act took
    down goes together: a sheet of a hundred makes files last once, not a hundred times.
    """
    release = Release.of_installation()
    if not release.is_begun:
        return
    keys = {int(event.subject) for event in events}
    try:
        write_documents(release, {*keys, *tied_to(keys)})
    except NothingYet:  # the own portal was switched off a moment ago
        release.close()
        return
    with release.holding(SHARED):
        release.drop(map(name_of, lists_of(loaded(keys))))
        _drop_key_areas(release)


def _drop_key_areas(release: Release) -> None:
    """A page over all items of an area costs too much to be written after each of them: live until the next look writes it (``recurring.refresh``)."""
    for folder in KEY_AREAS:
        release.drop(list(release.names(folder)))


def _touched(event: Event) -> Iterator[int]:
    """An edition's publication; of a tie, both its ends; none where only the key areas read otherwise."""
    if event.kind.startswith("completeness."):
        return
    if event.kind.startswith("links."):
        yield from (key_of(event.payload[end]) for end in ("document", "source"))
    else:
        yield int(event.subject)


def show_again(keys: Collection[int]) -> Written:
    """Write every page anew on which one of these publications stands or stood."""
    release = Release.of_installation()
    try:
        site = site_now()
    except NothingYet:
        return Written()
    done = write_documents(release, {*keys, *tied_to(keys)})
    with release.holding(SHARED):
        rows = list(loaded(keys))
        done.add(write_lists(release, lists_of(rows), site))
    return done


def write_in_turns(release: Release, addresses: Iterable[str], site: Site) -> Written:
    """Many shared pages, a few under each hold of their lock: a publication that waits for it goes between two turns."""
    done, rest = Written(), iter(sorted(addresses))
    while turn := list(islice(rest, TURN)):
        with release.holding(SHARED):
            done.add(write_lists(release, turn, site))
        sleep(BETWEEN_TURNS)
    return done


def write_lists(release: Release, addresses: Collection[str], site: Site) -> Written:
    """Pages many publications share, under the lock SHARED. One that is no more (a month with nothing left) or fails is taken away."""
    pages = shared_pages(addresses, site)
    done = release.put(pages)
    done.removed += release.drop(set(map(name_of, addresses)) - {page.name for page in pages})
    return done


def write_documents(release: Release, keys: Collection[int]) -> Written:
    """Pages and attachments of these publications, read and written under the locks of their parts."""
    site = site_now()
    with release.holding(*map(stripe_of, keys)):
        rows = sorted(_with_agencies(keys), key=lambda row: row.state == Publication.State.PUBLISHED)
        pages = list(document_pages(rows, site))
        done = release.put(pages, attachment_lines(rows))
        names = {name_of(content_address(key)) for key in keys}
        done.removed += release.drop(names - {page.name for page in pages})
    return done


def _with_agencies(keys: Collection[int]) -> list[Publication]:
    """Hundreds of publications of a few agencies: each agency is made once, not once a row."""
    rows = list(Publication.objects.filter(id__in=keys).select_related("current"))
    agencies = Agency.objects.in_bulk({row.agency_id for row in rows})
    for row in rows:
        row.agency = agencies[row.agency_id]
    return rows


def loaded(keys: Collection[int]) -> QuerySet[Publication]:
    return Publication.objects.filter(id__in=keys).select_related("agency", "current")


CONSUMER = Consumer(
    name="pages",
    kinds=("edition.", "links.", "topics.", "completeness."),
    take=take,
    batch=BATCH,
    urgent=("edition.withdraw",),
    at_once=take_down_now,
)
