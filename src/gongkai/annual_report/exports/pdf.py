"""The report as PDF/A-2b, set by typst. The document goes in as data (JSON in ``sys_inputs``), never into the source."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from gongkai.annual_report.document import Document, as_payload, title_lines
from gongkai.clock import start_of_day
from gongkai.files.fonts import families, fonts

SOURCE = Path(__file__).with_name("report.typ")


class NoChineseFont(RuntimeError):
    """No font on this machine knows Chinese: the report would print as boxes."""


def pdf_bytes(document: Document) -> bytes:
    """The PDF. The same document gives the same bytes: its date is the document's own. Raises NoChineseFont."""
    if not families():
        raise NoChineseFont("没有可用的中文字体；请把仿宋字体放入数据目录的 fonts 文件夹，或者安装 fonts-noto-cjk")
    data = json.dumps(
        {**as_payload(document), "fonts": families(), "title_lines": title_lines(document)}, ensure_ascii=False
    )
    stamp = int(start_of_day(document.issued_on).timestamp())
    pdf: bytes = typst.compile(
        SOURCE.read_bytes(), font_paths=fonts(), sys_inputs={"document": data}, pdf_standards="a-2b", timestamp=stamp
    )
    return pdf
