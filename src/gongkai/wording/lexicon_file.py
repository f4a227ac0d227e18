"""The lexicon as a table (CSV or XLSX): read with every error told by row and column, written with the same headings."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from python_calamine import CalamineError, CalamineWorkbook

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.files.far_cells import far_cell
from gongkai.wording.models import Category, Severity

HEADINGS = ("错误表述", "建议表述", "严重程度", "类别", "适用单位", "例外")
MOST_ROWS, LARGEST_BYTES = 50_000, 10 * 1024 * 1024
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
    refuse_if(_file_reasons(name, content))
    rows = _rows(name, content)
    head = [str(cell).strip() for cell in rows[0]] if rows else []
    missing = [heading for heading in HEADINGS[:4] if heading not in head]
    refuse_if([Reason("file", f"缺少列“{'”“'.join(missing)}”；表头应为：{'、'.join(HEADINGS)}")] if missing else [])
    entries, problems = [], []
    seen: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows[1:], 2):
        cells = {heading: str(row[head.index(heading)]).strip() if heading in head and head.index(heading) < len(row) else ""
                 for heading in HEADINGS}  # fmt: skip
        if not any(cells.values()):
            continue
        problems += list(_row_reasons(number, cells, agency_codes))
        key = (cells["错误表述"], cells["适用单位"])
        if key in seen:
            problems.append(Reason("file", f"第{number}行“错误表述”与第{seen[key]}行重复：{cells['错误表述']}"))
        seen[key] = number
        entries.append(_entry(cells))
    refuse_if(problems[:50])
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


def _file_reasons(name: str, content: bytes) -> Iterator[Reason]:
    if len(content) > LARGEST_BYTES:
        yield Reason("file", f"“{name}”有 {len(content) // 1048576} MB，词库文件最大 10 MB")
    if not name.lower().endswith((".csv", ".xlsx")):
        yield Reason("file", f"“{name}”不是 CSV 或 XLSX 文件")


def _rows(name: str, content: bytes) -> Sequence[Sequence[object]]:
    if name.lower().endswith(".csv"):
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return [list(row) for row in csv.reader(StringIO(content.decode(encoding)))][: MOST_ROWS + 1]
            except (UnicodeDecodeError, csv.Error):
                continue
        refuse_if([Reason("file", f"“{name}”的编码无法识别，请另存为 UTF-8 的 CSV")])
    far = far_cell(content)
    refuse_if([Reason("file", f"“{name}”有内容的范围过大（{far}），请删去多余的内容后再试")] if far else [])
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return [list(row) for row in book.get_sheet_by_index(0).to_python()][: MOST_ROWS + 1]
    except (CalamineError, IndexError):
        refuse_if([Reason("file", f"“{name}”无法读取，请另存为 XLSX 后再试")])
    return []


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
