"""A paper as a workbook: one sheet a table, numbers as numbers; the text on the first sheet."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import xlsxwriter

from gongkai.clock import start_of_day
from gongkai.oversight.papers.blocks import Paper, Table

_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")
_REFUSED = re.compile(r"[\[\]:*?/\\]")
_WIDEST = 48


def xlsx_bytes(paper: Paper) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    created = start_of_day(paper.issued_on).replace(tzinfo=None)
    book.set_properties({"title": paper.title, "author": paper.issuer, "created": created})
    bold = book.add_format({"bold": True, "border": 1, "text_wrap": True, "bg_color": "#F4F6F8"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    texts = [block.text for block in paper.blocks if not isinstance(block, Table)]
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    if texts or not tables:
        sheet = book.add_worksheet("说明")
        sheet.set_column(0, 0, 90)
        for row, text in enumerate((paper.title, paper.subtitle, *texts)):
            sheet.write_string(row, 0, text)
    for number, table in enumerate(tables, 1):
        _write(book.add_worksheet(_name(table.title, number)), table, bold, cell)
    book.close()
    return out.getvalue()


def _name(title: str, number: int) -> str:
    """A sheet's name: 31 characters without those Excel refuses, its number in front keeps it unlike the others."""
    return f"{number} {_REFUSED.sub('', title)}"[:31].strip()


def _write(sheet: Any, table: Table, bold: Any, cell: Any) -> None:
    for column, name in enumerate(table.head):
        widest = max([len(name), *(len(row[column]) for row in table.rows)])
        sheet.set_column(column, column, min(_WIDEST, 2 * widest + 2))
        sheet.write_string(0, column, name, bold)
    for row, texts in enumerate(table.rows, 1):
        for column, text in enumerate(texts):
            if column in table.numbers and _NUMBER.fullmatch(text):
                sheet.write_number(row, column, float(text.replace(",", "")), cell)
            else:
                sheet.write_string(row, column, text, cell)
    sheet.freeze_panes(1, 0)
