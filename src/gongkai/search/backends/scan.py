"""No index at all: every document is looked at. Slow and evidently right, so the others are measured against it.

It knows atoms but neither bigrams nor streams: a phrase is a part of the text of atoms. Also what answers while an index is rebuilt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.search.analysis.atoms import segments
from gongkai.search.analysis.query import Word
from gongkai.search.analysis.stream import whole
from gongkai.search.analysis.synonyms import Phrase
from gongkai.search.documents import (
    FACETS,
    FIELDS,
    NAMES,
    NOTHING,
    RELEVANCE,
    SCOPES,
    SOUNDS,
    Document,
    Found,
    Question,
    sorted_facets,
)

_BETWEEN_ATOMS, _BETWEEN_SEGMENTS = "\x1f", "\x1e"


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A document as it is looked at: the atoms of each field in one text."""

    id: str
    texts: dict[str, str]
    values: dict[str, str]
    names: frozenset[str]
    mass: bool
    order: int


class Scan:
    name = "scan"

    def __init__(self) -> None:
        self._documents: dict[str, _Prepared] = {}

    def apply(self, replaced: Iterable[Document], deleted: Iterable[str] = (), *, new: bool = False) -> None:
        for key in deleted:
            self._documents.pop(key, None)
        for document in replaced:
            self._documents[document.id] = _prepare(document)

    def search(self, question: Question) -> Found:
        found = [row for row in self._documents.values() if _answers(row, question)]
        if not found:
            return NOTHING
        if question.sort == RELEVANCE:
            found.sort(key=lambda row: (_tier(row, question), -row.order))
        else:
            found.sort(key=lambda row: -row.order)
        page = found[question.offset : question.offset + question.size]
        counts = {name: Counter(row.values[name] for row in found) for name in FACETS if question.with_facets}
        return Found(len(found), tuple(row.id for row in page), sorted_facets(counts))

    def count(self) -> int:
        return len(self._documents)

    def close(self) -> None:
        self._documents.clear()


def _prepare(document: Document) -> _Prepared:
    return _Prepared(
        document.id,
        {
            name: _BETWEEN_SEGMENTS.join(_joined(part) for part in segments(document.text_of(name)))
            for name in (*FIELDS, *SOUNDS)
        },
        document.facet_values,
        frozenset(word for name in NAMES if (word := whole(getattr(document, name)))),
        document.mass,
        document.order,
    )


def _joined(atoms: Sequence[str]) -> str:
    return _BETWEEN_ATOMS + _BETWEEN_ATOMS.join(atoms) + _BETWEEN_ATOMS


def _answers(row: _Prepared, question: Question) -> bool:
    if not question.words:
        return False
    if any(values and row.values[name] not in values for name, values in question.filters.items()):
        return False
    return _has_all(row, question.words, SCOPES[question.scope])


def _has_all(row: _Prepared, words: Sequence[Word], fields: Sequence[str]) -> bool:
    return all(any(_has(row, phrase, fields) for phrase in word) for word in words)


def _has(row: _Prepared, phrase: Phrase, fields: Sequence[str]) -> bool:
    wanted = _joined(phrase)
    return any(wanted in row.texts[name] for name in fields)


def _tier(row: _Prepared, question: Question) -> int:
    if question.whole in row.names:
        return 0
    return 1 + 2 * row.mass + (not _has_all(row, question.words, NAMES))
