"""An officer's search: the same words over what the own agency has, drafts and closed cases too.

Each kind of row comes through its room's selector, so nobody finds what the lists of that room would not show. Documents are found by
title, numbers and text; requests, letters and cases by their numbers only: their words are personal and stand encrypted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from gongkai.audit.acts import Act
from gongkai.catalogue.selectors import items_visible_to
from gongkai.engagement.selectors import consultations_for, interviews_for, letters_for
from gongkai.law.states import State
from gongkai.numbering.keys import public_id
from gongkai.remedies.selectors import cases_of
from gongkai.requests.selectors import requests_of
from gongkai.search.analysis.characters import fold
from gongkai.search.analysis.highlight import marked, snippet
from gongkai.search.analysis.query import Query, parse
from gongkai.search.backends.scan import Scan
from gongkai.search.candidates import can_have
from gongkai.search.documents import DATE, Document, Question
from gongkai.search.pages import NO_WORDS
from gongkai.search.snapshots import plain_text

LONGEST, LOOKED_AT, MOST = 200, 3_000, 20
_FIELDS = ("title", "document_number", "index_number", "body_html")


@dataclass(frozen=True, slots=True)
class OwnRow:
    """``title_html`` and ``snippet`` are escaped, with ``<mark>``."""

    public: str
    title_html: str
    state: str
    agency: str
    day: date | None = None
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one kind, the latest first; ``more``: there are others that are not shown."""

    kind: str
    label: str
    rows: tuple[OwnRow, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Answer:
    text: str
    groups: tuple[Group, ...] = ()
    notes: tuple[str, ...] = ()


def find_own(act: Act, text: str) -> Answer:
    """Everything of the own agency that has the words; a kind without a hit is left out."""
    asked = text[: LONGEST * 2].encode("utf-8", "replace").decode().replace("\x00", " ").strip()[:LONGEST]
    query = parse(asked)
    if not query:
        return Answer(asked, notes=(NO_WORDS,) if asked else ())
    found = (_group(kind, label, list(rows(act, asked, query))) for kind, label, rows in _KINDS)
    return Answer(asked, tuple(group for group in found if group.rows), query.notes)


def _group(kind: str, label: str, rows: Sequence[OwnRow]) -> Group:
    return Group(kind, label, tuple(rows[:MOST]), len(rows) > MOST)


def _documents(act: Act, asked: str, query: Query) -> Iterator[OwnRow]:
    """The latest by title and numbers in every way of writing them, and all others that can have the words in title, numbers or text."""
    visible = items_visible_to(act)
    names = visible.defer("body_html")[:LOOKED_AT]
    with_text = visible.filter(can_have(query, _FIELDS))[:LOOKED_AT]
    items = {item.pk: item for item in names} | {item.pk: item for item in with_text}
    texts = {item.pk: plain_text(item.body_html) for item in with_text}
    scan = Scan()
    scan.apply(
        Document(
            str(key),
            item.title,
            item.document_number,
            item.index_number or "",
            texts.get(key, ""),
            published_at=item.changed_at,
        )
        for key, item in items.items()
    )
    found = scan.search(Question(query.words, sort=DATE, size=MOST + 1))
    for key in map(int, found.ids):
        item = items[key]
        passage = snippet(texts.get(key, ""), query.phrases)
        yield OwnRow(
            public_id(key), marked(" ".join(filter(None, (item.title, item.document_number))), query.phrases) or "（无标题）",
            item.get_state_display(), item.agency.name, item.formed_on, passage if "<mark>" in passage else "",
        )  # fmt: skip


def _by_number(rows: QuerySet[Any], field: str, asked: str, query: Query) -> Iterator[Any]:
    """Rows whose number has what was typed, in either width and case."""
    compact = "".join(fold(asked).split())
    if not any(character.isdigit() for character in compact):
        return
    for row in rows.filter(**{f"{field}__icontains": _core(asked)}).order_by("-pk")[:LOOKED_AT]:
        if compact in "".join(fold(getattr(row, field)).split()):
            yield row


def _core(asked: str) -> str:
    """The longest run of digits: it is written the same in every number."""
    runs = "".join(one if one.isdecimal() and one.isascii() else " " for one in fold(asked)).split()
    return max(runs, key=len, default="")


def _requests(act: Act, asked: str, query: Query) -> Iterator[OwnRow]:
    for row in _by_number(requests_of(act), "number", asked, query):
        state = State(row.state).label_zh
        yield OwnRow(public_id(row.pk), marked(row.number, query.phrases), state, row.agency.name, row.date_of_receipt)


def _letters(act: Act, asked: str, query: Query) -> Iterator[OwnRow]:
    for row in _by_number(
        letters_for(act).defer("title", "text", "writer_name", "writer_phone"), "number", asked, query
    ):
        yield OwnRow(
            public_id(row.pk), marked(row.number, query.phrases), row.get_state_display(), row.agency.name, row.submitted_on
        )  # fmt: skip


def _cases(act: Act, asked: str, query: Query) -> Iterator[OwnRow]:
    for row in _by_number(cases_of(act), "case_number", asked, query):
        yield OwnRow(public_id(row.pk), marked(row.case_number, query.phrases), row.body, row.agency.name)


def _titled(rows: QuerySet[Any], query: Query, field: str = "title") -> Iterator[OwnRow]:
    scan = Scan()
    known = {row.pk: row for row in rows.order_by("-pk")[:LOOKED_AT]}
    scan.apply(Document(str(key), getattr(row, field)) for key, row in known.items())
    ids = sorted(map(int, scan.search(Question(query.words, sort=DATE, size=LOOKED_AT)).ids), reverse=True)
    for row in (known[key] for key in ids[: MOST + 1]):
        yield OwnRow(
            public_id(row.pk), marked(getattr(row, field), query.phrases), row.get_state_display(), row.agency.name
        )


def _consultations(act: Act, asked: str, query: Query) -> Iterator[OwnRow]:
    return _titled(consultations_for(act), query)


def _interviews(act: Act, asked: str, query: Query) -> Iterator[OwnRow]:
    return _titled(interviews_for(act), query, "topic")


_KINDS: tuple[tuple[str, str, Callable[[Act, str, Query], Iterator[OwnRow]]], ...] = (
    ("document", "文稿与公开信息", _documents),
    ("request", "信息公开申请（按编号）", _requests),
    ("letter", "来信（按编号）", _letters),
    ("case", "复议、诉讼案件（按案号）", _cases),
    ("consultation", "意见征集", _consultations),
    ("interview", "在线访谈", _interviews),
)
