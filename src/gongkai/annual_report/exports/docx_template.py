"""Builds the DOCX template from the official form: ``python -m gongkai.annual_report.exports.docx_template``.

The three tables stand in it with their merged cells and a placeholder per figure, the text in loops over paragraphs. An office may
change the look in WPS or Word and lay its own file into the data folder as ``templates/report.docx``.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document as NewDocument
from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from gongkai.law.annual_report.form import SECTIONS
from gongkai.law.annual_report.layout import LAYOUT, LayoutCell, LayoutTable

TEMPLATE = Path(__file__).with_name("report.docx")
_BODY, _HEAD, _TITLE = "仿宋", "黑体", "方正小标宋简体"
_FILLS_A_PAGE = "table3"
_TEXT_WIDTH_MM = 156
_TABLE_POINTS = {"table2": 12, "table3": 9, "table4": 10.5}


def build() -> WordDocument:
    """The template as a document of python-docx."""
    document = NewDocument()
    _set_page(document)
    _set_styles(document)
    _line(document, "{{ title }}", "Title")
    _loop(document, "note", "notes", "Normal")
    for section in SECTIONS:
        heading = _line(document, section.heading_zh, "Heading 1")
        heading.paragraph_format.page_break_before = section.table == _FILLS_A_PAGE
        if section.table is not None:
            _add_table(document, next(table for table in LAYOUT if table.key == section.table))
            continue
        _loop(document, "paragraph", f's["{section.key}"]', "Normal")
        for part in section.parts:
            _line(document, part.heading_zh, "Heading 2")
            _loop(document, "paragraph", f's["{section.key}.{part.key}"]', "Normal")
    return document


def _set_page(document: WordDocument) -> None:
    """A4 with the margins of an official document; the page number between dashes in the footer."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, kind in (("— ", ""), ("", "begin"), ("PAGE", "code"), ("", "end"), (" —", "")):
        run = footer.add_run(text if kind != "code" else "")
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _set_styles(document: WordDocument) -> None:
    looks = (
        ("Normal", _BODY, 16, False),
        ("Title", _TITLE, 22, False),
        ("Heading 1", _HEAD, 16, False),
        ("Heading 2", "楷体", 16, True),
    )
    for name, font, points, bold in looks:
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.size, style.font.bold, style.font.name = Pt(points), bold, "Times New Roman"
        style.font.color.rgb = None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            if "Theme" in attribute:
                del fonts.attrib[attribute]
        fonts.set(qn("w:eastAsia"), font)
        for color in style.element.rPr.findall(qn("w:color")):
            style.element.rPr.remove(color)
        for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
            style.element.pPr.remove(border)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = Pt(28 if points == 16 else 34)
        style.paragraph_format.first_line_indent = Pt(32) if name != "Title" else None
    title = document.styles["Title"].paragraph_format
    title.alignment, title.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(28)


def _line(document: WordDocument, text: str, style: str) -> Paragraph:
    return document.add_paragraph(text, style=style)


def _loop(document: WordDocument, name: str, values: str, style: str) -> None:
    _line(document, f"{{%p for {name} in {values} %}}", style)
    _line(document, f"{{{{ {name} }}}}", style)
    _line(document, "{%p endfor %}", style)


def _add_table(document: WordDocument, layout: LayoutTable) -> None:
    """An official table with its merged cells: whole on one page where it fits, else no row torn and the head repeated."""
    table = document.add_table(rows=len(layout.rows), cols=layout.columns)
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _set_widths(table, layout)
    _set_cell_margins(table)
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(layout.rows):
        _keep_row_whole(table, row, is_head=row < layout.header_rows)
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            bottom, right = row + cell.rowspan - 1, column + cell.colspan - 1
            taken.update((down, across) for down in range(row, bottom + 1) for across in range(column, right + 1))
            place = table.cell(row, column)
            if (bottom, right) != (row, column):
                place = place.merge(table.cell(bottom, right))
            is_label = layout.key == "table3" and cell.header and cell.rowspan == 1 and row >= layout.header_rows
            paragraph = _write(place, cell, _TABLE_POINTS[layout.key], is_label)
            paragraph.paragraph_format.keep_with_next = bottom < len(layout.rows) - 1


def _set_widths(table: Table, layout: LayoutTable) -> None:
    whole = sum(layout.widths)
    for column, share in zip(table.columns, layout.widths, strict=True):
        width = Mm(round(_TEXT_WIDTH_MM * share / whole, 1))
        column.width = width
        for cell in column.cells:
            cell.width = width


def _set_cell_margins(table: Table) -> None:
    """Narrow columns of a few characters: 0.7 mm beside the text."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "40")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _keep_row_whole(table: Table, row: int, *, is_head: bool) -> None:
    properties = table.rows[row]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _write(place: _Cell, cell: LayoutCell, points: float, is_label: bool) -> Paragraph:
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = place.paragraphs[0]
    paragraph.paragraph_format.first_line_indent = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(points * 1.3)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if is_label else WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(f'{{{{ f["{cell.key}"] }}}}' if cell.key else cell.text)
    run.font.size = Pt(points)
    if cell.vertical:
        direction = OxmlElement("w:textDirection")
        direction.set(qn("w:val"), "tbRlV")
        place._tc.get_or_add_tcPr().append(direction)
    return paragraph


if __name__ == "__main__":
    build().save(str(TEMPLATE))
