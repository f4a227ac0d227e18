"""The compiled check of a row: every distinct value of a column is checked once, a good row costs one look-up per cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.decisions.cells import CellFault, Check
from gongkai.decisions.columns import RESIDENT_CARD
from gongkai.decisions.header import Header, national_name
from gongkai.decisions.models import Kind
from gongkai.decisions.rules import Rule, rules_for
from gongkai.law.masks import mask_person_name, mask_resident_number
from gongkai.privacy.detection import masked_text

_REMEMBERED = 20_000
_SHOWN = 40
_CODES = frozenset({"document_number", "credit_code", "organ_code", "source_code"})
_CARD = re.compile(r"(?<!\d)[1-8]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)")  # with a wrong check digit as well


@dataclass(frozen=True, slots=True)
class Reject:
    """One fault: ``row`` is the line as the spreadsheet shows it (the header is 1), ``field`` the national column name."""

    row: int
    field: str
    value: str
    reason: str

    def as_json(self) -> dict[str, object]:
        return {"row": self.row, "field": self.field, "value": self.value, "reason": self.reason}


class _Known(dict[str, str]):
    """Cell as written -> canonical text; what is missing is checked, and kept as long as the column has few values."""

    __slots__ = ("_check",)

    def __init__(self, check: Check) -> None:
        super().__init__()
        self._check = check

    def __missing__(self, cell: str) -> str:
        text = self._check(cell)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[cell] = text
        return text


def _required(check: Check) -> Check:
    def checked(cell: str) -> str:
        text = check(cell)
        if not text:
            raise CellFault("必填")
        return text

    return checked


class RowChecker:
    """Checks rows of one file. ``check`` gives canonical texts in the order of the ledger's columns, or raises RowRejected."""

    def __init__(self, kind: Kind, header: Header, *, today: str, organ_codes: frozenset[str], owner: str) -> None:
        self._columns = header.columns
        self.at = {column.attr: place for place, column in enumerate(header.columns)}
        self._names = tuple(national_name(kind, column) for column in header.columns)
        self._known = tuple(
            _Known(_required(c.check(today)) if c.need == "R" else c.check(today)) for c in header.columns
        )
        self._width = max(place for place in header.places if place is not None) + 1
        self._places = tuple(self._width if place is None else place for place in header.places)
        # Older files have one column 身份证号 and none for the kind of document.
        self._implied = tuple(
            (self.at[f"{who}_type"], self.at[who])
            for who in ("person_id", "representative_id")
            if header.places[self.at[f"{who}_type"]] is None and header.places[self.at[who]] is not None
        )
        self._headed = header.width
        self._last = max(header.columns, key=lambda c: header.places[self.at[c.attr]] or 0)
        self._rules: tuple[Rule, ...] = rules_for(kind, self.at, organ_codes, owner)
        self._direction = self.at.get("direction")

    def check(self, line: int, cells: list[str]) -> list[str]:
        """Raises RowRejected with every fault of the row."""
        if self._headed is not None and len(cells) > self._headed and any(map(str.strip, cells[self._headed :])):
            raise RowRejected((self._too_many(line, cells, self._headed),))
        if len(cells) <= self._width:
            cells = cells + [""] * (self._width - len(cells) + 1)
        elif cells[self._width]:
            cells = [*cells[: self._width], ""]
        try:
            row = [known[cells[place]] for known, place in zip(self._known, self._places, strict=True)]
        except CellFault:
            raise RowRejected(tuple(self._cell_faults(line, cells))) from None
        for id_type, number in self._implied:
            if row[number]:
                row[id_type] = RESIDENT_CARD
        if faults := [fault for rule in self._rules for fault in rule(row)]:
            raise RowRejected(tuple(self._reject(line, cells, *fault) for fault in faults))
        if self._direction is not None and not row[self._direction]:
            row[self._direction] = "收费"
        return row

    def reject(self, line: int, row: Sequence[str], attr: str, reason: str) -> Reject:
        """A fault of a row already in canonical text (a duplicate)."""
        place = self.at[attr]
        return Reject(line, self._names[place], row[place][:_SHOWN], reason)

    def _too_many(self, line: int, cells: Sequence[str], headed: int) -> Reject:
        """Cells beyond the headings: a mark inside a text has parted it, and nobody knows which columns have moved."""
        beyond = "、".join(filter(None, map(str.strip, cells[headed:])))
        reason = f"该行有{len(cells)}格，列名只有{headed}个；内容中有逗号等分隔符的，须用英文双引号括住整格"
        return Reject(line, self._names[self.at[self._last.attr]], _without_persons(beyond), reason)

    def _cell_faults(self, line: int, cells: Sequence[str]) -> Iterator[Reject]:
        for column, known, place in zip(self._columns, self._known, self._places, strict=True):
            try:
                known[cells[place]]
            except CellFault as fault:
                yield self._reject(line, cells, column.attr, str(fault))

    def _reject(self, line: int, cells: Sequence[str], attr: str, reason: str) -> Reject:
        place = self.at[attr]
        value = cells[self._places[place]].strip()
        return Reject(line, self._names[place], self._shown(cells, attr, value), reason)

    def _shown(self, cells: Sequence[str], attr: str, value: str) -> str:
        """The value as a report may show it: personal fields masked, long text cut."""
        if attr in ("person_id", "representative_id"):
            return mask_resident_number(value)
        if attr == "representative":
            return mask_person_name(value)
        if attr == "counterparty_name":
            kind = cells[self._places[self.at["counterparty_kind"]]].strip()
            return mask_person_name(value) if kind == "自然人" or len(value) < 5 else value[:_SHOWN]
        if attr in _CODES:
            return value[:_SHOWN]
        return _without_persons(value)


def _without_persons(value: str) -> str:
    """Cut, and without what looks like a person's number: a row that has slipped shows it under any heading."""
    shown = masked_text(_CARD.sub(lambda found: mask_resident_number(found[0]), value))
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"


class RowRejected(Exception):
    """A row with faults."""

    def __init__(self, rejects: tuple[Reject, ...]) -> None:
        super().__init__(f"{len(rejects)} faults")
        self.rejects = rejects
