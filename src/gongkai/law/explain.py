"""Why a day is what it is: steps with day and article, and the due day that carries them.

A step states what happened or what was added. The working days of the steps of one chain add up to the day of the
chain, so that a reader with a wall calendar can follow them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gongkai.law.reference import Basis


class Step(NamedTuple):
    """One line of an explanation: ``text`` says what, ``day`` where the count stands after it, ``basis`` the article.

    ``added`` is the number of working days the step moves the count on (0 for a mere fact).
    """

    text: str
    day: date
    basis: Basis
    added: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """A due day with its reasons. ``missing_years``: years whose holiday notice is not loaded although the count reaches them."""

    day: date
    why: tuple[Step, ...]
    missing_years: tuple[int, ...] = ()

    @property
    def provisional(self) -> bool:
        """True when a year without a holiday notice was counted as plain Monday to Friday."""
        return bool(self.missing_years)
