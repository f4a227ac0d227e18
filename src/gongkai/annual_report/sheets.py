"""What may stand on a sheet: which cells can be returned or opened, how a value is read, why a sheet is refused."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from gongkai.agencies.errors import Reason
from gongkai.annual_report.bindings import BINDINGS, label_of, unit_of
from gongkai.annual_report.errors import FIRST_YEAR
from gongkai.annual_report.openings import STOCKS

RETURNABLE = tuple(key for key, binding in BINDINGS.items() if not binding.previous_year)
"""Cells a unit can return: every counted one. Totals follow from them and are never returned."""

Given = Mapping[str, int | str | Decimal | None]


def read_values(given: Given, zero_blocks: Collection[str] = ()) -> dict[str, str]:
    """The values of a sheet as decimal strings: blanks left out, every cell of a zero block that is not given written 0.

    ``zero_blocks`` are beginnings of keys such as ``table4.``: a zero return (零报告) says 0, a blank says nothing.
    """
    zeros = {key: "0" for key in RETURNABLE if key.startswith(tuple(zero_blocks))} if zero_blocks else {}
    return zeros | {key: str(value).strip() for key, value in given.items() if value is not None and str(value).strip()}


def value_reasons(values: Mapping[str, str], allowed: Collection[str]) -> Iterator[Reason]:
    """Why values cannot stand: an unknown or summed cell, no number, negative, a part of a thing."""
    if not values:
        yield Reason("values", "没有填写任何数；没有发生的填 0（零报告），不掌握的留空")
    for key, text in values.items():
        if key not in allowed:
            hint = f"，可填如 {next(iter(allowed))}"
            yield Reason(key, f"“{key}”不能填报（合计由系统计算）{hint}")
            continue
        if problem := _number_fault(text, unit_of(key)):
            yield Reason(key, f"{label_of(key)}：{problem}")


def year_reasons(year: int, today: date) -> Iterator[Reason]:
    if not FIRST_YEAR <= year <= today.year:
        yield Reason("year", f"年度“{year}”不可用：可填 {FIRST_YEAR} 至 {today.year}")


def source_reasons(source: str) -> Iterator[Reason]:
    if not source.strip():
        yield Reason("source", "请写明来源，如“县公安局2022年度报送表（盖章）”“2021年度报告第三部分”")


def settlement_reasons(stock: str, into: str, on: date, today: date) -> Iterator[Reason]:
    if stock not in STOCKS:
        yield Reason("stock", f"“{stock}”不是期初数；可选如 {next(iter(STOCKS))}")
    elif into not in STOCKS[stock].outlets:
        yield Reason("into", f"“{label_of(stock)}”不能办结到“{into}”；可选如 {STOCKS[stock].outlets[0]}")
    if on > today:
        yield Reason("on", f"办结日期 {on.isoformat()} 晚于今天 {today.isoformat()}")


def _number_fault(text: str, unit: str) -> str:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return f"“{text}”不是数；请填如 0、12" + ("、1029.4273" if unit == "万元" else "")
    if not value.is_finite() or value < 0:
        return f"“{text}”不能小于 0"
    if value >= 10**15:
        return f"“{text}”过大，请核对单位（{unit}）"
    if unit not in ("万元", "元") and value != value.to_integral_value():
        return f"“{text}”不是整数，单位为{unit}"
    if unit in ("万元", "元") and -int(value.as_tuple().exponent) > 4:
        return f"“{text}”小数超过四位"
    return ""
