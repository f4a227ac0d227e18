"""What a check of the whole installation finds: where, and what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Damage:
    """One finding of ``gongkai check``. ``place`` is a code, a number or a public id; neither holds personal text."""

    place: str
    problem: str
