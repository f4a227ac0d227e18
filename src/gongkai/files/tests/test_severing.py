"""Severance: what was marked is in no byte, no text, no metadata, no attachment and no annotation of the copy; the rest is."""

from __future__ import annotations

import re
import zlib
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import typst
from docx import Document
from PIL import Image

from gongkai.files.fonts import families, fonts
from gongkai.files.kinds import KINDS
from gongkai.files.severing.marks import Area, Box
from gongkai.files.severing.sources import NoPages, as_pages
from gongkai.files.severing.work import page_count, page_picture, passages, severed

SECRET, SECOND = "闻人芷若", "13803917788"
LINES = (
    f"申请人{SECRET}，联系电话{SECOND}。",
    "温县滨河路2021年道路维修资金安排：人民币120万元。",
    "其他可以公开的内容。",
)


def printed(*lines: str, extra: str = "") -> bytes:
    text = "\n\n".join(lines) + extra
    source = f'#set text(font: ({", ".join(chr(34) + name + chr(34) for name in families())}), size: 14pt)\n#set page(paper: "a4")\n{text}'
    return typst.compile(source.encode(), font_paths=fonts())


def text_of(pdf: bytes) -> str:
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)))


def everything_in(pdf: bytes) -> bytes:
    """All bytes of a document, every stream unpacked as well."""
    found = [pdf]
    with pikepdf.open(BytesIO(pdf)) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Stream):
                found.append(one.read_raw_bytes())
                try:
                    found.append(one.read_bytes())
                except (pikepdf.PdfError, zlib.error):
                    continue
            found.append(repr(one).encode())
    return b"\n".join(found)


def spellings(words: str) -> list[bytes]:
    return [
        words.encode(),
        words.encode("utf-16-be"),
        words.encode("utf-16-be").hex().encode(),
        words.encode("gb18030"),
    ]


def test_a_passage_is_found_by_its_words_and_gone_from_the_copy():
    pdf = printed(*LINES)
    areas = [*passages(pdf, SECRET), *passages(pdf, SECOND)]
    assert [area.page for area in areas] == [1, 1]
    copy = severed(pdf, areas, "副本")
    text = text_of(copy.content)
    assert "120万元" in text
    assert "申请人" in text
    assert SECRET in text_of(pdf)  # the negative control
    for words in (SECRET, SECOND):
        assert words not in text
        assert not any(spelt in everything_in(copy.content) for spelt in spellings(words))
    assert copy.hidden == len(SECRET) + len(SECOND)


def test_words_that_run_over_two_lines_are_found_as_two_areas():
    pdf = printed("甲" * 25 + "需要隐去的这一段很长的文字内容" + "乙" * 10)
    areas = passages(pdf, "需要隐去的这一段很长的文字内容")
    assert len(areas) == 2
    assert "隐去" not in text_of(severed(pdf, areas, "副本").content)


def test_the_marked_area_is_black_and_the_page_beside_it_unchanged():
    pdf = printed(*LINES)
    copy = severed(pdf, [Area(1, Box(0.0, 0.0, 1.0, 0.15), 3)], "副本")
    page = pypdfium2.PdfDocument(copy.content)[0].render(scale=1).to_pil().convert("L")
    assert page.crop((200, 20, 400, 100)).getextrema()[1] < 40
    assert page.crop((10, 600, 500, 800)).getextrema()[0] > 240


def test_metadata_attachments_annotations_and_forms_do_not_go_along():
    with pikepdf.open(BytesIO(printed(*LINES))) as pdf:
        pdf.docinfo["/Author"], pdf.docinfo["/Subject"] = SECRET, SECOND
        with pdf.open_metadata() as data:
            data["dc:description"] = SECRET
        pdf.attachments["note.txt"] = pikepdf.AttachedFileSpec(pdf, SECRET.encode(), filename="note.txt")
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[10, 10, 30, 30], Contents=SECRET,
        ))]))  # fmt: skip
        out = BytesIO()
        pdf.save(out)
    source = out.getvalue()
    assert any(spelt in everything_in(source) for spelt in spellings(SECRET))  # the negative control
    copy = severed(source, passages(source, SECRET), "副本").content
    assert not any(spelt in everything_in(copy) for spelt in spellings(SECRET))
    with pikepdf.open(BytesIO(copy)) as pdf:
        assert len(pdf.attachments) == 0
        assert "/Annots" not in pdf.pages[0]
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert dict(pdf.docinfo) == {"/Title": "副本"}


def test_text_that_was_only_covered_before_does_not_come_back():
    """The usual mistake: a black box drawn over the words. White words on white are the same."""
    hidden = f"\n\n#place(top + left, box(fill: black, width: 90mm, height: 10mm))\n#place(top + left, dx: 2mm, dy: 2mm, text(fill: black)[{SECRET}])\n#place(bottom, text(fill: white)[{SECOND}])"
    pdf = printed("可见内容", extra=hidden)
    assert SECRET in text_of(pdf)
    assert SECOND in text_of(pdf)
    text = text_of(severed(pdf, [], "副本").content)
    assert text == "可见内容"


def test_a_character_half_inside_a_mark_is_hidden():
    pdf = printed("甲乙丙丁")
    (area,) = passages(pdf, "乙")
    wide = area.box.right - area.box.left
    cut = Area(1, Box(area.box.left + wide / 2, area.box.top, area.box.right, area.box.bottom))
    assert text_of(severed(pdf, [cut], "副本").content) == "甲丙丁"


def test_a_turned_page_is_marked_where_it_is_seen():
    with pikepdf.open(BytesIO(printed(*LINES))) as pdf:
        pdf.pages[0].rotate(90, relative=False)
        out = BytesIO()
        pdf.save(out)
    source = out.getvalue()
    areas = passages(source, SECRET)
    assert all(area.box.left > 0.8 for area in areas)  # the first line of a page turned clockwise stands at its right
    copy = severed(source, areas, "副本").content
    assert SECRET not in text_of(copy)
    page = pypdfium2.PdfDocument(copy)[0]
    assert page.get_width() > page.get_height()


def test_a_picture_becomes_a_page_without_what_the_camera_wrote():
    picture = Image.new("RGB", (600, 400), "white")
    exif = picture.getexif()
    exif[0x010E] = SECRET
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif)
    pages = as_pages(out.getvalue(), "image/jpeg")
    assert page_count(pages) == 1
    assert SECRET.encode() not in everything_in(pages)
    copy = severed(pages, [Area(1, Box(0.1, 0.1, 0.5, 0.5))], "副本").content
    assert pypdfium2.PdfDocument(copy)[0].render(scale=1).to_pil().convert("L").getextrema() == (0, 255)


def test_a_word_file_is_set_on_pages_and_severed():
    document = Document()
    for line in LINES:
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    pages = as_pages(out.getvalue(), KINDS["docx"].media_type)
    copy = severed(pages, passages(pages, SECOND), "副本").content
    assert SECOND not in text_of(copy)
    assert "120万元" in text_of(copy)


def test_a_file_of_more_pages_than_one_process_takes_is_whole_afterwards():
    pdf = printed(*(f"第{number}页{'#pagebreak()' if number < 23 else ''}" for number in range(1, 24)))
    copy = severed(pdf, passages(pdf, "第22页"), "副本")
    assert (copy.pages, page_count(copy.content)) == (23, 23)
    assert "第21页" in text_of(copy.content)
    assert "第22页" not in text_of(copy.content)


def test_the_picture_to_mark_on_shows_the_areas():
    pdf = printed(*LINES)
    plain = Image.open(BytesIO(page_picture(pdf, 1)))
    marked = Image.open(BytesIO(page_picture(pdf, 1, [Area(1, Box(0.2, 0.5, 0.6, 0.6), 1)])))
    assert plain.size == marked.size
    middle = (int(plain.width * 0.4), int(plain.height * 0.57))
    assert plain.getpixel(middle) == (255, 255, 255)
    assert marked.getpixel(middle) != (255, 255, 255)


def test_a_file_that_has_no_pages_says_what_to_do():
    with pytest.raises(NoPages, match="请先打印为 PDF"):
        as_pages(b"PK", KINDS["ofd"].media_type)
