"""Days not counted in the reply limit while others are asked (REG 33(3)): intervals, their union, the day they lead to.

All days are ordinals. An interval (a, b) excludes every day after a up to and including b.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.law.calendar import Calendar

Interval = tuple[int, int]


class Counted(NamedTuple):
    """A due day and, for each interval that mattered, how many working days it excluded."""

    due: int
    excluded: tuple[tuple[int, int, int], ...] = ()


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """Overlapping and touching intervals merged, in order; empty ones dropped."""
    merged: list[Interval] = []
    for begin, end in sorted(intervals):
        if end <= begin:
            continue
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged


def count_to(calendar: Calendar, start: int, number: int, intervals: Sequence[Interval]) -> Counted:
    """The ``number``-th working day after ``start`` that lies in no interval (``intervals`` from ``union``).

    An interval that begins on or after the due day reached so far no longer matters: the period was already over.
    """
    left = number
    position = start
    excluded = []
    for begin, end in intervals:
        if end <= position:
            continue
        begin = max(begin, position)
        before = calendar.between(position, begin)
        if before >= left:
            break
        left -= before
        position = end
        excluded.append((begin, end, calendar.between(begin, end)))
    return Counted(calendar.add(position, left), tuple(excluded))
