"""Synonyms: groups of terms of which a query may use any (低保 = 最低生活保障). Applied to queries only, never to the index.

The table is a text file: one group a line, terms separated by commas, ``#`` begins a remark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from gongkai.search.analysis.atoms import segments

Phrase = tuple[str, ...]
Group = tuple[Phrase, ...]
MOST_ALTERNATIVES = 8


def read_table(text: str) -> tuple[Group, ...]:
    """The groups of a table. A term that is broken by a sentence mark, or a group with fewer than two terms, is passed over."""
    rows = (line.replace("，", ",").split(",") for line in text.splitlines() if not line.lstrip().startswith("#"))
    groups = (tuple(dict.fromkeys(phrase for term in row if (phrase := phrase_of(term)))) for row in rows)
    return tuple(group for group in groups if len(group) > 1)


@cache
def packaged_table() -> tuple[Group, ...]:
    return read_table("\n".join(packaged_terms()))


@cache
def packaged_terms() -> tuple[str, ...]:
    """The lines of the packaged table as they are written."""
    text = files(__package__).joinpath("synonyms.csv").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def alternatives(phrase: Phrase, groups: Sequence[Group]) -> tuple[Phrase, ...]:
    """The phrase itself, then the phrase with one of its terms replaced by each other of the group, at most ``MOST_ALTERNATIVES``."""
    found = [phrase]
    for group in groups:
        for start, term in _occurrences(phrase, group):
            others = (other for other in group if other != term)
            found.extend(phrase[:start] + other + phrase[start + len(term) :] for other in others)
    return tuple(dict.fromkeys(found))[:MOST_ALTERNATIVES]


def phrase_of(term: str) -> Phrase:
    """Its atoms; empty when a sentence mark breaks it or nothing of it is searched."""
    parts = segments(term)
    return tuple(parts[0]) if len(parts) == 1 else ()


def _occurrences(phrase: Phrase, group: Group) -> Iterator[tuple[int, Phrase]]:
    """Where terms of the group stand, the longest at each place: 住房公积金 is not 公积金 with something before it."""
    by_length = sorted(group, key=len, reverse=True)
    start = 0
    while start < len(phrase):
        term = next((term for term in by_length if phrase[start : start + len(term)] == term), None)
        if term is not None:
            yield start, term
        start += len(term) if term else 1
