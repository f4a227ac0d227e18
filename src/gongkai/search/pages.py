"""A question in a citizen's words, answered whole: total, one page of hits with snippets, facets, notes.

The engine gives ids; titles and texts come from ``texts``, which holds what is public at this moment. An id it no longer
knows is left out of the page: what was withdrawn is not shown, even before the index has heard of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gongkai.search.analysis.highlight import marked, snippet
from gongkai.search.analysis.query import Query, parse
from gongkai.search.analysis.stream import whole
from gongkai.search.analysis.synonyms import Group, Phrase
from gongkai.search.backends.interface import Backend
from gongkai.search.documents import (
    DATE,
    DEEPEST,
    FACETS,
    NOTHING,
    RELEVANCE,
    SCOPE_LABELS,
    Document,
    Facets,
    Found,
    Question,
)

PAGE_SIZE, LARGEST_PAGE = 10, DEEPEST
Texts = Callable[[Sequence[str]], Mapping[str, Document]]
NO_WORDS = "请输入检索词：一个或几个词，用空格分开；加引号则按整句检索。"
TOO_DEEP = f"只能查看前{DEEPEST:,}条结果，请增加检索词或缩小范围。"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader asked for, as it came in: everything wrong in it is put right, never refused."""

    text: str
    scope: str = "all"
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = RELEVANCE
    page: int = 1
    size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Hit:
    """``title_html`` and ``snippet`` are escaped HTML with ``<mark>``; ``found_in_attachment``: only its files have the words."""

    id: str
    title: str
    title_html: str
    snippet: str
    day: date | None
    agency: str
    docno: str
    found_in_attachment: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    total: int
    hits: tuple[Hit, ...]
    facets: Facets
    notes: tuple[str, ...] = ()
    query: Query = field(default_factory=lambda: Query(()))


def answer(wish: Wish, engine: Backend, texts: Texts, synonyms: Sequence[Group] = ()) -> Page:
    """Search and fill the page. Raises Unusable when the index cannot be read."""
    query = parse(wish.text, synonyms)
    if not query:
        return Page(0, (), NOTHING.facets, (*query.notes, NO_WORDS), query)
    question = _question(wish, query)
    found = engine.search(question)
    notes = query.notes
    if question.offset >= DEEPEST:
        found, notes = Found(found.total, (), found.facets), (*notes, TOO_DEEP)
    known = texts(found.ids)
    hits = tuple(_hit(known[key], query.phrases) for key in found.ids if key in known)
    return Page(found.total, hits, found.facets, notes, query)


def _question(wish: Wish, query: Query) -> Question:
    size = min(max(1, wish.size), LARGEST_PAGE)
    offset = min(max(1, wish.page) - 1, DEEPEST) * size
    too_deep = offset >= DEEPEST
    return Question(
        words=query.words,
        whole=whole(wish.text),
        scope=wish.scope if wish.scope in SCOPE_LABELS else "all",
        filters={name: tuple(values) for name, values in wish.filters.items() if name in FACETS},
        sort=DATE if wish.sort == DATE else RELEVANCE,
        offset=DEEPEST if too_deep else offset,
        size=1 if too_deep else min(size, DEEPEST - offset),
    )


def _hit(document: Document, phrases: Sequence[Phrase]) -> Hit:
    text, in_attachment = document.body, False
    passage = snippet(text, phrases)
    if "<mark>" not in passage and document.attachments:
        from_files = snippet(document.attachments, phrases)
        in_attachment = "<mark>" in from_files
        passage = from_files if in_attachment else passage
    return Hit(
        document.id,
        document.title,
        marked(document.title, phrases),
        passage,
        document.day,
        document.agency,
        document.docno,
        in_attachment,
    )
