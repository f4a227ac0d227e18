"""Plain text and CSV: told by what they are not (no control bytes, a known encoding)."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from gongkai.files.readers.findings import Gathered

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ALLOWED = {"\t", "\n", "\r", "\f"}


def decoded(content: bytes) -> str | None:
    """UTF-8, UTF-16 with its mark, or GB 18030; None for what is no text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode(content, encoding)
    if b"\x00" in content:
        return None
    utf8 = _decode(content, "utf-8")
    return utf8 if utf8 is not None else _decode(content, "gb18030")


def _decode(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def faults(content: bytes) -> Iterator[str]:
    words = decoded(content)
    if words is None:
        yield "不是文本文件，或者编码无法识别（请存为 UTF-8）"
    elif any(ord(character) < 32 and character not in _ALLOWED for character in words):
        yield "含有控制字符，不是文本文件"


def text(content: bytes) -> Gathered:
    found = Gathered()
    for number, line in enumerate((decoded(content) or "").splitlines(), 1):
        found.part(f"第{number}行", line)
    return found
