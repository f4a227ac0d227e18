"""Identities between the text and the tables, and inside the text: N-1..N-5 (domain 4.6)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.law.annual_report.bounds import Stated, agrees
from gongkai.law.annual_report.cells import CELLS
from gongkai.law.annual_report.figures import Figure, percent, plain, total
from gongkai.law.annual_report.findings import Assessed, Breakdown, BreakdownKind, Material, show, show_sum
from gongkai.law.annual_report.narrative import NARRATIVE, RATES, Rate

FEE = "other.processing_fee_yuan"
LETTERS_RECEIVED, LETTERS_CLOSED = "overview.letters_received", "overview.letters_closed"


def label_zh(key: str) -> str:
    """The Chinese label of any figure, of the text or of the tables; the key itself where it is unknown."""
    if key in NARRATIVE:
        return NARRATIVE[key].label_zh
    return CELLS[key].label_zh if key in CELLS else key


def text_equals_tables(material: Material) -> Iterator[Assessed]:
    """N-1: every figure of the text that names a cell agrees with that cell, exactly or within its bound."""
    for figure in NARRATIVE.values():
        stated = material.stated(figure.key)
        if figure.cell is None or (stated is None and not material.mentions(figure.key)):
            continue
        actual = material.figures.get(figure.cell)
        holds = _agrees(stated, actual)
        left = stated.value if stated else None
        expression = f"{_print(stated)} = {show(actual)}"
        yield Assessed(figure.key, figure.label_zh, (figure.key, figure.cell), holds, left, actual, expression)
    yield from _cells_restated(material)


def _cells_restated(material: Material) -> Iterator[Assessed]:
    """A text may also bind a cell of a table directly; then it must say what the table says."""
    for key in material.narrative:
        stated, actual = material.stated(key), material.figures.get(key)
        if key in CELLS and stated is not None:
            holds = _agrees(stated, actual)
            expression = f"{_print(stated)} = {show(actual)}"
            yield Assessed(key, CELLS[key].label_zh, (key,), holds, stated.value, actual, expression)


def _agrees(stated: Stated | None, actual: Figure) -> bool | None:
    """None where a side is unknown or the text speaks of another scope of agencies than the table."""
    if stated is None or actual is None or not stated.same_scope:
        return None
    return agrees(stated, actual)


def rates(material: Material) -> Iterator[Assessed]:
    """N-2: every percentage of the text follows from its two cells; a rate of nothing (0 of 0) may not be stated."""
    for rate in RATES:
        stated = material.stated(rate.key)
        if stated is None and not material.mentions(rate.key):
            continue
        yield _assess_rate(material, rate, stated)


def _assess_rate(material: Material, rate: Rate, stated: Stated | None) -> Assessed:
    part, whole = _sum_of(material, rate.part), _sum_of(material, rate.whole)
    left = stated.value if stated else None
    expression = f"{show(left)} = 100 * {show(part)} / {show(whole)}"
    cells = (rate.key, *rate.part, *rate.whole)
    right: Figure = None
    holds: bool | None = None
    if stated is not None and part is not None and whole is not None:
        impossible = whole == 0
        places = -int(Decimal(stated.value).as_tuple().exponent)
        right = None if impossible else percent(part, whole, max(places, 0))
        holds = False if right is None else agrees(stated, right)
    return Assessed(rate.key, label_zh(rate.key), cells, holds, left, right, expression)


def _sum_of(material: Material, keys: tuple[str, ...]) -> Figure:
    return total(_value(material, key) for key in keys)


def _value(material: Material, key: str) -> Figure:
    stated = material.stated(key)
    return stated.value if stated is not None else None


def breakdowns(material: Material) -> Iterator[Assessed]:
    """N-3: 其中 parts against their total, by the kind stored with the sentence."""
    for breakdown in material.breakdowns:
        whole = material.stated(breakdown.total)
        parts = [material.stated(part) for part in breakdown.parts]
        holds = _breakdown_holds(breakdown, whole, parts)
        values = [part.value if part else None for part in parts]
        sign = "=" if breakdown.kind is BreakdownKind.COMPLETE else ">="
        joined = show_sum(values) if breakdown.kind is not BreakdownKind.OVERLAPPING else ", ".join(map(show, values))
        left = whole.value if whole else None
        scope_zh = f"{label_zh(breakdown.total)}（其中）"
        expression = f"{_print(whole)} {sign} {joined}"
        cells = (breakdown.total, *breakdown.parts)
        yield Assessed(breakdown.total, scope_zh, cells, holds, left, total(values), expression)


def _breakdown_holds(breakdown: Breakdown, whole: Stated | None, parts: list[Stated | None]) -> bool | None:
    """Compare what the total and the parts can mean; approximate numbers contradict only where no true values fit."""
    known = [part for part in parts if part is not None]
    if whole is None or len(known) != len(parts):
        return None
    if breakdown.kind is BreakdownKind.OVERLAPPING:
        return all(_may_be_at_most(part.least, whole.most) for part in known)
    least = sum((part.least or 0 for part in known), start=Decimal(0))
    if breakdown.kind is BreakdownKind.PARTIAL:
        return _may_be_at_most(least, whole.most)
    upper = [part.most for part in known]
    most = None if None in upper else sum((value for value in upper if value is not None), start=Decimal(0))
    return _may_be_at_most(least, whole.most) and _may_be_at_most(whole.least, most)


def _may_be_at_most(least: Figure, most: Figure) -> bool:
    return least is None or most is None or least <= most


def letters_closed(material: Material) -> Iterator[Assessed]:
    """N-4: letters closed are at most letters received."""
    closed, received = _value(material, LETTERS_CLOSED), _value(material, LETTERS_RECEIVED)
    holds = None if closed is None or received is None else closed <= received
    cells = (LETTERS_CLOSED, LETTERS_RECEIVED)
    yield Assessed(
        LETTERS_CLOSED, label_zh(LETTERS_CLOSED), cells, holds, closed, received, f"{show(closed)} <= {show(received)}"
    )


def fee_equals_ledger(material: Material) -> Iterator[Assessed]:
    """N-5: the fee income of section 六 = the fees collected in the year by the fee ledger."""
    left, right = _value(material, FEE), material.fees_collected_yuan
    holds = None if left is None or right is None else left == right
    yield Assessed(FEE, label_zh(FEE), (FEE,), holds, left, right, f"{show(left)} = {show(right)}")


def _print(stated: Stated | None) -> str:
    if stated is None:
        return "?"
    return stated.text if stated.word else plain(stated.value)
