"""What the readers gather: texts with their places, properties, what is hidden, what could not be read."""

from __future__ import annotations

from typing import Any

from gongkai.files.readers.limits import MOST_CHARACTERS


class TooMuchText(Exception):
    """More text than anybody can check."""


class Gathered:
    """Texts as (where, text). ``not_scannable``: something of the file stayed unseen, so that nobody may say it is clean."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, str]] = []
        self.hidden: list[tuple[str, str]] = []
        self.properties: dict[str, str] = {}
        self.problems: list[str] = []
        self.is_scannable = True
        self._characters = 0

    def part(self, where: str, text: str) -> None:
        self._keep(self.parts, where, text)

    def hide(self, where: str, text: str) -> None:
        self._keep(self.hidden, where, text)

    def property(self, name: str, value: object) -> None:
        text = str(value).strip() if value is not None else ""
        if text:
            self._count(text)
            self.properties[name] = text[:2000]

    def unseen(self, problem: str) -> None:
        self.is_scannable = False
        if problem not in self.problems:
            self.problems.append(problem)

    def as_json(self) -> dict[str, Any]:
        return {
            "parts": self.parts, "hidden": self.hidden, "properties": self.properties, "problems": self.problems,
            "is_scannable": self.is_scannable,
        }  # fmt: skip

    def _keep(self, kept: list[tuple[str, str]], where: str, text: str) -> None:
        if text.strip():
            self._count(text)
            kept.append((where, text.strip()))

    def _count(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > MOST_CHARACTERS:
            raise TooMuchText
