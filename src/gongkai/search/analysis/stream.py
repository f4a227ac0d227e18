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
import sys
from array import array
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
_BIGRAM_BREAK = f" {BREAK_WORD} "
_TRIGRAM_BREAK = f" {' '.join([BREAK_WORD] * BREAK_STEP)} "
_EDGE = BREAK_WORD * 2
_CODES = f"utf-32-{sys.byteorder[0]}e"
_RUN = re.compile("[a-z0-9]")
_AFTER_ASCII = "{"  # every atom of letters and digits sorts before it, every other atom after it


@dataclass(frozen=True, slots=True)
class Stream:
    """``bigrams`` and ``trigrams`` in order within a segment, ``atoms`` each once; all are words with a space between them."""

    bigrams: str
    trigrams: str
    atoms: str


def stream(text: str) -> Stream:
    """Segments without letters and digits, which are most of a Chinese text, are cut all at once, before the others: no phrase
    reaches from segment to segment, so their order tells nothing."""
    plain: list[str] = []
    mixed: list[list[str]] = []
    for part in fold(text).split(BREAK):
        if _RUN.search(part):
            mixed.append(ATOM.findall(part))
        else:
            plain.append(part)
    together = _EDGE.join(filter(None, _EDGE.join(plain).replace(SPACE, "").split(_EDGE)))
    atoms = dict.fromkeys(together.replace(_EDGE, ""))
    twos, threes = _windows(together) if together else ([], [])
    for found in mixed:
        atoms.update(dict.fromkeys(found))
        twos.append(" ".join(bigrams(found)))
        threes.append(" ".join(trigrams(found)))
    return Stream(_BIGRAM_BREAK.join(filter(None, twos)), _TRIGRAM_BREAK.join(filter(None, threes)), " ".join(atoms))


def _windows(together: str) -> tuple[list[str], list[str]]:
    """The bigrams and the trigrams of segments of single characters with ``_EDGE`` between them, segment by segment, without
    a step of Python per character. What has a part of an edge in it stands at known places: "…c| || |d…" of pairs,
    "…bc| c|| ||d |de…" of three."""
    edged = _EDGE + together + _EDGE
    twos = _each(edged, 2)[len("|| |") : -len("| ||")].split("| || |")
    threes = _each(edged, 3)[len("||") : -len("||")].split("|| ||")
    ends_of_two, ends_of_three = len("a "), len("a |ab ")
    return [part[ends_of_two:-ends_of_two] for part in twos], [part[ends_of_three:-ends_of_three] for part in threes]


def _each(text: str, width: int) -> str:
    """Each ``width`` neighbouring characters, with a space between: "abcd" -> "ab bc cd"."""
    codes = array("I", text.encode(_CODES, "surrogatepass"))
    number = len(codes) - width + 1
    words = array("I", [ord(" ")]) * (number * (width + 1) - 1)
    for place in range(width):
        words[place :: width + 1] = codes[place : place + number]
    return words.tobytes().decode(_CODES, "surrogatepass")


def bigrams(atoms: Sequence[str]) -> list[str]:
    return [
        left + SEPARATOR + right if left < _AFTER_ASCII and right < _AFTER_ASCII else left + right
        for left, right in pairwise(atoms)
    ]


def trigrams(atoms: Sequence[str]) -> list[str]:
    return [
        SEPARATOR.join(three) if min(three) < _AFTER_ASCII else "".join(three)
        for three in zip(atoms, atoms[1:], atoms[2:], strict=False)
    ]


def cover(phrase: Sequence[str]) -> list[tuple[int, str]]:
    """The fewest trigrams that tell the whole phrase, and where in it they begin. The phrase has ``SPAN`` atoms or more."""
    threes = trigrams(phrase)
    last = len(threes) - 1
    return [(at, threes[at]) for at in (*range(0, last, SPAN), last)]


def whole(text: str) -> str:
    """All atoms of a text in one word, for "the query is the whole title"; empty when there are none, or too many for a name."""
    word = SEPARATOR.join(atom for part in segments(text) for atom in part)
    return word if len(word) <= LONGEST_NAME else ""
