"""Documents from a JSON list, for anyone's own checks: ``[{"id", "title", "docno", "org", "date", "body", "state"}]``.

What can be read is read; what cannot is told in ``problems`` and passed over. ``state``: absent or one of ``PUBLIC`` is public;
withdrawn and expired documents, and those with a state nobody knows, are left out.
"""

from __future__ import annotations

import math
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.search.documents import Document

PUBLIC = frozenset(
    {"published", "public", "current", "valid", "active", "effective", "in_force", "online", "open", "corrected"}
    | {"已发布", "公开", "有效", "现行有效", "在用"}
)
HIDDEN = frozenset(
    {"withdrawn", "expired", "purged", "draft", "deleted", "revoked", "hidden"}
    | {"已撤下", "撤下", "撤稿", "已过期", "过期", "已清除", "草稿"}
)
_DAY = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_LONGEST_VALUE = 200
_UNREADABLE = "\ufffd"


@dataclass(frozen=True, slots=True)
class Reading:
    """``ids``: each id as it was written, by the text it is indexed under (7 and "7" are one)."""

    documents: tuple[Document, ...]
    ids: dict[str, Any]
    problems: tuple[str, ...]


def letters_of(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file and what was odd about its letters: UTF-8 is read silently, UTF-16 by its mark, GB18030 where less
    is a Chinese character of UTF-8 than is none, and of a damaged UTF-8 file all that can be read."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), ("the file is UTF-16; save it as UTF-8",)
    text = content.decode("utf-8-sig", "replace")
    damaged = text.count(_UNREADABLE) - content.count(_UNREADABLE.encode())
    if not damaged:
        return text, ()
    try:
        if damaged > sum(character >= "\u0800" for character in text) - text.count(_UNREADABLE):
            return content.decode("gb18030"), ("the file is not UTF-8 and was read as GB18030; save it as UTF-8",)
    except UnicodeDecodeError:
        pass
    return text, (f"the file is not UTF-8 in {damaged} places, which cannot be read; save it as UTF-8",)


def read_documents(rows: Iterable[Any]) -> Reading:
    """The public documents of a list; of two with one id the later."""
    known: dict[str, Document] = {}
    ids: dict[str, Any] = {}
    problems: list[str] = []
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            problems.append(f'document {number} is no object; write {{"id": "1", "title": "...", "body": "..."}}')
            continue
        key = _plain(row.get("id"))
        if not key:
            problems.append(f"document {number} has no id (a text or a number) and is passed over")
            continue
        if key in known:
            problems.append(f"document {number}: the id {key!r} was given before; the later one counts")
            del known[key]
        if _is_public(row.get("state"), number, problems):
            known[key], ids[key] = _document(key, row, number, problems), row["id"]
    return Reading(tuple(known.values()), ids, tuple(problems))


def _document(key: str, row: dict[str, Any], number: int, problems: list[str]) -> Document:
    return Document(
        id=key,
        title=_text(row.get("title")),
        docno=_text(row.get("docno")),
        index_number=_text(row.get("index_number")),
        body=_text(row.get("body")),
        attachments=_text(row.get("attachments")),
        agency=_text(row.get("org"))[:_LONGEST_VALUE],
        day=_day(_text(row.get("date")), number, problems),
        kind=_text(row.get("kind"))[:_LONGEST_VALUE],
        validity=_text(row.get("validity"))[:_LONGEST_VALUE],
        mass=row.get("mass") is True,
    )


def _text(value: Any) -> str:
    """A plain value; lists line by line, however deep one stands in another."""
    lines: list[str] = []
    rest = [value]
    while rest:
        part = rest.pop()
        if isinstance(part, list):
            rest.extend(reversed(part))
        else:
            lines.append(_plain(part))
    return "\n".join(lines)


def _plain(value: Any) -> str:
    """Text as it is, numbers as they are written; null, what is no number (1e400 too) and everything else is empty."""
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).encode("utf-8", "replace").decode()


def _is_public(value: Any, number: int, problems: list[str]) -> bool:
    state = _text(value).strip().lower()
    if not state or state in PUBLIC:
        return True
    if state not in HIDDEN and not state.startswith("withdrawn"):
        problems.append(f"document {number}: the state {state!r} is unknown, so it is not shown; public is 'published'")
    return False


def _day(text: str, number: int, problems: list[str]) -> date | None:
    """2022-03-01, 2022/3/1, 2022年3月1日, also with a time behind it."""
    if not text.strip():
        return None
    match = _DAY.match(text)
    try:
        if match:
            return date(*(int(part) for part in match.groups()))
    except ValueError:  # no such day, as 2022-02-30
        pass
    problems.append(f"document {number}: {text[:40]!r} is no day; write 2022-03-01")
    return None
