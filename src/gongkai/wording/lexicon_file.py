"""The lexicon as a table (CSV or XLSX): read with every error told by row and column, written with the same headings."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.files.tables import read_table, told_at_once
from gongkai.wording.models import Category, Severity

HEADINGS = ("错误表述", "建议表述", "严重程度", "类别", "适用单位", "例外")
MOST_ROWS = 50_000
_SEVERITY = {severity.label: severity.value for severity in Severity}
_CATEGORY = {category.label: category.value for category in Category}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. ``severity`` and ``category`` are codes."""

    wrong: str
    right: str
    severity: str
    category: str
    agency_code: str = ""
    unless: tuple[str, ...] = ()


def read_lexicon(name: str, content: bytes, agency_codes: frozenset[str]) -> list[Entry]:
    """Raises Refused with what is wrong, row by row (at most fifty at once)."""
    table = read_table(name, content, most_rows=MOST_ROWS)
    refuse_if(table.lacking(HEADINGS[:4], HEADINGS))
    entries, problems = [], []
    seen: dict[tuple[str, str], int] = {}
    for number, cells in table.under(HEADINGS):
        problems += list(_row_reasons(number, cells, agency_codes))
        key = (cells["错误表述"], cells["适用单位"])
        if key in seen:
            problems.append(Reason("file", f"第{number}行“错误表述”与第{seen[key]}行重复：{cells['错误表述']}"))
        seen[key] = number
        entries.append(_entry(cells))
    refuse_if(told_at_once(problems))
    refuse_if([] if entries else [Reason("file", "文件中没有词条")])
    return entries


def write_lexicon(entries: Sequence[Entry]) -> str:
    """The same table as CSV; a byte-order mark lets WPS and Excel read it as UTF-8."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for entry in entries:
        writer.writerow([
            entry.wrong, entry.right, Severity(entry.severity).label, Category(entry.category).label, entry.agency_code,
            "|".join(entry.unless),
        ])  # fmt: skip
    return "\ufeff" + out.getvalue()


def _entry(cells: dict[str, str]) -> Entry:
    unless = tuple(part.strip() for part in cells["例外"].split("|") if part.strip())
    return Entry(
        cells["错误表述"], cells["建议表述"], _SEVERITY.get(cells["严重程度"], ""), _CATEGORY.get(cells["类别"], ""),
        cells["适用单位"], unless,
    )  # fmt: skip


def _row_reasons(number: int, cells: dict[str, str], codes: frozenset[str]) -> Iterator[Reason]:
    wrong = cells["错误表述"]
    if not 2 <= len(wrong) <= 100:
        yield Reason("file", f"第{number}行“错误表述”应为 2 至 100 字，所填：“{wrong[:20]}”")
    if cells["建议表述"] == wrong and wrong:
        yield Reason("file", f"第{number}行“建议表述”与“错误表述”相同：“{wrong[:20]}”")
    if len(cells["建议表述"]) > 100:
        yield Reason("file", f"第{number}行“建议表述”最多 100 字")
    if cells["严重程度"] not in _SEVERITY:
        yield Reason("file", f"第{number}行“严重程度”应为{'、'.join(_SEVERITY)}之一，所填：“{cells['严重程度'][:20]}”")
    if cells["类别"] not in _CATEGORY:
        yield Reason("file", f"第{number}行“类别”应为{'、'.join(_CATEGORY)}之一，所填：“{cells['类别'][:20]}”")
    if cells["适用单位"] and cells["适用单位"] not in codes:
        yield Reason("file", f"第{number}行“适用单位”没有代码为“{cells['适用单位'][:20]}”的单位")
