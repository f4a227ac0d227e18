"""Builds the DOCX template of letters: ``python -m gongkai.notices.docx_template``.

Letter form of GB/T 9704: red name, double lines, number at the right, title, addressee, text, signature and date, page number. An office
may change the look in WPS or Word and lay its own file into the data folder as ``templates/letter.docx``.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document as NewDocument
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

TEMPLATE = Path(__file__).with_name("letter.docx")
_BODY, _TITLE = "仿宋", "方正小标宋简体"
_RED = "D7000F"
_PITCH = Pt(28.95)


def build() -> WordDocument:
    """The template as a document of python-docx."""
    document = NewDocument()
    _set_page(document)
    _set_body(document)
    _set_head(document)
    _line(document, "{{ number }}", align=WD_ALIGN_PARAGRAPH.RIGHT, indent=0)
    _line(document, "", indent=0)
    title = _line(document, "{{ title }}", align=WD_ALIGN_PARAGRAPH.CENTER, indent=0, points=22, font=_TITLE)
    title.paragraph_format.line_spacing, title.paragraph_format.space_after = Pt(34), Pt(28)
    _line(document, "{{ addressee }}：", indent=0)
    _loop(document, "paragraph", "paragraphs")
    _loop(document, "enclosure", "enclosures")
    _line(document, "", indent=0)
    for field in ("agency", "day"):
        signed = _line(document, f"{{{{ {field} }}}}", align=WD_ALIGN_PARAGRAPH.RIGHT, indent=0)
        signed.paragraph_format.right_indent = Pt(63)
        signed.paragraph_format.keep_together = signed.paragraph_format.keep_with_next = True
    _line(document, "{%p if slip %}", indent=0)
    slip = _line(document, "{{ slip.title }}", align=WD_ALIGN_PARAGRAPH.CENTER, indent=0, points=22, font=_TITLE)
    slip.paragraph_format.page_break_before = True
    _loop(document, "row", "slip.lines")
    _line(document, "{%p endif %}", indent=0)
    return document


def _set_page(document: WordDocument) -> None:
    """A4, type area 156 mm x 225 mm; the first page has the red head and no number, further pages a number between dashes."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    page.header_distance, page.footer_distance = Mm(30), Mm(20)
    page.different_first_page_header_footer = True
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, kind in (("— ", ""), ("", "begin"), ("PAGE", "code"), ("", "end"), (" —", "")):
        run = footer.add_run(text if kind != "code" else "")
        run.font.size = Pt(14)
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _set_head(document: WordDocument) -> None:
    """Name and upper double line in the header of the first page, lower double line in its footer."""
    page = document.sections[0]
    name = page.first_page_header.paragraphs[0]
    _write(name, "{{ agency }}", 32, _TITLE)
    name.runs[0].font.color.rgb = RGBColor.from_string(_RED)
    name.runs[0].font.bold = True
    _double_line(name, "bottom", "thickThinSmallGap")
    foot = page.first_page_footer.paragraphs[0]
    _write(foot, "", 6, _BODY)
    _double_line(foot, "top", "thinThickSmallGap")


def _double_line(paragraph: Paragraph, side: str, kind: str) -> None:
    """170 mm wide where the type area has 156: seven millimetres out on both sides."""
    borders = OxmlElement("w:pBdr")
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", "24"), ("space", "11"), ("color", _RED)):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    paragraph._p.get_or_add_pPr().append(borders)  # before indents and alignment, as the schema orders them
    look = paragraph.paragraph_format
    look.alignment = WD_ALIGN_PARAGRAPH.CENTER
    look.first_line_indent, look.left_indent, look.right_indent = Pt(0), Mm(-8), Mm(-6)


def _set_body(document: WordDocument) -> None:
    style = document.styles["Normal"]
    style.font.size, style.font.name = Pt(16), "Times New Roman"
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), _BODY)
    look = style.paragraph_format
    look.space_before = look.space_after = Pt(0)
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, _PITCH


def _line(
    document: WordDocument, text: str, *, align: WD_ALIGN_PARAGRAPH | None = None, indent: float = 32, points: float = 16,
    font: str = _BODY,
) -> Paragraph:  # fmt: skip
    paragraph = document.add_paragraph()
    _write(paragraph, text, points, font)
    paragraph.paragraph_format.first_line_indent = Pt(indent)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def _write(paragraph: Paragraph, text: str, points: float, font: str) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(points), "Times New Roman"
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _loop(document: WordDocument, name: str, values: str) -> None:
    _line(document, f"{{%p for {name} in {values} %}}", indent=0)
    _line(document, f"{{{{ {name} }}}}")
    _line(document, "{%p endfor %}", indent=0)


if __name__ == "__main__":
    build().save(str(TEMPLATE))
