"""Plain record sheets as PDF/A: a request's form, its course, a contents list. What stands in them comes in as data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import typst

from gongkai.clock import start_of_day
from gongkai.files.fonts import families, fonts

SOURCE = Path(__file__).with_name("sheet.typ")


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a table (``widths`` in shares), then lines."""

    heading: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    head: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    lines: tuple[str, ...] = ()


def sheet_pdf(title: str, parts: tuple[Part, ...], day: date) -> bytes:
    return _compiled({"kind": "sheet", "title": title, "parts": [asdict(part) for part in parts]}, day, "a-2b")


def number_pages(lying: Sequence[bool], day: date) -> bytes:
    """Empty pages with a number at the lower right, to be laid over the pages of a bundle; which of them lie, page by page."""
    return _compiled({"kind": "numbers", "title": "页码", "lying": list(lying), "parts": []}, day, None)


def _compiled(sheet: dict[str, object], day: date, standard: str | None) -> bytes:
    data = json.dumps(sheet | {"fonts": families(), "day": day.isoformat()}, ensure_ascii=False)
    options: dict[str, Any] = {"pdf_standards": standard} if standard else {}
    made: bytes = typst.compile(
        _source(), font_paths=fonts(), sys_inputs={"sheet": data}, timestamp=int(start_of_day(day).timestamp()), **options
    )  # fmt: skip
    return made


@cache
def _source() -> bytes:
    return SOURCE.read_bytes()
