"""Atoms: the smallest parts that are compared. One Han character (or letter of another script), or a run of [a-z0-9].

Atoms that stand between two breaks are a segment; a phrase is found inside one segment only. A run longer than
``LONGEST_RUN`` is cut there, in texts and in queries alike, because engines limit the length of a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.search.analysis.characters import BREAK, fold, fold_with_map

LONGEST_RUN = 100
ATOM = re.compile(rf"[a-z0-9]{{1,{LONGEST_RUN}}}|[^ {BREAK}]")
_ATOM_OR_BREAK = re.compile(rf"{ATOM.pattern}|{BREAK}")

Segment = list[str]


@dataclass(frozen=True, slots=True)
class PlacedAtom:
    """An atom and where it stood: ``text[start:end]``. ``segment`` counts from 0; neighbours in one segment are adjacent."""

    atom: str
    start: int
    end: int
    segment: int


def segments(text: str) -> list[Segment]:
    """The atoms of a text, segment by segment; segments without atoms are left out."""
    find = ATOM.findall
    return [atoms for part in fold(text).split(BREAK) if (atoms := find(part))]


def placed_atoms(text: str) -> list[PlacedAtom]:
    """The atoms of a text with their places."""
    folded, places = fold_with_map(text)
    found: list[PlacedAtom] = []
    segment = 0
    for match in _ATOM_OR_BREAK.finditer(folded):
        if match[0] == BREAK:
            segment += 1
        else:
            found.append(PlacedAtom(match[0], places[match.start()][0], places[match.end() - 1][1], segment))
    return found
