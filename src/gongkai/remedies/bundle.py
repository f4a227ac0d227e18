"""The evidence bundle (举证包): contents list with page numbers, then the case's papers, as one PDF.

A reconsideration body or a court gets one file whose every page has a number; what is no PDF and no picture is listed and handed
over apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO

import pikepdf

from gongkai.files.kinds import PICTURES, kind_of
from gongkai.files.severing.sources import as_pages
from gongkai.notices.sheets import Part, number_pages, sheet_pdf
from gongkai.remedies.models import RemedyCase
from gongkai.requests.dossier import PDF, Paper

TITLE = "证据目录"
WITHHELD_TITLE = "不公开质证的证据目录"
APART = "application/octet-stream"
"""Of no kind that is set into the bundle: listed, handed over apart."""
_A4 = (595.28, 841.89)
_NEARLY, _MARGIN = 3.0, 20.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents list; ``first`` is None for what is handed over apart."""

    number: int
    paper: Paper
    first: int | None
    last: int | None

    @property
    def pages(self) -> str:
        if self.first is None:
            return "另附"
        return f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"


def apart(paper: Paper) -> Paper:
    """A paper the bundle names and does not show: evidence the other party may not see (行政诉讼证据规定 37) goes apart."""
    return replace(paper, title=f"{paper.title}，不公开质证", media_type=APART)


def bundle_pdf(case: RemedyCase, papers: Sequence[Paper], day: date, title: str = TITLE) -> bytes:
    """The contents list comes first and is counted: its own length is known once it has been set."""
    contents_pages = 1
    while True:
        entries, parts = _placed(papers, contents_pages)
        contents = sheet_pdf(title, _contents(case, entries), day)
        with pikepdf.open(BytesIO(contents)) as pdf:
            needed = len(pdf.pages)
        if needed == contents_pages:
            return _joined([contents, *parts], day, title)
        contents_pages = needed


def _placed(papers: Sequence[Paper], before: int) -> tuple[list[Entry], list[bytes]]:
    entries: list[Entry] = []
    parts: list[bytes] = []
    place = before + 1
    for number, paper in enumerate(papers, 1):
        content = _as_pdf(paper)
        count = 0
        if content is not None:
            with pikepdf.open(BytesIO(content)) as pdf:
                count = len(pdf.pages)
            parts.append(content)
        entries.append(Entry(number, paper, place if count else None, place + count - 1 if count else None))
        place += count
    return entries, parts


def _as_pdf(paper: Paper) -> bytes | None:
    if paper.media_type == PDF:
        return paper.content
    kind = kind_of(paper.media_type)
    return as_pages(paper.content, paper.media_type) if kind and kind.key in PICTURES else None


def _contents(case: RemedyCase, entries: Sequence[Entry]) -> tuple[Part, ...]:
    about = (
        ("案件", f"{case.get_block_display()}　{case.case_number or '案号未定'}"),
        ("复议机关、受理法院", case.body),
        ("被申请人、被告", case.agency.name),
        ("申请人、原告", case.claimant or "—"),
        ("事项", case.subject),
    )
    rows = tuple(
        (str(one.number), one.paper.title, one.paper.day.isoformat(), one.paper.proves, one.pages) for one in entries
    )
    signed = ("提交单位（盖章）：　　　　　　　　　　　　提交日期：　　　　年　　月　　日",)
    return (
        Part(rows=about, widths=(1, 3)),
        Part("证据", rows, ("序号", "证据名称", "日期", "证明内容", "页码"), (1.3, 5, 2.4, 4.7, 1.6)),
        Part(lines=signed),
    )


def _on_paper(made: pikepdf.Pdf, number: int) -> bool:
    """Bring a page that is not upright A4 (a plan, a picture, a turned scan) onto A4, lying where it is broad, above a margin for
    its number: a court gets pages of one size, each number in the same corner. True where the page lies."""
    page = made.pages[number]
    left, bottom, right, top = (float(side) for side in page.mediabox)
    turned = int(page.obj.get("/Rotate", 0)) % 180 != 0
    width, height = (top - bottom, right - left) if turned else (right - left, top - bottom)
    if (
        not page.obj.get("/Rotate", 0)
        and (left, bottom) == (0, 0)
        and abs(width - _A4[0]) < _NEARLY
        and abs(height - _A4[1]) < _NEARLY
    ):
        return False
    lies = width > height
    across, up = reversed(_A4) if lies else _A4
    sheet = made.add_blank_page(page_size=(across, up))
    sheet.add_overlay(page, pikepdf.Rectangle(_MARGIN, 2 * _MARGIN, across - _MARGIN, up - _MARGIN))
    made.pages[number] = sheet
    del made.pages[-1]
    return lies


def _joined(parts: Sequence[bytes], day: date, title: str) -> bytes:
    made = pikepdf.new()
    for part in parts:
        with pikepdf.open(BytesIO(part)) as pdf:
            made.pages.extend(pdf.pages)
    lying = [_on_paper(made, number) for number in range(len(made.pages))]
    with pikepdf.open(BytesIO(number_pages(lying, day))) as numbers:
        for page, number in zip(made.pages, numbers.pages, strict=True):
            page.add_overlay(number, pikepdf.Rectangle(page.mediabox))
    made.docinfo["/Title"] = title
    out = BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()
