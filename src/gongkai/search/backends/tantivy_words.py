"""The words of a question as queries of tantivy: single words of the stream, phrases of trigrams, and how they go together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod
from typing import Any

from tantivy import Occur, Query, Schema, Searcher

from gongkai.search.analysis.query import Word
from gongkai.search.analysis.stream import SPAN, bigrams, cover

_LOOKED_AT = 8
_FEW_COMBINATIONS = 4


class Words:
    """What one state of an index can be asked."""

    def __init__(self, schema: Schema, searcher: Searcher) -> None:
        self.schema, self._searcher = schema, searcher
        self._most: dict[tuple[str, tuple[str, ...]], int] = {}

    def most_in(self, name: str, phrase: Sequence[str]) -> int:
        """No more documents than this have the phrase in a column: as many as have the rarest of its first parts."""
        asked = name, tuple(phrase)
        if asked not in self._most:
            suffix, parts = _placed(phrase)
            self._most[asked] = min(self._searcher.doc_freq(name + suffix, part) for _, part in parts[:_LOOKED_AT])
        return self._most[asked]

    def all_of(self, words: Sequence[Word], fields: Sequence[str]) -> Query:
        """All words, each in one of its phrases in one of the columns. Of few combinations each is put together from the short lists
        of its parts: the engine walks through that in half the time of what both columns of every word give together."""
        choices = [self._choices(word, fields) for word in words]
        if not all(choices):
            return Query.empty_query()
        if prod(map(len, choices)) <= _FEW_COMBINATIONS:
            return either([both(chosen) for chosen in product(*choices)])
        return both([either(choice) for choice in choices])

    def _choices(self, word: Word, fields: Sequence[str]) -> list[Query]:
        """Where a word can be at all: most words are in few names."""
        return [self._phrase(name, phrase) for phrase in word for name in fields if self.most_in(name, phrase)]

    def _phrase(self, name: str, phrase: Sequence[str]) -> Query:
        suffix, words = _placed(phrase)
        if len(words) == 1:
            return self.term(name + suffix, words[0][1])
        placed: list[Any] = words
        return Query.phrase_query(self.schema, name + suffix, placed)

    def term(self, name: str, value: str) -> Query:
        return Query.term_query(self.schema, name, value, "basic")


def both(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def either(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def _placed(phrase: Sequence[str]) -> tuple[str, list[tuple[int, str]]]:
    """In which list of a column a phrase is looked up, and the words that tell it, with their places in it."""
    if len(phrase) == 1:
        return "_atoms", [(0, phrase[0])]
    return ("", [(0, bigrams(phrase)[0])]) if len(phrase) < SPAN else ("_trigrams", cover(phrase))
