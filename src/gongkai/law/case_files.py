"""The worked cases a lawyer reads and writes: ``law/cases/due/*.yaml``.

A file is a list of cases: ``name``, ``basis`` (articles), then either ``channel`` and ``events`` or ``rule`` and
``from``, and ``expect``: fields of the answer; ``why`` lists words that must occur in the steps, in this order. An event
is written ``{submitted: 2022-01-19}``, with further fields beside it: ``{extended: 2023-05-09, days: 15}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from gongkai.law.events import EVENT_TYPES

FOLDER = Path(__file__).parent / "cases" / "due"
_TYPES = frozenset(kind.name for kind in EVENT_TYPES)


class CaseFileError(ValueError):
    """A case file that cannot be read; the message names the file, the case and what would be right."""


@dataclass(frozen=True, slots=True)
class Case:
    """One worked case: the document to answer and the fields its answer must have."""

    file: str
    name: str
    basis: tuple[str, ...]
    document: Mapping[str, Any]
    expect: Mapping[str, Any]


def load_cases(folder: Path = FOLDER) -> tuple[Case, ...]:
    """All cases of the folder, by file name. Raises CaseFileError."""
    return tuple(case for path in sorted(folder.glob("*.yaml")) for case in read_cases(path))


def read_cases(path: Path) -> list[Case]:
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CaseFileError(f"{path.name}: not readable as YAML ({error})") from error
    if not isinstance(entries, list):
        raise CaseFileError(f"{path.name}: a list of cases beginning with '- name:' is expected")
    return [_case(path.name, number, entry) for number, entry in enumerate(entries, 1)]


def _case(file: str, number: int, entry: Any) -> Case:
    where = f"{file}, case {number}"
    if not isinstance(entry, dict) or not {"name", "basis", "expect"} <= set(entry):
        raise CaseFileError(f"{where}: name, basis, expect and either channel and events or rule and from are expected")
    document = {key: _plain(value) for key, value in entry.items() if key not in ("name", "basis", "expect", "events")}
    if "events" in entry:
        document["events"] = [_event(f"{where} ({entry['name']})", event) for event in entry["events"]]
    return Case(file, str(entry["name"]), tuple(entry["basis"]), document, _plain(entry["expect"]))


def _event(where: str, event: Any) -> dict[str, Any]:
    kinds = [key for key in event if key in _TYPES] if isinstance(event, dict) else []
    if len(kinds) != 1:
        raise CaseFileError(f"{where}: {event!r} names no event; write for example {{submitted: 2022-01-19}}")
    rest = {key: _plain(value) for key, value in event.items() if key != kinds[0]}
    return {"type": kinds[0], "on": _plain(event[kinds[0]]), **rest}


def _plain(value: Any) -> Any:
    """YAML reads days as dates; the documents of the clock write them as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
