"""The tables as a workbook: one sheet per table with the form's merged cells, numbers as numbers; the text on a sheet of its own."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter

from gongkai.annual_report.document import Document, shown
from gongkai.clock import start_of_day
from gongkai.law.annual_report.figures import Figure
from gongkai.law.annual_report.layout import LayoutTable

_WIDTH_PER_SHARE = {"table2": 8, "table3": 3.6, "table4": 6}
_SHEET_NAMES = {"table2": "主动公开政府信息情况", "table3": "申请收到和处理情况", "table4": "行政复议行政诉讼情况"}


def xlsx_bytes(document: Document) -> bytes:
    """The workbook. The same document gives the same bytes: the dates inside are the document's own."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    created = start_of_day(document.issued_on).replace(tzinfo=None)
    book.set_properties({"title": document.title, "author": document.agency_name, "created": created})
    formats = {
        "head": book.add_format(
            {"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#F4F6F8"}
        ),
        "count": book.add_format({"border": 1, "align": "center", "valign": "vcenter", "num_format": "0"}),
        "amount": book.add_format({"border": 1, "align": "center", "valign": "vcenter", "num_format": "0.####"}),
        "title": book.add_format(
            {"bold": True, "font_size": 14, "align": "center", "valign": "vcenter", "text_wrap": True}
        ),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    _write_text(book, document, formats)
    for section in document.sections:
        if section.table is not None:
            _write_table(book, section.table, document, formats)
    book.close()
    return out.getvalue()


def _write_text(book: Any, document: Document, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet("正文")
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, document.title, formats["title"])
    lines = [*document.notes]
    for section in document.sections:
        lines.append(section.heading)
        for heading, paragraphs in (
            ("", section.paragraphs),
            *((part.heading, part.paragraphs) for part in section.parts),
        ):
            lines += [heading] if heading else []
            lines += ["".join(piece.text for piece in paragraph) for paragraph in paragraphs]
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 0, line, formats["text"])


def _write_table(book: Any, table: LayoutTable, document: Document, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(_SHEET_NAMES[table.key])
    for column, width in enumerate(table.widths):
        sheet.set_column(column, column, width * _WIDTH_PER_SHARE[table.key])
    sheet.merge_range(0, 0, 0, table.columns - 1, table.title_zh, formats["title"])
    sheet.set_row(0, 30)
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            places = [(row + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan)]
            taken.update(places)
            value = document.figures.get(cell.key) if cell.key else cell.text
            _write_cell(sheet, places, value, formats, is_head=cell.key is None)
    sheet.freeze_panes(1 + table.header_rows, 0)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, table.header_rows)


def _write_cell(
    sheet: Any, places: list[tuple[int, int]], value: Figure | str, formats: dict[str, Any], *, is_head: bool
) -> None:
    (top, left), (bottom, right) = places[0], places[-1]
    shape = formats["head"] if is_head else formats["count"] if isinstance(value, int) else formats["amount"]
    if len(places) > 1:
        sheet.merge_range(top + 1, left, bottom + 1, right, "", shape)
    if value is None:
        sheet.write_blank(top + 1, left, None, shape)
    elif isinstance(value, str):
        sheet.write_string(top + 1, left, value, shape)
    else:
        sheet.write_number(top + 1, left, float(shown(value)), shape)
