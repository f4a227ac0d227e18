"""The lexicon in force: the latest version in the database, or the starter file where none was imported yet."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.db.models import Max

from gongkai.wording.checking import Lexicon
from gongkai.wording.lexicon_file import Entry, read_lexicon
from gongkai.wording.models import LexiconEntry, LexiconVersion

STARTER = Path(__file__).with_name("starter.csv")


def current_lexicon() -> Lexicon:
    """One query; the entries are read again only when there is a newer version."""
    return _loaded(current_number())


def current_number() -> int:
    """0 while the starter is in force."""
    number: int | None = LexiconVersion.objects.aggregate(last=Max("number"))["last"]
    return number or 0


@lru_cache(maxsize=2)
def _starter() -> tuple[Entry, ...]:
    return tuple(read_lexicon(STARTER.name, STARTER.read_bytes(), frozenset()))


def _loaded(number: int) -> Lexicon:
    key = 0
    if number:
        key = LexiconVersion.objects.values_list("id", flat=True).get(number=number)
    return _by_version(number, key)


@lru_cache(maxsize=3)
def _by_version(number: int, key: int) -> Lexicon:
    """Keyed by the row's own key as well: another database's version of that number is another lexicon."""
    if number == 0:
        return Lexicon(0, _starter())
    rows = LexiconEntry.objects.filter(version_id=key).order_by("id")
    return Lexicon(number, [
        Entry(row.wrong, row.right, row.severity, row.category, row.agency_code, tuple(row.unless)) for row in rows
    ])  # fmt: skip
