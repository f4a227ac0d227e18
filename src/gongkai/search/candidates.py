"""A filter for the database: rows that can have the words at all. What it lets through is then looked at with the whole analysis.

The database compares characters as they are stored, so each atom is asked for in the forms it is usually written in: simplified and
traditional, half and full width, either case. Rarer forms (⑤, ㎡) are not asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from django.db.models import Q

from gongkai.search.analysis.characters import simplified
from gongkai.search.analysis.query import Query

MOST_ATOMS = 16
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)}


def can_have(query: Query, fields: Sequence[str]) -> Q:
    """Every atom of the query stands in one of the fields. Of a long query the first atoms decide."""
    atoms = dict.fromkeys(atom for phrase in query.phrases for atom in phrase)
    found = Q()
    for atom in list(atoms)[:MOST_ATOMS]:
        found &= Q.create([(f"{name}__{look}", form) for name in fields for look, form in _forms(atom)], Q.OR)
    return found


def _forms(atom: str) -> Iterator[tuple[str, str]]:
    """How it may be written, and how to look for that."""
    if atom.isascii():
        yield "icontains", atom
        yield "contains", atom.translate(_FULL_WIDTH)
        yield "contains", atom.upper().translate(_FULL_WIDTH)
        return
    for form in dict.fromkeys((atom, atom.upper(), *_traditional().get(atom, ()))):
        yield "contains", form


@cache
def _traditional() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for traditional, plain in simplified().items():
        found[plain].append(traditional)
    return dict(found)
