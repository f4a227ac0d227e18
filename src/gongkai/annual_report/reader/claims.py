"""What a table reader says of one cell of the form, and how several sayings of the same cell are joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gongkai.annual_report.reader.printed import Kind, read_cell, value_of
from gongkai.annual_report.reader.source import Cell


class Status(StrEnum):
    GIVEN = "given"
    INFERRED = "inferred"
    BLANK = "blank"
    """The place is printed and holds nothing, or a stroke."""
    MISSING = "missing"
    """The report has no such place."""
    UNREADABLE = "unreadable"
    """Something stands there, and it cannot be said for sure what or where it belongs."""


class Sure(StrEnum):
    LABEL = "label"
    """Row and column are named."""
    ORDER = "order"
    """The row is named; it has exactly the official number of values, taken in the official order."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One cell. ``note`` says in Chinese why it is not given, or what it was inferred from."""

    key: str
    status: Status
    value: int | Decimal | None = None
    where: str = ""
    sure: Sure | None = None
    note: str = ""


def claim_cell(key: str, cell: Cell, where: str, sure: Sure, *, amount: bool = False) -> Claim:
    """What one cell says of ``key``: a number, nothing, or something unreadable."""
    if cell.image:
        return Claim(key, Status.UNREADABLE, where=where, note="单元格内是图片")
    return claim_text(key, cell.text, where, sure, amount=amount)


def claim_text(key: str, text: str, where: str, sure: Sure, *, amount: bool = False) -> Claim:
    printed = read_cell(text, amount=amount)
    if printed.kind is Kind.NUMBER:
        return Claim(key, Status.GIVEN, value_of(printed, amount=amount), where, sure)
    if printed.kind is Kind.BLANK:
        note = f"填的是“{text.strip()}”，不是数字" if printed.mark else "空白"
        return Claim(key, Status.BLANK, where=where, note=note)
    return Claim(key, Status.UNREADABLE, where=where, note=f"“{text.strip()[:20]}”不能确定是哪个数")


def unreadable(keys: Iterable[str], where: str, note: str) -> list[Claim]:
    return [Claim(key, Status.UNREADABLE, where=where, note=note) for key in keys]


def joined(claims: Iterable[Claim]) -> dict[str, Claim]:
    """One claim per key. Two that say different things make the cell unreadable: which is right cannot be known."""
    by_key: dict[str, Claim] = {}
    for claim in claims:
        known = by_key.get(claim.key)
        by_key[claim.key] = claim if known is None else _join(known, claim)
    return by_key


def _join(one: Claim, other: Claim) -> Claim:
    if (one.status, one.value) == (other.status, other.value):
        return one if one.sure is Sure.LABEL else other
    if (
        Status.UNREADABLE in (one.status, other.status)
        and one.status is not Status.GIVEN
        and other.status is not Status.GIVEN
    ):
        return one if one.status is Status.UNREADABLE else other
    where = "、".join(dict.fromkeys((one.where, other.where)))
    return Claim(one.key, Status.UNREADABLE, where=where, note="同一单元格出现两次，内容不同")


def with_status(
    claims: Mapping[str, Claim], keys: Iterable[str], status: Status, note: str, where: str = ""
) -> dict[str, Claim]:
    """The claims, with a claim of ``status`` for each of ``keys`` of which nothing is said."""
    filled = dict(claims)
    for key in keys:
        if key not in filled:
            filled[key] = Claim(key, status, where=where, note=note)
    return filled
