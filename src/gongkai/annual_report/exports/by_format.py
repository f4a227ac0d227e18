"""The formats a report is taken along in, by name; desk, portal and command line offer the same list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.annual_report.document import Document
from gongkai.annual_report.exports.docx import docx_bytes
from gongkai.annual_report.exports.html import standalone_html
from gongkai.annual_report.exports.pdf import pdf_bytes
from gongkai.annual_report.exports.xlsx import xlsx_bytes


@dataclass(frozen=True, slots=True)
class Format:
    """``write`` gives the bytes of a file named ``.suffix``."""

    suffix: str
    media_type: str
    label_zh: str
    write: Callable[[Document], bytes]
    is_text: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    entry.suffix: entry
    for entry in (
        Format("html", "text/html; charset=utf-8", "网页", lambda document: standalone_html(document).encode(), True),
        Format("docx", f"{_OFFICE}.wordprocessingml.document", "WPS/Word 文档", docx_bytes),
        Format("pdf", "application/pdf", "PDF 文档", pdf_bytes),
        Format("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "表格", xlsx_bytes),
    )
}


def file_name(document: Document, suffix: str) -> str:
    """温县人民政府2022年政府信息公开工作年度报告.pdf"""
    return f"{document.title}.{suffix}"
