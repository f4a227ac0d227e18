"""A composed letter: plain values, ready to be printed, kept as JSON so that it prints the same for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Slip:
    """The page a third party or an agency sends back."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterDocument:
    """``kind`` of ``law.letters``; ``signature`` is the agency that seals; ``enclosures`` are listed before the signature."""

    kind: str
    agency: str
    number: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    made_on: date
    enclosures: tuple[str, ...] = ()
    slip: Slip | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"made_on": self.made_on.isoformat()}

    @staticmethod
    def from_json(kept: Mapping[str, Any]) -> LetterDocument:
        slip = kept.get("slip")
        return LetterDocument(
            kind=kept["kind"], agency=kept["agency"], number=kept["number"], title=kept["title"],
            addressee=kept["addressee"], paragraphs=tuple(kept["paragraphs"]),
            made_on=date.fromisoformat(kept["made_on"]), enclosures=tuple(kept.get("enclosures", ())),
            slip=Slip(slip["title"], tuple(slip["lines"])) if slip else None,
        )  # fmt: skip

    @property
    def day_zh(self) -> str:
        return f"{self.made_on.year}年{self.made_on.month}月{self.made_on.day}日"


def day_zh(day: date) -> str:
    """A day as letters write it: 2022年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
