"""A version written back as the cells of a file: what ``checking`` would read as the same row. Personal values are in the clear.

For corrections and for the file to the province only; screens show records through ``lines.py``.
"""

from __future__ import annotations

from decimal import Decimal
from io import StringIO

from gongkai.decisions.columns import COLUMNS, Column
from gongkai.decisions.models import Counterparty, DecisionVersion

_LABELS = {
    Counterparty.ORGANISATION.value: "法人及非法人组织", Counterparty.PERSON.value: "自然人", Counterparty.HOUSEHOLD.value: "个体工商户",
}  # fmt: skip
_WAN_YUAN = frozenset({"fine_fen", "confiscated_fen"})
_COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def cells_of(record: DecisionVersion) -> list[str]:
    """One cell per column of the ledger, in the order of ``COLUMNS``."""
    return [cell_of(record, column) for column in COLUMNS[record.KIND]]


def cell_of(record: DecisionVersion, column: Column) -> str:
    attr = column.attr
    if attr == "counterparty_name":
        return record.person_name if record.is_person else record.counterparty_name
    value = getattr(record, attr)
    if value is None:
        return ""
    if attr == "counterparty_kind":
        return _LABELS[value]
    if attr in _WAN_YUAN:
        return _plain(Decimal(value) / 1_000_000)
    if attr == "amount_fen":
        return f"{Decimal(abs(value)) / 100:.2f}"
    return str(value)


def still(cell: str) -> str:
    """The cell as a spreadsheet will not compute it, for every file that is handed out; numbers, also negative ones, stay."""
    if cell.startswith(_COMPUTED) and not cell[1:].replace(".", "", 1).isdecimal():
        return f"'{cell}"
    return cell


def _plain(amount: Decimal) -> str:
    """0.5 and 12, never 5E-1."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def taken(buffer: StringIO) -> bytes:
    """What a file that is sent piece by piece has grown by; the buffer is empty afterwards."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
