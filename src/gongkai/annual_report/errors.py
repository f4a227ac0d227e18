"""Refusals of this room are ``agencies.errors.Refused`` with all reasons; these build the ones several places need."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.agencies.errors import Reason

FIRST_YEAR = 2008
"""The first regulations came into force on 2008-05-01: there is no annual report for an earlier year."""


def period_reasons(year: int, as_of: date | None, today: date) -> Iterator[Reason]:
    """Why a year, or a day in it, cannot be asked for."""
    if not FIRST_YEAR <= year <= today.year:
        yield Reason("year", f"年度“{year}”不可用：可填 {FIRST_YEAR} 至 {today.year}，如 {today.year - 1}")
        return
    if as_of is None:
        if year == today.year:
            yield Reason(
                "year", f"{year}年尚未结束；如需查看截至某日的数据，请指定日期，如 --as-of {today.isoformat()}"
            )
        return
    if as_of > today:
        yield Reason("as_of", f"截至日期 {as_of.isoformat()} 晚于今天 {today.isoformat()}，其后的记录尚不存在")
    if as_of < date(year, 1, 1):
        yield Reason("as_of", f"截至日期 {as_of.isoformat()} 早于 {year}年1月1日；请填该日或以后的日期")
