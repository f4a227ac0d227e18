"""Papers of this room: a title and blocks (headings, paragraphs, tables), written once and given out as DOCX, PDF, XLSX or on the screen."""

from gongkai.oversight.papers.blocks import Block, Heading, Paper, Table, Text
from gongkai.oversight.papers.docx import docx_bytes
from gongkai.oversight.papers.html import html_bytes
from gongkai.oversight.papers.pdf import pdf_bytes
from gongkai.oversight.papers.xlsx import xlsx_bytes

FORMATS = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx_bytes),
    "html": ("text/html; charset=utf-8", html_bytes),
    "pdf": ("application/pdf", pdf_bytes),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_bytes),
}

__all__ = [
    "FORMATS",
    "Block",
    "Heading",
    "Paper",
    "Table",
    "Text",
    "docx_bytes",
    "html_bytes",
    "pdf_bytes",
    "xlsx_bytes",
]
