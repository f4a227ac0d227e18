"""Fill a superior's blank workbook: figures of the catalogue into mapped cells, everything else of the file left as it is.

The sheets' XML is changed cell by cell (an XLSX is a zip of XML), so that styles, merged cells and formulas of the form stay. A blank cell
nobody mapped is marked in the file and on the screen; it is never silently empty.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lxml import etree

from gongkai.agencies.models import Agency
from gongkai.agencies.tree import area_ids
from gongkai.measures.registry import Question, measure, measures
from gongkai.oversight.website_table import ROWS as WEBSITE_ROWS
from gongkai.oversight.website_table import table_of

MARK, LEFT_EMPTY = "〔未对应〕", "-"
MOST_CELLS = 20_000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


class NotAForm(ValueError):
    """The file is no workbook this can fill; the text is for the officer."""


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell of the form: its address ("Sheet1!B3"), what stands in it, and the words left of and above it."""

    address: str
    text: str
    hint: str

    @property
    def is_blank(self) -> bool:
        return not self.text


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    rows: tuple[tuple[FormCell, ...], ...]


def figures(agency: Agency, first: date, last: date, today: date) -> dict[str, tuple[str, int | str | None]]:
    """Every figure a cell may be mapped to: key -> (label, value) for a government's area and a period."""
    found: dict[str, tuple[str, int | str | None]] = {}
    question = Question(area_ids(agency), first, last, today)
    for one in measures():
        found[one.name] = (f"{one.label_zh}（{one.unit}）", measure(one.name).count(question))
    if first.month == 1 and first.day == 1:
        for cell in table_of(agency, first.year, today):
            found[f"website.{cell.row.key}"] = (f"网站年度报表：{cell.row.label}", cell.value)
    return found


def labels() -> dict[str, str]:
    """Keys and labels without counting anything: what the mapping offers."""
    known = {one.name: f"{one.label_zh}（{one.unit}）" for one in measures()}
    return known | {f"website.{row.key}": f"网站年度报表：{row.block}·{row.label}" for row in WEBSITE_ROWS}


def read_form(content: bytes) -> list[Sheet]:
    """The sheets with their cells and hints. Raises NotAForm."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            texts = _shared_texts(book)
            sheets = [Sheet(name, _rows(name, book.read(path), texts)) for name, path in _sheets(book)]
    except NotAForm:
        raise
    except (zipfile.BadZipFile, KeyError, IndexError, etree.XMLSyntaxError, ValueError) as problem:
        raise NotAForm("文件不是可以读取的 XLSX 工作簿；请在 WPS 或 Excel 中另存为 .xlsx") from problem
    cells = sum(len(row) for sheet in sheets for row in sheet.rows)
    if not cells:
        raise NotAForm("工作簿是空的，没有可以对应的单元格")
    if cells > MOST_CELLS:
        raise NotAForm(f"报表超过{MOST_CELLS}个单元格，请上传空白报表")
    return sheets


def fill_form(
    content: bytes, mapping: Mapping[str, str], values: Mapping[str, int | str | None]
) -> tuple[bytes, int, list[str]]:
    """The filled workbook, how many cells were filled, and the addresses still marked."""
    blank = {cell.address: cell for sheet in read_form(content) for row in sheet.rows for cell in row if cell.is_blank}
    wanted: dict[str, int | str] = {}
    marked = []
    for address in blank:
        key = mapping.get(address, "")
        if key == LEFT_EMPTY:
            continue
        value = values.get(key)
        if value is None:
            marked.append(address)
        wanted[address] = MARK if value is None else value
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as filled:
        paths = {path: name for name, path in _sheets(book)}
        for part in book.infolist():
            data = book.read(part.filename)
            if part.filename in paths:
                own = {
                    address.rpartition("!")[2]: value
                    for address, value in wanted.items()
                    if address.rpartition("!")[0] == paths[part.filename]
                }
                data = _filled(data, own)
            filled.writestr(part, data)
    return out.getvalue(), len(wanted) - len(marked), marked


def _sheets(book: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = etree.fromstring(book.read("xl/_rels/workbook.xml.rels"), _PARSER)
    targets = {one.get("Id"): one.get("Target") for one in relations}
    workbook = etree.fromstring(book.read("xl/workbook.xml"), _PARSER)
    for sheet in workbook.iter(f"{{{_MAIN}}}sheet"):
        if sheet.get("state") in ("hidden", "veryHidden"):
            continue  # lists behind drop-downs: nobody fills them in
        target = str(targets[sheet.get(f"{{{_RELATION}}}id")])
        yield str(sheet.get("name")), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _shared_texts(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    root = etree.fromstring(book.read("xl/sharedStrings.xml"), _PARSER)
    return ["".join(text.text or "" for text in one.iter(f"{{{_MAIN}}}t")) for one in root.iter(f"{{{_MAIN}}}si")]


def _rows(name: str, data: bytes, texts: list[str]) -> tuple[tuple[FormCell, ...], ...]:
    """Every cell of the file, and those a sheet without borders does not even write: between a label left and a heading above."""
    root = etree.fromstring(data, _PARSER)
    covered = _covered(root)
    above: dict[str, str] = {}
    rows = []
    for row in root.iter(f"{{{_MAIN}}}row"):
        written = {_number(_column(str(cell.get("r")))): cell for cell in row.iter(f"{{{_MAIN}}}c")}
        cells, left = [], ""
        for number in sorted(written.keys() | {_number(letters) for letters in above} if written else ()):
            letters = _letters(number)
            place = f"{letters}{row.get('r')}"
            if place in covered or (number not in written and not (left and letters in above)):
                continue
            text = _text(written[number], texts) if number in written else ""
            hint = "·".join(part for part in (left, above.get(letters, "")) if part)
            cells.append(FormCell(f"{name}!{place}", text, hint[:80]))
            if text:
                left, above[letters] = text[:40], text[:40]
        rows.append(tuple(cells))
    return tuple(rows)


def _covered(root: etree._Element) -> set[str]:
    """Cells hidden under a merged one: they hold nothing and are not asked about."""
    found: set[str] = set()
    for merged in root.iter(f"{{{_MAIN}}}mergeCell"):
        first, _, last = str(merged.get("ref")).partition(":")
        a, top = _place(first)
        b, bottom = _place(last or first)
        if len(found) + (bottom - top + 1) * (b - a + 1) > MOST_CELLS:
            raise NotAForm(f"报表的合并单元格过多（{merged.get('ref')}），请上传空白报表")
        found |= {f"{_letters(x)}{y}" for x in range(a, b + 1) for y in range(top, bottom + 1)} - {first}
    return found


def _column(place: str) -> str:
    return _matched(place)[0]


def _place(place: str) -> tuple[int, int]:
    letters, row = _matched(place)
    return _number(letters), int(row)


def _matched(place: str) -> tuple[str, str]:
    match = _CELL.fullmatch(place)
    if match is None:
        raise ValueError(f"{place!r} is no cell")
    return match.group(1), match.group(2)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def _text(cell: etree._Element, texts: list[str]) -> str:
    if cell.find(f"{{{_MAIN}}}f") is not None:
        return "（公式）"
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{{{_MAIN}}}t")).strip()
    value = cell.find(f"{{{_MAIN}}}v")
    if value is None or not value.text:
        return ""
    return (texts[int(value.text)] if cell.get("t") == "s" else value.text).strip()


def _filled(data: bytes, wanted: Mapping[str, int | str]) -> bytes:
    root = etree.fromstring(data, _PARSER)
    _write_out(root, wanted)
    for cell in root.iter(f"{{{_MAIN}}}c"):
        value = wanted.get(str(cell.get("r")))
        if value is None:
            continue
        for child in list(cell):
            cell.remove(child)
        if isinstance(value, int):
            cell.attrib.pop("t", None)
            etree.SubElement(cell, f"{{{_MAIN}}}v").text = str(value)
        else:
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{{{_MAIN}}}is"), f"{{{_MAIN}}}t").text = value
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _write_out(root: etree._Element, wanted: Mapping[str, int | str]) -> None:
    """Make the cells the file left out, each at its place in the row: readers refuse cells out of order."""
    for row in root.iter(f"{{{_MAIN}}}row"):
        known = {str(cell.get("r")) for cell in row}
        missing = [
            place for place in wanted if place not in known and place.removeprefix(_column(place)) == row.get("r")
        ]
        for place in missing:
            etree.SubElement(row, f"{{{_MAIN}}}c", r=place)
        if missing:
            row[:] = sorted(row, key=lambda cell: _number(_column(str(cell.get("r")))))
