"""The province's template of the weekly file: heading -> field, as data.

Packaged ones stand beside this module. A province's own is a file of the same shape in ``GONGKAI_HOME/province/``; its name
is the template's name. ``date`` is how days are written (strftime); money is in the unit of the national format.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from gongkai.decisions.columns import COLUMNS, Column
from gongkai.decisions.models import DecisionVersion, Kind
from gongkai.decisions.writing import cell_of

PACKAGED = Path(__file__).resolve().parent


class BadTemplate(ValueError):
    """A template file says something this program does not know; the message names the file and the place."""


@dataclass(frozen=True, slots=True)
class Template:
    """``ledgers`` holds, per ledger it covers, pairs of heading and column."""

    name: str
    label: str
    date: str
    ledgers: Mapping[Kind, tuple[tuple[str, Column], ...]]

    def headings(self, kind: Kind) -> list[str]:
        return [heading for heading, _ in self.ledgers[kind]]

    def row(self, record: DecisionVersion) -> list[str]:
        return [self._cell(record, column) for _, column in self.ledgers[record.KIND]]

    def _cell(self, record: DecisionVersion, column: Column) -> str:
        value = getattr(record, column.attr)
        return value.strftime(self.date) if isinstance(value, date) else cell_of(record, column)


def templates() -> dict[str, Template]:
    """Packaged templates and the installation's own, which come after and may replace them. Raises BadTemplate."""
    own = Path(settings.GONGKAI_HOME) / "province"
    files = [*sorted(PACKAGED.glob("*.json")), *(sorted(own.glob("*.json")) if own.is_dir() else [])]
    return {path.stem: read_template(path) for path in files}


def read_template(path: Path) -> Template:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        label, day, ledgers = str(document["label"]), str(document["date"]), dict(document["ledgers"])
    except (ValueError, KeyError, TypeError) as problem:
        raise BadTemplate(
            f"{path.name}: a JSON object with label, date and ledgers is expected ({problem})"
        ) from problem
    return Template(path.stem, label, day, dict(_ledger(path.name, *one) for one in ledgers.items()))


def _ledger(file: str, kind: str, columns: Mapping[str, str]) -> tuple[Kind, tuple[tuple[str, Column], ...]]:
    if kind not in Kind.values:
        raise BadTemplate(f"{file}: ledger {kind!r} is not one of {', '.join(Kind.values)}")
    known = {column.attr: column for column in COLUMNS[Kind(kind)]}
    for heading, attr in columns.items():
        if attr not in known:
            raise BadTemplate(f"{file}: {heading!r} names the field {attr!r}; {kind} has {', '.join(known)}")
    return Kind(kind), tuple((heading, known[attr]) for heading, attr in columns.items())
