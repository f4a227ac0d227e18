"""The outbox consumer that keeps the index up to date, and the rebuild from all editions.

A batch of events names publications; what is public of them now is put into the index, the rest is taken out of it. So a
delivery made twice, or late, changes nothing. The index commits before the delivery is marked: nothing is lost on a kill.
A rebuild leaves the index in use to the worker, and before the switch takes in what happened since it began.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from django.conf import settings

from gongkai.editions.models import Publication
from gongkai.jobs.recurring import Recurring
from gongkai.numbering.keys import first_key_at, public_id
from gongkai.outbox.consumers import Consumer, NotNow
from gongkai.outbox.models import Event
from gongkai.search import background
from gongkai.search.backends.address import Address, read_address
from gongkai.search.backends.interface import Away, Backend, NotMade, Unusable
from gongkai.search.cluster import ClusterHome
from gongkai.search.documents import Document, portions
from gongkai.search.file_texts import forget_files, note_files, read_waiting_files
from gongkai.search.home import BATCH, Home, IndexHome
from gongkai.search.locks import WriterBusy
from gongkai.search.snapshots import documents_of, how_many_are_public, identity, public_documents, public_rows

KIND = "edition."
_log = logging.getLogger(__name__)
MOST_AT_ONCE = 500
"""So many are indexed inside the delivery when there is no index: it holds the database, and whoever publishes, for less than half a second."""
SECONDS_FOR_A_TURN, SECONDS_FOR_THE_SWITCH = 0.1, 60.0
"""A turn is waited for inside the delivery's transaction, which on SQLite nobody else can write beside: not long."""
_LONGEST_TRANSACTION = timedelta(minutes=5)
"""An event is older than its commit by at most this."""


def index_home() -> Home:
    """Where this installation keeps its index: ``GONGKAI_SEARCH``."""
    folder = Path(settings.GONGKAI_HOME) / "search"
    chosen = read_address(settings.GONGKAI_SEARCH)
    return ClusterHome(chosen, folder) if isinstance(chosen, Address) else IndexHome(folder, chosen)


def take(events: Sequence[Event]) -> None:
    """Bring the index up to date with these events. Raises NotNow while that cannot be: the outbox tries again, nothing is lost.

    Where there is no index, making one takes these events in. Of many documents it is made by a process of its own, since the worker would
    hold the database all the while; if that is cut short there is still no index, and the next event or question begins anew.
    """
    try:
        _take({int(event.subject) for event in events})
    except (
        Unusable,
        OSError,
    ) as problem:  # a full disk, a folder that cannot be written, a cluster that is down: no event is at fault
        raise NotNow(str(problem)) from problem


def _take(keys: Collection[int]) -> None:
    place = index_home()
    try:
        with place.writing(SECONDS_FOR_A_TURN):
            index = place.open(identity())
            _bring_up_to_date(index, keys)
            index.close()
    except Away:
        raise
    except Unusable as problem:  # also the very first time
        if how_many_are_public() <= MOST_AT_ONCE:
            rebuild()
            return
        rebuild_beside()
        if not isinstance(problem, NotMade):  # the index before may come back, as when a disk has room again
            raise


def rebuild_beside() -> None:
    """Begin a rebuild in a process of its own unless one is under way, here or elsewhere, or has no place to be made."""
    try:
        with index_home().rebuilding():
            pass
        background.begin()
    except (WriterBusy, Unusable):
        return
    except OSError as problem:
        _log.warning("search index: it cannot be made anew: %s", problem)


class Stopped(Exception):
    """A rebuild that was told not to go on. It leaves nothing behind."""


def rebuild(told: Callable[[int], None] = lambda number: None, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Index everything that is public anew and switch; how many documents. ``goes_on`` is asked between portions.

    Raises WriterBusy while another process does it, Stopped when ``goes_on`` says no.
    """
    place, whose = index_home(), identity()
    with place.rebuilding():
        began = datetime.now(UTC)
        fresh = place.begin(whose)
        try:
            number = _fill(fresh.index, public_documents(partial(_look_at, goes_on)), told)
            with place.writing(SECONDS_FOR_THE_SWITCH):
                since = Event.objects.filter(kind__startswith=KIND, id__gte=first_key_at(began - _LONGEST_TRANSACTION))
                _bring_up_to_date(fresh.index, {int(subject) for subject in since.values_list("subject", flat=True)})
                place.switch(fresh, whose)
        except BaseException:
            place.abandon(fresh)
            raise
    return number


def read_files(moment: datetime) -> None:
    """Recurring: read files that wait, and index their documents again. Raises WriterBusy: the next round does it."""
    place = index_home()
    if keys := read_waiting_files():
        try:
            with place.writing(SECONDS_FOR_THE_SWITCH):
                index = place.open(identity())
                _bring_up_to_date(index, keys)
                index.close()
        except Unusable:  # the index that is made next has these texts
            return


def _bring_up_to_date(index: Backend, keys: Collection[int]) -> None:
    rest = iter(keys)
    while batch := set(islice(rest, BATCH)):
        rows = public_rows(batch)
        note_files(rows)
        forget_files(batch - {row.id for row in rows})
        public = documents_of(batch)
        index.apply(public.values(), [public_id(key) for key in batch - public.keys()])


def _look_at(goes_on: Callable[[], bool], rows: Sequence[Publication]) -> None:
    """A portion before it is indexed. Raises Stopped."""
    if not goes_on():
        raise Stopped
    note_files(rows)


def _fill(index: Backend, documents: Iterable[Document], told: Callable[[int], None]) -> int:
    number = 0
    for batch in portions(documents):
        index.apply(batch, new=True)
        number += len(batch)
        told(number)
    return number


CONSUMER = Consumer(name="search-index", kinds=(KIND,), take=take, batch=BATCH)
RECURRING = (Recurring("search-read-files", timedelta(seconds=5), read_files),)
