"""A paper as DOCX for WPS and Word."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.oversight.papers.blocks import Heading, Paper, Table

_LOOKS = (("Normal", "仿宋", 14), ("Title", "方正小标宋简体", 20), ("Heading 1", "黑体", 15))


def docx_bytes(paper: Paper) -> bytes:
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(25), Mm(22), Mm(30), Mm(28)
    for name, font, points in _LOOKS:
        style: Any = document.styles[name]
        style.font.size, style.font.name, style.font.color.rgb = Pt(points), "Times New Roman", None
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    document.add_paragraph(paper.title, style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    if paper.subtitle:
        document.add_paragraph(paper.subtitle).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for block in paper.blocks:
        if isinstance(block, Table):
            _table(document, block)
        elif isinstance(block, Heading):
            document.add_heading(block.text, level=1)
        else:
            document.add_paragraph(block.text).paragraph_format.first_line_indent = Pt(28)
    for signer in paper.signers:
        document.add_paragraph(f"{signer}（签字）：________________　　　　年　　月　　日")
    closing = document.add_paragraph(
        f"{paper.issuer}\n{paper.issued_on.year}年{paper.issued_on.month}月{paper.issued_on.day}日"
    )
    closing.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    properties = document.core_properties
    properties.title, properties.author = paper.title, paper.issuer
    properties.created = properties.modified = datetime.combine(paper.issued_on, datetime.min.time())
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: Any, block: Table) -> None:
    if block.title:
        document.add_paragraph(block.title)
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.head))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for row, cells in enumerate((block.head, *block.rows)):
        for column, text in enumerate(cells):
            paragraph = table.cell(row, column).paragraphs[0]
            run = paragraph.add_run(text)
            run.font.size, run.bold = Pt(10.5), row == 0
            if column in block.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
