"""The stream every engine indexes: words between spaces, nothing left for an engine to cut or fold.

Each two neighbouring atoms of a segment make one word (a bigram); ``BREAK_WORD`` stands between segments, so that no phrase reaches
over a sentence mark. Between two runs of letters or digits stands ``SEPARATOR``: "ab" + "c" is never "a" + "bc". One-atom
queries look at the atoms themselves, a second, shorter list without order or repetition.
A phrase of n atoms is a phrase of n - 1 bigrams. An engine that keeps places for each three neighbouring atoms (trigrams) instead needs
fewer and rarer words for it: every third of them, and the last (``cover``). So that no such phrase reaches over a sentence mark either,
``BREAK_STEP`` places stand between segments there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.search.analysis.atoms import ATOM, segments
from gongkai.search.analysis.characters import BREAK, SPACE, fold

SEPARATOR = "_"
BREAK_WORD = "|"
LONGEST_NAME = 2_000
SPAN = 3
BREAK_STEP = SPAN
_TRIGRAM_BREAK = f" {' '.join([BREAK_WORD] * BREAK_STEP)} "
_RUN = re.compile("[a-z0-9]")
_AFTER_ASCII = "{"  # every atom of letters and digits sorts before it, every other atom after it


@dataclass(frozen=True, slots=True)
class Stream:
    """``bigrams`` and ``trigrams`` in order, ``atoms`` each once; all are words with a space between them."""

    bigrams: str
    trigrams: str
    atoms: str


def stream(text: str) -> Stream:
    """A part without letters and digits, which is most of a Chinese text, is its own list of atoms."""
    twos: list[str] = []
    threes: list[str] = []
    atoms: set[str] = set()
    for part in fold(text).split(BREAK):
        found = ATOM.findall(part) if _RUN.search(part) else part.replace(SPACE, "")
        atoms.update(found)
        if len(found) < 2:
            continue
        pairs = list(map(str.__add__, found, found[1:])) if isinstance(found, str) else bigrams(found)
        twos.append(" ".join(pairs))
        if len(found) >= SPAN:
            threes.append(" ".join(map(str.__add__, pairs, found[2:]) if isinstance(found, str) else trigrams(found)))
    return Stream(f" {BREAK_WORD} ".join(twos), _TRIGRAM_BREAK.join(threes), " ".join(sorted(atoms)))


def bigrams(atoms: Sequence[str]) -> list[str]:
    return [
        left + SEPARATOR + right if left < _AFTER_ASCII and right < _AFTER_ASCII else left + right
        for left, right in pairwise(atoms)
    ]


def trigrams(atoms: Sequence[str]) -> list[str]:
    return [_together(atoms[at : at + SPAN]) for at in range(len(atoms) - SPAN + 1)]


def cover(phrase: Sequence[str]) -> list[tuple[int, str]]:
    """The fewest trigrams that tell the whole phrase, and where in it they begin. The phrase has ``SPAN`` atoms or more."""
    last = len(phrase) - SPAN
    return [(at, _together(phrase[at : at + SPAN])) for at in (*range(0, last, SPAN), last)]


def _together(atoms: Sequence[str]) -> str:
    return (SEPARATOR if min(atoms) < _AFTER_ASCII else "").join(atoms)


def whole(text: str) -> str:
    """All atoms of a text in one word, for "the query is the whole title"; empty when there are none, or too many for a name."""
    word = SEPARATOR.join(atom for part in segments(text) for atom in part)
    return word if len(word) <= LONGEST_NAME else ""
