"""The evidence bundle page by page: every page A4, its number in the same corner, the list naming the pages it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2
from PIL import Image

from gongkai.agencies.models import Agency
from gongkai.notices.sheets import Part, sheet_pdf
from gongkai.remedies.bundle import APART, bundle_pdf
from gongkai.remedies.models import RemedyCase
from gongkai.requests.dossier import PDF, Paper

DAY = date(2025, 6, 12)


def paper(title: str, content: bytes, media_type: str = PDF) -> Paper:
    return Paper(title, title, content, media_type, DAY, "证明内容")


def pdf_of(*pages: tuple[Sequence[float], int]) -> bytes:
    """Pages of these boxes, turned."""
    made = pikepdf.new()
    for box, turned in pages:
        page = made.add_blank_page(page_size=(box[2] - box[0], box[3] - box[1]))
        page.mediabox, page.obj.Rotate = pikepdf.Array(list(box)), turned
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def picture(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


def made(*papers: Paper) -> pypdfium2.PdfDocument:
    case = RemedyCase(
        block="reconsideration", body="温县人民政府", agency=Agency(name="温县公安局"), subject="撤销答复"
    )
    return pypdfium2.PdfDocument(bundle_pdf(case, papers, DAY))


def test_plans_pictures_and_turned_scans_come_on_a4_with_the_number_in_the_corner() -> None:
    plan = pdf_of(((0, 0, 1191, 842), 0), ((0, 0, 595, 842), 90), ((50, 50, 645, 892), 0), ((0, 0, 300, 400), 0))
    sheet = sheet_pdf("登记表", (Part(lines=("一行",)),), DAY)
    bundle = made(paper("登记表", sheet), paper("平面图", plan), paper("照片", picture(1600, 700), "image/png"))
    sizes = [tuple(round(side) for side in page.get_size()) for page in bundle]
    upright, lying = (595, 842), (842, 595)
    assert sizes == [upright, upright, lying, lying, upright, upright, lying]
    for number, page in enumerate(bundle, 1):
        text = page.get_textpage()
        found = text.search(f"第 {number} 页")
        place = found.get_next()
        assert place is not None, f"page {number} has no number"
        _, bottom, right, _ = text.get_charbox(place[0])
        assert bottom < 60
        assert page.get_size()[0] - right < 90


def test_the_list_names_the_pages_and_what_is_handed_over_apart() -> None:
    two = pdf_of(((0, 0, 595, 842), 0), ((0, 0, 595, 842), 0))
    bundle = made(paper("甲证据", two), paper("乙证据", b"PK", APART), paper("丙证据", two))
    listed = re.sub(r"\s", "", bundle[0].get_textpage().get_text_range())
    assert "甲证据2025-06-12证明内容2-3" in listed
    assert "乙证据2025-06-12证明内容另附" in listed
    assert "丙证据2025-06-12证明内容4-5" in listed
    assert len(bundle) == 5
