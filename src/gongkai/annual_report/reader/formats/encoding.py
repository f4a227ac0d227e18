"""Bytes as text: the mark at the beginning, the declared encoding, UTF-8, GB18030; nothing is replaced silently."""

from __future__ import annotations

import codecs
import re

from gongkai.annual_report.reader.errors import UnreadableFile

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DAMAGED_SHARE = 0.002
"""UTF-8 with a few broken bytes is read with marks in their places: a number beside a mark is unreadable."""
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}


def decode(name: str, content: bytes) -> str:
    """Raises UnreadableFile where no encoding fits, or where the content is no text."""
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" not in text:
            return text
    damaged = content.decode("utf-8", errors="replace")
    if "\x00" not in damaged and damaged.count("\ufffd") <= len(damaged) * DAMAGED_SHARE:
        return damaged
    raise UnreadableFile(name, "不是文本，或者编码不是UTF-8、GB18030")


def _candidates(content: bytes) -> list[str]:
    found = [encoding for mark, encoding in _MARKS if content.startswith(mark)]
    declared = _DECLARED.search(content[:4096])
    found.append("utf-8")
    if declared:
        word = declared[1].decode("ascii").lower()
        found.append(_ALIASES.get(word, word))
    return [*found, "gb18030"]
