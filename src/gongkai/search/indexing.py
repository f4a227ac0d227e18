"""The outbox consumer that keeps the index up to date, and the rebuild from all editions.

A batch of events names publications; what is public of them now is put into the index, the rest is taken out of it. So a
delivery made twice, or late, changes nothing. The index commits before the delivery is marked: nothing is lost on a kill.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings

from gongkai.numbering.keys import public_id
from gongkai.outbox.consumers import Consumer
from gongkai.outbox.models import Event
from gongkai.search.backends.interface import Unusable
from gongkai.search.home import BATCH, IndexHome
from gongkai.search.snapshots import documents_of, identity, public_documents


def index_home() -> IndexHome:
    return IndexHome(Path(settings.GONGKAI_HOME) / "search")


def take(events: Sequence[Event]) -> None:
    """Bring the index up to date with these events. Raises WriterBusy: the outbox tries again."""
    keys = {int(event.subject) for event in events}
    place = index_home()
    with place.writing():
        try:
            index = place.open(identity())
            public = documents_of(keys)
            index.apply(public.values(), [public_id(key) for key in keys - public.keys()])
            index.close()
        except Unusable:  # also the very first time; what waits further on is indexed twice, which changes nothing
            place.rebuild(public_documents(), identity())


def rebuild(told: Callable[[int], None] = lambda number: None) -> int:
    """Index everything that is public anew and switch. Raises WriterBusy while another process writes."""
    place = index_home()
    with place.writing():
        return place.rebuild(public_documents(), identity(), told)


CONSUMER = Consumer(name="search-index", kinds=("edition.",), take=take, batch=BATCH)
