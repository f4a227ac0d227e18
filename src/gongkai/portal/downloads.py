"""A published document as a file to keep: TXT, DOCX, PDF, made from its current edition when somebody asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import typst
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from gongkai.catalogue.services import rows_of
from gongkai.clock import legal_day, start_of_day
from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address
from gongkai.files.fonts import families, fonts
from gongkai.files.packing import dated
from gongkai.portal.blocks import Block, blocks_of
from gongkai.portal.documents import found_or_404, metadata
from gongkai.portal.site import site_of

_SOURCE = Path(__file__).with_name("document.typ")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def download(request: HttpRequest, public_id: str, ending: str) -> FileResponse:
    found, site = found_or_404(public_id), site_of(request)
    chosen = FORMATS.get(ending)
    if (
        chosen is None or site is None or found.state != Publication.State.PUBLISHED or found.current is None
        or "body_html" not in found.current.payload
    ):  # fmt: skip
        raise Http404
    media_type, write = chosen
    payload = found.current.payload
    facts = metadata(found, payload)
    note = found.current.note and f"更正说明：{found.current.note}"
    whole = f"{site.base}{content_address(found.id)}"
    content = write(
        found,
        [*facts, *([("更正", found.current.note)] if note else []), ("网址", whole)],
        [*_service(payload), *blocks_of(payload["body_html"])],
    )
    return FileResponse(
        BytesIO(content), content_type=media_type, as_attachment=True, filename=f"{found.title[:80]}.{ending}"
    )  # fmt: skip


def _service(payload: Mapping[str, Any]) -> list[Block]:
    """The elements of a service guide as a table before its text."""
    elements = payload.get("service") or {}
    rows = [[label, text] for label, text in rows_of(elements)]
    rows += [["在线办理网址", elements["online"]]] if elements.get("online") else []
    return [Block("table", rows=rows)] if rows else []


Facts = Sequence[tuple[str, str]]


def as_text(found: Publication, facts: Facts, blocks: Sequence[Block]) -> bytes:
    lines = [found.title, "", *(f"{label}：{value}" for label, value in facts if label != "标题"), ""]
    for block in blocks:
        lines += ["\t".join(row) for row in block.rows] if block.kind == "table" else [block.text, ""]
    return "\r\n".join(lines).encode("utf-8-sig")


def as_word(found: Publication, facts: Facts, blocks: Sequence[Block]) -> bytes:
    document = docx.Document()
    document.core_properties.author = found.agency.name
    document.core_properties.title = found.title
    title = document.add_heading(found.title, 0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _word_table(document, [[label, value] for label, value in facts if label != "标题"])
    document.add_paragraph()
    for block in blocks:
        match block.kind:
            case "heading":
                document.add_heading(block.text, block.level)
            case "table":
                _word_table(document, block.rows)
            case "point":
                document.add_paragraph(block.text, style="List Bullet")
            case _:
                paragraph = document.add_paragraph(block.text)
                paragraph.paragraph_format.first_line_indent = Pt(22)
    out = BytesIO()
    document.save(out)
    return dated(out.getvalue(), legal_day(found.first_published_at))


def _word_table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    wide = max(map(len, rows))
    table = document.add_table(0, wide, style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text


def as_pdf(found: Publication, facts: Facts, blocks: Sequence[Block]) -> bytes:
    """PDF/A-2b; what the document says goes in as data, never into the source."""
    data = {
        "title": found.title, "agency": found.agency.name, "fonts": families(), "facts": [pair for pair in facts if pair[0] != "标题"],
        "blocks": [{"kind": one.kind, "text": one.text, "level": one.level, "rows": _even(one.rows)} for one in blocks],
    }  # fmt: skip
    stamp = int(start_of_day(found.first_published_at.date()).timestamp())
    pdf: bytes = typst.compile(
        _SOURCE.read_bytes(), font_paths=fonts(), sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
        pdf_standards="a-2b", timestamp=stamp,
    )  # fmt: skip
    return pdf


def _even(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    wide = max(map(len, rows), default=0)
    return [[*row, *[""] * (wide - len(row))] for row in rows]


Writer = Callable[[Publication, Facts, Sequence[Block]], bytes]
FORMATS: Mapping[str, tuple[str, Writer]] = {
    "txt": ("text/plain; charset=utf-8", as_text),
    "docx": (_WORD, as_word),
    "pdf": ("application/pdf", as_pdf),
}
