"""What changed between two texts, line by line: for two editions, for a conflict between two officers, for a correction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Change:
    """``how`` is same, changed, added or removed; a side without the line is empty."""

    how: str
    old: tuple[str, ...]
    new: tuple[str, ...]


_HOW = {"equal": "same", "replace": "changed", "insert": "added", "delete": "removed"}


def compared(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """The whole of both texts in order, cut into runs that are the same or differ."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [Change(_HOW[how], tuple(old[i:j]), tuple(new[k:m])) for how, i, j, k, m in matcher.get_opcodes()]


def is_same(changes: Sequence[Change]) -> bool:
    return all(change.how == "same" for change in changes)
