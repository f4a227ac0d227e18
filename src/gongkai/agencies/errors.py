"""Refusals shared by every room: all reasons at once, each naming the field, the value, what is accepted, the article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

FARTHEST_YEARS = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is refused. ``text`` is Chinese, for the officer; ``field`` names the input it stands beside."""

    field: str
    text: str
    article: str = ""

    def __str__(self) -> str:
        return f"{self.text}（{self.article}）" if self.article else self.text


class Refused(Exception):
    """A use case was refused; ``reasons`` holds everything to mend, and nothing was written."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("；".join(map(str, self.reasons)))


class NotAllowed(Refused):
    """The acting officer lacks the role or the agency for this act."""


class NotFound(Refused):
    """There is no such record, or it is not one this officer may see: the two are not told apart."""


def refuse_if(reasons: Iterable[Reason]) -> None:
    """Raise Refused with all reasons, when there are any."""
    found = tuple(reasons)
    if found:
        raise Refused(found)


def reasons_of_state(what: str, state: TextChoices, possible: Iterable[TextChoices], doing: str) -> list[Reason]:
    """Why ``doing`` cannot be done with ``what`` in ``state``: names the state and those in which it can; empty when it can."""
    accepted = tuple(possible)
    if state in accepted:
        return []
    labels = "、".join(str(one.label) for one in accepted)
    return [Reason("state", f"{what}现为“{state.label}”，只有“{labels}”的{what}可以{doing}")]


def too_long(*given: tuple[str, str, str, int]) -> list[Reason]:
    """(field, text, label, most): what was typed is never cut off in silence."""
    return [
        Reason(field, f"{label}最多{most}字，现有{len(text.strip())}字")
        for field, text, label, most in given
        if len(text.strip()) > most
    ]


def too_far(field: str, label: str, day: date, today: date) -> list[Reason]:
    """A planned day more than three years ahead is a slip of the keyboard, and beyond what holiday notices will ever tell."""
    latest = date(today.year + FARTHEST_YEARS, 12, 31)
    return [Reason(field, f"{label}{day}过远，请核对年份；最迟{latest}")] if day > latest else []
