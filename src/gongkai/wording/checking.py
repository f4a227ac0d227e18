"""Find entries of a lexicon in a text: every entry at every place, exceptions left out; spaces inside a wording are seen through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.wording.lexicon_file import Entry
from gongkai.wording.models import Severity

AROUND = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """One place in a text. ``around`` shows it with its neighbours."""

    entry: Entry
    start: int
    around: str

    @property
    def blocks(self) -> bool:
        return self.entry.severity == Severity.SERIOUS


class Lexicon:
    """Entries by their first two characters, so that a text is read once however many entries there are."""

    def __init__(self, number: int, entries: Sequence[Entry]) -> None:
        self.number, self.entries = number, tuple(entries)
        self._by_start: dict[str, list[Entry]] = defaultdict(list)
        for entry in sorted(entries, key=lambda one: -len(one.wrong)):
            self._by_start[entry.wrong[:2]].append(entry)

    def hits(self, text: str, agency_path: str = "") -> list[Hit]:
        """In the order of the text; of two entries at one place the longer one. ``agency_path`` decides about scopes."""
        plain, places = _without_spaces(text)
        found: list[Hit] = []
        end = 0
        for start in range(len(plain) - 1):
            if start < end:
                continue
            for entry in self._by_start.get(plain[start : start + 2], ()):
                if (
                    plain.startswith(entry.wrong, start)
                    and _applies(entry, agency_path)
                    and not _excepted(entry, plain, start)
                ):
                    end = start + len(entry.wrong)
                    found.append(Hit(entry, places[start], _around(text, places[start], places[end - 1] + 1)))
                    break
        return found


def _applies(entry: Entry, agency_path: str) -> bool:
    return not entry.agency_code or f"/{entry.agency_code}/" in agency_path


def _excepted(entry: Entry, text: str, start: int) -> bool:
    """Does the wording stand inside one of its exceptions?"""
    for right in entry.unless:
        inside = right.find(entry.wrong)
        if inside >= 0 and text.startswith(right, start - inside) and start >= inside:
            return True
    return False


def _without_spaces(text: str) -> tuple[str, list[int]]:
    kept = [(character, place) for place, character in enumerate(text) if character not in " \u3000\u00a0\u200b"]
    return "".join(character for character, _ in kept), [place for _, place in kept]


def _around(text: str, start: int, end: int) -> str:
    before = text[max(0, start - AROUND) : start].split("\n")[-1]
    after = text[end : end + AROUND].split("\n")[0]
    return f"{before}【{text[start:end]}】{after}"


def worst(hits: Iterable[Hit]) -> str:
    """The gravest severity among hits; empty for none."""
    order = list(Severity.values)
    return min((hit.entry.severity for hit in hits), key=order.index, default="")
