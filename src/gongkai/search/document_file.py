"""Documents from a JSON list, for anyone's own checks: ``[{"id", "title", "docno", "org", "date", "body", "state"}]``.

What can be read is read; what cannot is told in ``problems`` and passed over. ``state``: absent or one of ``PUBLIC`` is public;
withdrawn and expired documents, and those with a state nobody knows, are left out.
"""

from __future__ import annotations

import re
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


@dataclass(frozen=True, slots=True)
class Reading:
    """``ids``: each id as it was written, by the text it is indexed under (7 and "7" are one)."""

    documents: tuple[Document, ...]
    ids: dict[str, Any]
    problems: tuple[str, ...]


def read_documents(rows: Iterable[Any]) -> Reading:
    """The public documents of a list; of two with one id the later."""
    known: dict[str, Document] = {}
    ids: dict[str, Any] = {}
    problems: list[str] = []
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            problems.append(f'document {number} is no object; write {{"id": "1", "title": "...", "body": "..."}}')
            continue
        key = _text(row.get("id"))
        if not key:
            problems.append(f"document {number} has no id and is passed over")
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
    """Text as it is, numbers as they are written, lists line by line; null and everything else is empty."""
    if isinstance(value, list):
        return "\n".join(_text(part) for part in value)
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
