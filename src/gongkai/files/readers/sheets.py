"""Text of spreadsheets, row by row: cells by calamine; hidden sheets, rows, columns and comments apart."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from lxml import etree
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from gongkai.files.readers.archives import open_archive, part_of, xml_of
from gongkai.files.readers.findings import Gathered
from gongkai.files.readers.office import count_pictures, properties

BETWEEN = " | "
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def text(content: bytes, kind: str) -> Gathered:
    found = Gathered()
    hidden_of = {}
    if kind == "xlsx":
        archive = open_archive(content)
        hidden_of = _hidden_places(archive)
        _comments(archive, found)
        properties(archive, found)
        count_pictures(archive, found)
    else:
        found.unseen("旧版 Excel 文件，隐藏的行列、批注和属性无法检查；请另存为 .xlsx")
    with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        for sheet in book.sheets_metadata:
            is_hidden = sheet.visible != SheetVisibleEnum.Visible
            found.part("工作表名称", sheet.name) if not is_hidden else found.hide("隐藏的工作表的名称", sheet.name)
            worksheet = book.get_sheet_by_name(sheet.name)
            rows, columns = hidden_of.get(sheet.name, (frozenset(), frozenset()))
            first_row = (worksheet.start or (0, 0))[0]
            first_column = (worksheet.start or (0, 0))[1]
            cells = worksheet.to_python(skip_empty_area=True)
            for place, row in enumerate(cells, first_row + 1):
                _row(found, sheet.name, place, row, first_column, is_hidden or place in rows, columns, is_hidden)
    return found


def _row(
    found: Gathered, sheet: str, place: int, row: Sequence[Any], first: int, is_hidden: bool, columns: frozenset[int],
    whole_sheet: bool,
) -> None:  # fmt: skip
    seen = [as_text(cell) for column, cell in enumerate(row, first + 1) if column not in columns]
    unseen = [(column, as_text(cell)) for column, cell in enumerate(row, first + 1) if column in columns]
    words = BETWEEN.join(cell for cell in seen if cell)
    if is_hidden:
        what = "隐藏的工作表" if whole_sheet else "隐藏的行"
        found.hide(f"{what}，工作表“{sheet}”第{place}行", words)
    else:
        found.part(f"工作表“{sheet}”第{place}行", words)
    for column, cell in unseen:
        found.hide(f"隐藏的列，工作表“{sheet}”第{place}行{letters(column)}列", cell)


def as_text(cell: Any) -> str:
    """A number without a fraction as its digits: spreadsheets keep telephone numbers as floating point."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e19:
        return str(int(cell))
    return str(cell).strip() if cell is not None else ""


def letters(column: int) -> str:
    """28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = _LETTERS[rest] + name
    return name


def _hidden_places(archive: zipfile.ZipFile) -> dict[str, tuple[frozenset[int], frozenset[int]]]:
    """Hidden (rows, columns) of each sheet by its name."""
    paths = _paths(archive, "xl/_rels/workbook.xml.rels", "xl")
    found = {}
    for sheet in xml_of(archive, "xl/workbook.xml").iter("{*}sheet"):
        link = next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        path = paths.get(link, "")
        if path in archive.namelist():
            found[sheet.get("name", "")] = _hidden_in(part_of(archive, path))
    return found


def _hidden_in(content: bytes) -> tuple[frozenset[int], frozenset[int]]:
    """By a quick look at the tags alone: a sheet of 100,000 rows is not built as a tree. A filter hides rows too."""
    rows: set[int] = set()
    columns: set[int] = set()
    for tag in re.finditer(rb"<(?:\w+:)?(row|col)\b([^>]*)>", content):
        marks = dict(re.findall(rb'(\w+)\s*=\s*["\']([^"\']*)', tag[2]))
        if marks.get(b"hidden") not in (b"1", b"true") and marks.get(b"width") != b"0" and marks.get(b"ht") != b"0":
            continue
        if tag[1] == b"row" and marks.get(b"r", b"").isdigit():
            rows.add(int(marks[b"r"]))
        elif tag[1] == b"col" and marks.get(b"min", b"").isdigit() and marks.get(b"max", b"").isdigit():
            columns.update(range(int(marks[b"min"]), min(int(marks[b"max"]), 16_384) + 1))
    return frozenset(rows), frozenset(columns)


def _paths(archive: zipfile.ZipFile, name: str, folder: str) -> dict[str, str]:
    if name not in archive.namelist():
        return {}
    found = {}
    for relation in xml_of(archive, name).iter("{*}Relationship"):
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[relation.get("Id", "")] = path
    return found


def _comments(archive: zipfile.ZipFile, found: Gathered) -> None:
    for name in archive.namelist():
        if re.fullmatch(r"xl/(comments\d*|threadedComments/.*)\.xml", name):
            for comment in xml_of(archive, name).iter("{*}comment", "{*}threadedComment"):
                words = "".join(_words(comment))
                found.hide(f"批注，单元格{comment.get('ref', '')}", words)
        if re.fullmatch(r"xl/worksheets/[^/]*\.xml", name):
            footer = re.findall(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]+)<", part_of(archive, name))
            found.part("页眉页脚", " ".join(text.decode("utf-8", "replace") for text in footer))


def _words(element: etree._Element) -> list[str]:
    return [part.text or "" for part in element.iter("{*}t", "{*}text")]
