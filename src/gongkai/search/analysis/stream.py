"""The stream every engine indexes: words between spaces, nothing left for an engine to cut or fold.

Each two neighbouring atoms of a segment make one word (a bigram); ``BREAK_WORD`` stands between segments, so that no phrase reaches
over a sentence mark. Between two runs of letters or digits stands ``SEPARATOR``: "ab" + "c" is never "a" + "bc". One-atom
queries look at the atoms themselves, a second, shorter list without order or repetition.
A phrase of n atoms is a phrase of n - 1 bigrams.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.search.analysis.atoms import segments

SEPARATOR = "_"
BREAK_WORD = "|"
LONGEST_NAME = 2_000
_AFTER_ASCII = "{"  # every atom of letters and digits sorts before it, every other atom after it


@dataclass(frozen=True, slots=True)
class Stream:
    """``bigrams`` in order, ``atoms`` each once; both are words with a space between them."""

    bigrams: str
    atoms: str


def stream(text: str) -> Stream:
    parts = segments(text)
    words = f" {BREAK_WORD} ".join(" ".join(bigrams(part)) for part in parts if len(part) > 1)
    return Stream(words, " ".join(sorted({atom for part in parts for atom in part})))


def bigrams(atoms: Sequence[str]) -> list[str]:
    return [
        left + SEPARATOR + right if left < _AFTER_ASCII and right < _AFTER_ASCII else left + right
        for left, right in pairwise(atoms)
    ]


def whole(text: str) -> str:
    """All atoms of a text in one word, for "the query is the whole title"; empty when there are none, or too many for a name."""
    word = SEPARATOR.join(atom for part in segments(text) for atom in part)
    return word if len(word) <= LONGEST_NAME else ""
