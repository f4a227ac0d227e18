"""The DOCX layout of letters (版式): the office's own file from a day on, inherited by the units below; else the data folder's, else ours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.agencies.errors import Reason
from gongkai.agencies.models import Agency
from gongkai.files.apart import ReaderFailed, run_apart
from gongkai.files.store import read
from gongkai.notices.docx import template_path
from gongkai.notices.models import LAYOUT, BlockVersion


def layout_in_force(agency: Agency, day: date) -> bytes | None:
    """The nearest agency's latest approved layout of a day; None where nobody brought one. One query."""
    codes = [part for part in agency.path.split("/") if part]
    rows = BlockVersion.objects.filter(
        agency__code__in=codes,
        block=LAYOUT,
        effective_on__lte=day,
        state=BlockVersion.State.APPROVED,
        layout__isnull=False,
    ).select_related("agency", "layout")
    found = max(
        rows, key=lambda one: (len(one.agency.path), one.effective_on, one.decided_at or one.drafted_at), default=None
    )
    return read(found.layout) if found is not None and found.layout is not None else None


def layout_to_edit(agency: Agency, day: date) -> bytes:
    """The layout in use, to be opened in WPS or Word, changed and brought back."""
    return layout_in_force(agency, day) or template_path().read_bytes()


def layout_faults(content: bytes) -> Iterator[Reason]:
    """Why a file cannot be a layout: it does not open, cannot be filled, or leaves out what every letter needs."""
    try:
        answer = run_apart("gongkai.notices.layout_check", (), content).answer
    except ReaderFailed as failed:
        yield Reason("file", f"版式文件{failed}")
        return
    if answer["error"]:
        yield Reason("file", f"版式不能生成样张：{answer['error']}；请从现用版式改起，不要改动花括号内的文字")
    for place in answer["missing"]:
        yield Reason("file", f"版式缺少“{place}”，文书的这一内容将印不出来")
