"""A file's bytes as ``Source``, by what the content is. Refuses with the reason and what would be readable."""

from __future__ import annotations

from pathlib import Path

from gongkai.annual_report.reader.errors import UnreadableFile
from gongkai.annual_report.reader.formats.docx import read_docx
from gongkai.annual_report.reader.formats.encoding import decode
from gongkai.annual_report.reader.formats.html import looks_like_html, read_html
from gongkai.annual_report.reader.formats.limits import (
    LARGEST_FILE,
    LARGEST_TEXT,
    MOST_CHARACTERS,
    MOST_LINES,
    packed_names,
)
from gongkai.annual_report.reader.formats.pdf import read_pdf
from gongkai.annual_report.reader.formats.text import read_text
from gongkai.annual_report.reader.formats.xlsx import read_xlsx
from gongkai.annual_report.reader.source import Line, Source, TooLarge

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


def read_path(path: Path) -> Source:
    """Raises UnreadableFile for what cannot be read, OSError where the file is not there."""
    return read_source(path.name, content_of(path))


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises UnreadableFile for a folder and for what is too large to be a report."""
    if path.is_dir():
        raise UnreadableFile(path.name or str(path), "这是文件夹，请给出报告文件")
    if path.stat().st_size > LARGEST_FILE:
        raise UnreadableFile(path.name, f"文件超过{LARGEST_FILE // 1_000_000}MB")
    return path.read_bytes()


def read_source(name: str, content: bytes) -> Source:
    """Raises UnreadableFile, also for what is read but larger than any report."""
    try:
        source = _read(name, content)
    except TooLarge as problem:
        raise UnreadableFile(name, "表格过大，不是一份年度报告") from problem
    lines = [block for block in source.blocks if isinstance(block, Line)]
    if len(lines) > MOST_LINES or sum(len(line.text) for line in lines) > MOST_CHARACTERS:
        raise UnreadableFile(name, f"文字超过{MOST_LINES}行或者{MOST_CHARACTERS // 10_000}万字，不是一份年度报告")
    return source


def _read(name: str, content: bytes) -> Source:
    if len(content) > LARGEST_FILE:
        raise UnreadableFile(name, f"文件超过{LARGEST_FILE // 1_000_000}MB")
    if not content.strip():
        raise UnreadableFile(name, "文件是空的")
    if b"%PDF-" in content[:1024]:
        return read_pdf(name, content)
    if content.startswith(b"PK"):
        return _read_packed(name, content)
    if content.startswith(_OLE):
        raise UnreadableFile(name, "旧版Office文件或者加密的文件，请另存为没有密码的DOCX、XLSX或者PDF")
    if content.startswith(_PICTURES):
        raise UnreadableFile(name, "文件是图片，没有文字，请提供有文字的报告")
    if len(content) > LARGEST_TEXT:
        raise UnreadableFile(name, f"文本超过{LARGEST_TEXT // 1_000_000}MB")
    text = decode(name, content)
    return read_html(name, text) if looks_like_html(text) else read_text(name, text)


def _read_packed(name: str, content: bytes) -> Source:
    parts = packed_names(name, content)
    if "word/document.xml" in parts:
        return read_docx(name, content)
    if "xl/workbook.xml" in parts or "xl/workbook.bin" in parts:
        return read_xlsx(name, content)
    raise UnreadableFile(name, "压缩包不是报告，请给出DOCX、XLSX、PDF、HTML或者文本文件")
