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
_EM = 16
_AFTER_GAPS = (
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:rPr",
)
"""What stands behind borders and gaps in the properties of a paragraph: Word refuses another order."""


def build() -> WordDocument:
    """The template as a document of python-docx. The last paragraphs, the enclosures and the signature stay on one page."""
    document = NewDocument()
    _set_page(document)
    _set_body(document)
    _set_head(document)
    _line(document, "{{ number }}", align=WD_ALIGN_PARAGRAPH.RIGHT, indent=0)
    _line(document, "", indent=0)
    title = _line(document, "{{ title }}", align=WD_ALIGN_PARAGRAPH.CENTER, indent=0, points=22, font=_TITLE)
    title.paragraph_format.line_spacing, title.paragraph_format.space_after = Pt(34), Pt(28)
    _line(document, "{{ addressee }}：", indent=0)
    _loop(document, "paragraph", "paragraphs[:-2]")
    _stays(_loop(document, "paragraph", "paragraphs[-2:]"))
    _enclosures(document)
    _stays(_line(document, "", indent=0))
    for field in ("agency", "day"):
        # The date stands about four characters in from the right, the name centred above it.
        signed = _line(document, f"{{{{ {field} }}}}", align=WD_ALIGN_PARAGRAPH.CENTER, indent=0)
        signed.paragraph_format.left_indent = Pt(_EM * 12)
        if field == "agency":
            _stays(signed)
    _line(document, "{%p if slip %}", indent=0)
    slip = _line(document, "{{ slip.title }}", align=WD_ALIGN_PARAGRAPH.CENTER, indent=0, points=22, font=_TITLE)
    slip.paragraph_format.page_break_before = True
    slip.paragraph_format.line_spacing, slip.paragraph_format.space_after = Pt(34), Pt(28)
    _line(document, "{{ slip.lines[0] }}", indent=0)
    _loop(document, "row", "slip.lines[1:]")
    _line(document, "{%p endif %}", indent=0)
    return document


def _enclosures(document: WordDocument) -> None:
    """附件： two characters in; further lines of a name stand below its first character. A tab leads to that place."""
    _line(document, "{%p if enclosures %}", indent=0)
    _stays(_line(document, "", indent=0))
    for condition, text, left, first in (
        ("(enclosures if enclosures|length == 1 else [])", "附件：{{ enclosure }}", 5.0, -3.0),
        ("(enclosures[:1] if enclosures|length > 1 else [])", "附件：1.\t{{ enclosure }}", 6.5, -4.5),
        ("enclosures[1:]", "{{ loop.index + 1 }}.\t{{ enclosure }}", 6.5, -1.5),
    ):
        one = _loop(document, "enclosure", condition, text)
        one.paragraph_format.left_indent, one.paragraph_format.first_line_indent = Pt(_EM * left), Pt(_EM * first)
        _stays(one)
    _line(document, "{%p endif %}", indent=0)


def _stays(paragraph: Paragraph) -> None:
    """No page ends inside it or after it: a seal never stands on an empty page."""
    paragraph.paragraph_format.keep_together = paragraph.paragraph_format.keep_with_next = True


def _set_page(document: WordDocument) -> None:
    """A4, type area 156 mm x 225 mm; the first page has the red head and no number, further pages a number between dashes."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    page.header_distance, page.footer_distance = Mm(30), Mm(20)
    page.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((page.footer, WD_ALIGN_PARAGRAPH.RIGHT), (page.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        _page_number(footer.paragraphs[0], side)


def _page_number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """A number between dashes, one character in: odd pages right, even pages left."""
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    for text, kind in (("— ", ""), ("", "begin"), ("PAGE", "code"), ("", "end"), (" —", "")):
        run = paragraph.add_run(text if kind != "code" else "")
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
    _write(foot, "", 2, _BODY)
    foot.paragraph_format.line_spacing = Pt(2)  # the line is all there is: 20 mm from the edge of the sheet
    _double_line(foot, "top", "thinThickSmallGap", space=1)


def _double_line(paragraph: Paragraph, side: str, kind: str, space: int = 11) -> None:
    """170 mm wide where the type area has 156: seven millimetres out on both sides."""
    borders = OxmlElement("w:pBdr")
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", "24"), ("space", str(space)), ("color", _RED)):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", *_AFTER_GAPS)
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
    look.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for name in ("autoSpaceDE", "autoSpaceDN"):  # no gap between Chinese and figures: 2022年3月1日
        none = OxmlElement(f"w:{name}")
        none.set(qn("w:val"), "0")
        style.element.get_or_add_pPr().insert_element_before(none, *_AFTER_GAPS)
    language = OxmlElement("w:lang")  # the forms of characters and stops that are used on the mainland
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(language)


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


def _loop(document: WordDocument, name: str, values: str, text: str = "") -> Paragraph:
    """The paragraph that is repeated for each value."""
    _line(document, f"{{%p for {name} in {values} %}}", indent=0)
    repeated = _line(document, text or f"{{{{ {name} }}}}")
    _line(document, "{%p endfor %}", indent=0)
    return repeated


if __name__ == "__main__":
    build().save(str(TEMPLATE))
