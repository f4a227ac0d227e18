"""The half of `gongkai search` that reads the installation."""

from __future__ import annotations

import time

from gongkai.cli.answers import print_json, tell
from gongkai.cli.database import refuse_unless_current
from gongkai.cli.errors import Refused
from gongkai.search import indexing, service
from gongkai.search.backends.interface import Unusable
from gongkai.search.locks import WriterBusy
from gongkai.search.pages import Page, Wish


def find(wish: Wish, with_synonyms: bool) -> Page:
    """Answer from the index; without a usable one from the editions, and write it anew before ending."""
    refuse_unless_current()
    page = service.search(wish, with_synonyms)
    if service.wait_for_the_rebuild():
        page = service.search(wish, with_synonyms)
    return page


def rebuild(as_json: bool) -> int:
    """Raises Refused while another process writes."""
    refuse_unless_current()
    began = time.monotonic()
    try:
        number = indexing.rebuild(lambda done: tell(f"gongkai: {done:,} indexed"))
    except (WriterBusy, Unusable) as error:
        raise Refused(str(error)) from error
    seconds = round(time.monotonic() - began, 1)
    if as_json:
        print_json({"documents": number, "seconds": seconds})
    tell(f"gongkai: the search index is written anew: {number:,} documents in {seconds} s")
    return 0
