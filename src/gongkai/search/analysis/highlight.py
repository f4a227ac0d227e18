"""Passages in which a query was found, as escaped HTML with ``<mark>`` around what was found.

A match never reaches over a line, so lines are looked at one by one, and only those with a match are mapped back to their text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from gongkai.search.analysis.atoms import PlacedAtom, placed_atoms, segments
from gongkai.search.analysis.characters import fold
from gongkai.search.analysis.synonyms import Phrase

BEFORE, LENGTH = 30, 120
Span = tuple[int, int]


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
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    counted = [(_found_in(line, phrases), line) for line in lines]
    most, best = max(counted, key=lambda pair: pair[0], default=(0, ""))
    if not most:
        start = " ".join(lines)[: length + 1]
        return escape(start if len(start) <= length else start[:length] + "…")
    places = spans(best, phrases)
    first = max(0, min(places[0][0] - BEFORE, len(best) - length))
    last = min(len(best), max(first + length, places[0][1]))
    body = _mark(best, places, first, last)
    return ("…" if first else "") + body + ("…" if last < len(best) else "")


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
