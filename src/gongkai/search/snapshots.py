"""Published editions as documents. Only what is public now: a withdrawn publication has no document.

Each kind of publication says which parts of its payload are read; of one that is not in the table the text of its page is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from types import MappingProxyType
from typing import Any

from django.db.models import Count, Max, QuerySet

from gongkai.catalogue.services import lines_of_service
from gongkai.clock import legal_day
from gongkai.editions.models import Publication
from gongkai.numbering.keys import key_of, public_id
from gongkai.search.documents import Document
from gongkai.search.file_texts import Texts, files_of, texts_of

CATALOGUE = "catalogue.item"
IN_FORCE = "现行有效"
_CHUNK, _LARGEST_KEY = 500, 2**63 - 1
_LINE_ENDS = re.compile(r"<(?:br|/p|/div|/li|/tr|/td|/th|/h[1-6]|/blockquote|/pre|/caption)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a kind of publication is called, and the keys of its payload whose texts are searched, in this order."""

    label_zh: str
    keys: tuple[str, ...]


READINGS: Mapping[str, Reading] = {
    CATALOGUE: Reading("公开信息", ("service", "body_html")),
    "annual_report": Reading("年度报告", ("document",)),
    "letter": Reading("公开来信", ("question", "answer", "unit")),
    "consultation": Reading("意见征集", ("draft_text", "explanation", "ways")),
    "adoption_feedback": Reading("意见采纳情况", ("consultation", "summary", "points")),
    "interview": Reading("在线访谈", ("announcement", "guests", "transcript")),
    "survey": Reading("调查问卷结果", ("body_html",)),
}
_UNKNOWN = Reading("其他", ("body_html",))
# Of an annual report, the running text: codes, keys and figures stand elsewhere.
_TEXT_KEYS = frozenset(("heading", "text", "paragraphs", "parts", "sections", "notes"))


def public_documents(seen: Callable[[Sequence[Publication]], None] = lambda rows: None) -> Iterator[Document]:
    """Every public document, in order of their keys; reads in portions, so that memory stays small. ``seen``: each portion."""
    after = 0
    while rows := list(_published().filter(id__gt=after).order_by("id")[:_CHUNK]):
        seen(rows)
        yield from _documents(rows)
        after = rows[-1].id


def latest_public_documents() -> Iterator[Document]:
    """The same, the latest first."""
    before = _LARGEST_KEY
    while rows := list(_published().filter(id__lt=before).order_by("-id")[:_CHUNK]):
        yield from _documents(rows)
        before = rows[-1].id


def latest_change() -> tuple[int, int, datetime | None]:
    """Differs whenever something was published, corrected or withdrawn."""
    found = Publication.objects.filter(state=Publication.State.PUBLISHED).aggregate(
        number=Count("id"), edition=Max("current_id"), at=Max("changed_at")
    )
    return found["number"], found["edition"] or 0, found["at"]


def documents_of(keys: Collection[int]) -> dict[int, Document]:
    """The public documents among these publications."""
    rows = public_rows(keys)
    return {row.id: document for row, document in zip(rows, _documents(rows), strict=True)}


def public_rows(keys: Collection[int]) -> list[Publication]:
    return list(_published().filter(id__in=keys))


def texts_by_id(ids: Sequence[str]) -> dict[str, Document]:
    """What is public at this moment of the documents an engine found."""
    return {document.id: document for document in documents_of([key_of(text) for text in ids]).values()}


def how_many_are_public() -> int:
    return Publication.objects.filter(state=Publication.State.PUBLISHED).count()


def identity() -> str:
    """Which records these are: an index made from other records (a rebuilt demonstration, another database) is not theirs."""
    first = Publication.objects.order_by("id").values_list("id", flat=True).first()
    return public_id(first) if first else ""


def _documents(rows: Sequence[Publication]) -> Iterator[Document]:
    known = texts_of([row.id for row in rows if files_of(row)])
    return (document_of(row, known.get(row.id, {})) for row in rows)


def document_of(row: Publication, file_texts: Texts = MappingProxyType({})) -> Document:
    """``file_texts``: what its files say, by file, as far as they have been read."""
    payload: dict[str, Any] = row.current.payload if row.current else {}
    reading = READINGS.get(row.subject_kind, _UNKNOWN)
    is_item = row.subject_kind == CATALOGUE
    return Document(
        id=public_id(row.id),
        title=row.title,
        docno=str(payload.get("document_number") or "") if is_item else "",
        index_number=str(payload.get("index_number") or payload.get("number") or ""),
        body="\n".join(line for key in reading.keys for line in _lines(key, payload.get(key))),
        attachments="\n".join(_of_files(payload.get("attachments") or (), file_texts)),
        agency=row.agency.name,
        day=legal_day(row.first_published_at),
        published_at=row.first_published_at,
        kind=str(payload.get("kind_zh") or reading.label_zh),
        validity=_validity(payload.get("document")) if is_item else "",
    )


def _of_files(files: Iterable[Mapping[str, Any]], known: Texts) -> Iterator[str]:
    """What each file is called, and then what it says."""
    for file in files:
        yield str(file.get("label", ""))
        yield known.get(key_of(str(file["file"])), "") if file.get("file") else ""


def plain_text(html: str) -> str:
    """The text of cleaned HTML; what ends a block ends a line, so that no phrase reaches over it."""
    return unescape(_TAG.sub("", _LINE_ENDS.sub("\n", html)))


def _published() -> QuerySet[Publication]:
    return Publication.objects.filter(state=Publication.State.PUBLISHED).select_related("agency", "current")


def _lines(key: str, value: Any) -> Iterable[str]:
    if key == "body_html":
        return [plain_text(value or "")]
    if key == "service":
        return lines_of_service(value or {})
    if key == "document":
        return _running_text(value or {})
    return _strings(value)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, Sequence):
        for part in value:
            yield from _strings(part)


def _running_text(document: Mapping[str, Any]) -> Iterator[str]:
    """Headings and paragraphs; the pieces of one paragraph are one line, so that a figure does not cut a phrase."""
    for key, value in document.items():
        if key == "paragraphs":
            yield from ("".join(_texts_of(paragraph)) for paragraph in value)
        elif key in _TEXT_KEYS and isinstance(value, str):
            yield value
        elif key in _TEXT_KEYS:
            for part in value:
                yield from _running_text(part) if isinstance(part, Mapping) else _strings(part)


def _texts_of(paragraph: Any) -> Iterator[str]:
    for piece in [paragraph] if isinstance(paragraph, str | Mapping) else paragraph:
        yield str(piece.get("text", "")) if isinstance(piece, Mapping) else str(piece)


def _validity(document: Mapping[str, Any] | None) -> str:
    """In force, or how it ended, of a normative document; the edition says it, a new one is published when it changes."""
    if not document:
        return ""
    return str(document.get("ended_how_zh") or IN_FORCE)
