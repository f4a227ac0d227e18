"""Limits of what is read: uploads are hostile."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from gongkai.annual_report.reader.errors import UnreadableFile

LARGEST_FILE = 50_000_000
LARGEST_TEXT = 8_000_000
LARGEST_UNPACKED = 120_000_000
MOST_PARTS = 4000
MOST_PAGES = 200
MOST_CELLS = 200_000
MOST_LINES = 20_000
MOST_CHARACTERS = 200_000
"""Of the lines outside tables: the longest reports have some thirty thousand."""


def packed_names(name: str, content: bytes) -> set[str]:
    """Names in a ZIP container, after its size was checked without unpacking. Raises UnreadableFile."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableFile(name, "文件损坏，不能打开") from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise UnreadableFile(name, "压缩内容过大，拒绝打开")
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile(name, "文件已加密，请提供没有密码的文件")
    return {part.filename for part in parts}
