"""The error of this package: it says which field was given which value, and what would have been accepted."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class LawError(ValueError):
    """A question the law's tables cannot answer as it was put.

    ``field`` names what was asked about, ``value`` what was given, ``accepted`` what would be right (may be empty),
    ``hint`` one more sentence, such as an example or the nearest known name.
    """

    def __init__(self, field: str, value: object, accepted: Iterable[str] = (), hint: str = "") -> None:
        self.field = field
        self.value = value
        self.accepted = tuple(accepted)
        self.hint = hint
        super().__init__(str(self))

    def __str__(self) -> str:
        text = f"{self.field}: {self.value!r} is not accepted"
        if self.accepted:
            text += f"; accepted: {', '.join(self.accepted)}"
        return f"{text}. {self.hint}" if self.hint else text


def nearest(value: object, known: Iterable[str]) -> str:
    """A hint naming the known word nearest to what was written, or an empty text."""
    matches = get_close_matches(str(value), list(known), n=1, cutoff=0.5)
    return f"Did you mean {matches[0]}?" if matches else ""
