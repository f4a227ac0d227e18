"""Passages in which a query was found, as escaped HTML with ``<mark>`` around what was found.

A match never reaches over a line, so lines are looked at one by one, and only those with a match are mapped back to their text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from gongkai.search.analysis.atoms import PlacedAtom, placed_atoms, segments
from gongkai.search.analysis.characters import fold
from gongkai.search.analysis.synonyms import Phrase

BEFORE, LENGTH = 30, 120
LONGEST_LINE = 2_000
_LONGEST_PASSAGE = 4  # times the length, where what was found is that long itself
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line, or a part of a long one: a file may be one line of a million characters, and only a part is mapped back."""

    text: str
    begins: bool = True
    ends: bool = True


def spans(text: str, phrases: Iterable[Phrase]) -> list[Span]:
    """Where the phrases stand in the text, first to last; what touches or overlaps is one span."""
    atoms = placed_atoms(text)
    found = sorted(span for phrase in phrases for span in _occurrences(atoms, phrase))
    merged: list[Span] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def marked(text: str, phrases: Iterable[Phrase]) -> str:
    """The whole text, escaped, with its matches marked."""
    return _mark(text, spans(text, phrases), 0, len(text))


def snippet(text: str, phrases: Sequence[Phrase], length: int = LENGTH) -> str:
    """About ``length`` characters around the line with the most different phrases; the beginning where nothing is found."""
    counted = ((_found_in(piece.text, phrases), piece) for piece in _pieces(text, phrases))
    most, best = max(counted, key=lambda pair: pair[0], default=(0, _Piece("")))
    if not most:
        return escape(_beginning(text, length))
    places = spans(best.text, phrases)
    first = max(0, min(places[0][0] - BEFORE, len(best.text) - length))
    last = min(len(best.text), max(first + length, places[0][1]), first + _LONGEST_PASSAGE * length)
    body = _mark(best.text, places, first, last)
    from_the_start, to_the_end = best.begins and not first, best.ends and last == len(best.text)
    return ("" if from_the_start else "…") + body + ("" if to_the_end else "…")


def _pieces(text: str, phrases: Sequence[Phrase]) -> Iterator[_Piece]:
    """The lines; long ones in pieces that overlap by more than the longest phrase, so that none is cut in two everywhere."""
    overlap = LENGTH + 2 * max((len("".join(phrase)) for phrase in phrases), default=0)
    size = LONGEST_LINE + overlap
    for line in filter(None, map(str.strip, text.splitlines())):
        for start in range(0, max(1, len(line) - overlap), LONGEST_LINE):
            yield _Piece(line[start : start + size], start == 0, start + size >= len(line))


def _beginning(text: str, length: int) -> str:
    start = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        start = f"{start} {line}" if start else line
        if len(start) > length:
            return start[:length] + "…"
    return start


def _found_in(line: str, phrases: Sequence[Phrase]) -> int:
    """How many of the phrases a line has. Most lines lack an atom and are done with one look each."""
    folded = fold(line)
    likely = [phrase for phrase in phrases if all(atom in folded for atom in phrase)]
    if not likely:
        return 0
    texts = ["\x1f" + "\x1f".join(part) + "\x1f" for part in segments(line)]
    wanted = ("\x1f" + "\x1f".join(phrase) + "\x1f" for phrase in likely)
    return sum(any(phrase in text for text in texts) for phrase in wanted)


def _occurrences(atoms: Sequence[PlacedAtom], phrase: Phrase) -> Iterable[Span]:
    size = len(phrase)
    if not size:
        return
    for place in range(len(atoms) - size + 1):
        if atoms[place].atom != phrase[0]:
            continue
        run = atoms[place : place + size]
        if run[-1].segment == run[0].segment and tuple(atom.atom for atom in run) == phrase:
            yield run[0].start, run[-1].end


def _mark(text: str, places: Iterable[Span], first: int, last: int) -> str:
    pieces, here = [], first
    for start, end in places:
        if end <= first or start >= last:
            continue
        start, end = max(start, first), min(end, last)
        pieces += [escape(text[here:start]), "<mark>", escape(text[start:end]), "</mark>"]
        here = end
    return "".join([*pieces, escape(text[here:last])])
