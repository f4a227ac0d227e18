"""One question on one state of a tantivy index: the fewest walks through it that give total, page and facets exactly.

A walk costs little for a word of two characters and much for a phrase, whose places are compared document by document. So:

- the first documents by rank (policies first, then the latest) and the total come with the first walk; few hits are known whole by it,
  of many no more are listed than the page may need: the longer the list that is kept sorted, the dearer every hit
- the facets of many hits are a second walk; where the question has a phrase of more than three characters, both are one
- what stands before others (called so, named so) is asked for apart: names are short
- deep pages, and pages that the first documents do not fill, go through tier after tier
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from tantivy import DocAddress, Occur, Query, Schema, Searcher

from gongkai.search.backends.tantivy_words import Words, both, either
from gongkai.search.documents import (
    COLUMNS_OF_NAMES,
    COLUMNS_OF_SCOPE,
    FACETS,
    NO_FACETS,
    NOTHING,
    RELEVANCE,
    Facets,
    Found,
    Question,
    sorted_facets,
)

MASS, POLICY = "mass", "policy"
POLICY_BIT = 1 << 63
_MOST_VALUES = 10_000
Clause = tuple[Occur, Query]


@dataclass(frozen=True, slots=True)
class Ways:
    """When which way is taken; tests take each of them for every question."""

    few: int = 200
    """Hits that are read with the first walk: their facets are counted here."""
    listed: int = 30
    """Hits that are listed where there may be more than few."""
    near: int = 200
    """Pages up to here are put together from the first documents."""
    phrase: int = 4
    """Characters of a phrase from which on places have to be compared."""
    dear: int = 5_000
    """Documents that may have to be compared, from which on counting and listing in one walk is cheaper than in two."""


WAYS = Ways()


class Hit(NamedTuple):
    """``key``: rank, or place where the question is for the latest; ``address`` is unknown where the listing gave keys only."""

    key: int
    rank: int
    address: DocAddress | None


@dataclass(frozen=True, slots=True)
class First:
    """The first hits by key, how many there are, and the facets where the same walk told them."""

    total: int
    known: Sequence[tuple[int, DocAddress | None]]
    facets: Facets | None = None
    ranks: Mapping[int, int] | None = None
    """The rank of each key, where they differ and are needed."""

    def hit(self, key: int, address: DocAddress | None) -> Hit:
        return Hit(key, self.ranks[key] if self.ranks else key, address)


class Reading:
    """``combinations``: what numbers of facet values stand for; grows with what is read."""

    def __init__(
        self,
        schema: Schema,
        searcher: Searcher,
        question: Question,
        ways: Ways,
        combinations: dict[int, tuple[str, ...]],
    ) -> None:
        self._searcher, self._question, self._ways = searcher, question, ways
        self._asked = Words(schema, searcher)
        self._combinations = combinations
        self._end = question.offset + question.size
        self._by_rank = question.sort == RELEVANCE
        columns = COLUMNS_OF_SCOPE[question.scope]
        self._filters = [
            either([self._asked.term(name, value) for value in values])
            for name, values in question.filters.items()
            if values
        ]
        self._matched = both([self._asked.all_of(question.words, columns), *self._filters])
        names = self._asked.all_of(question.words, COLUMNS_OF_NAMES)
        within = set(COLUMNS_OF_NAMES) <= set(columns)  # whatever has the words in its names is found anyway
        self._named = both([names, *(self._filters if within else [self._matched])])

    def found(self) -> Found:
        if self._end > self._ways.near:
            return self._deep()
        first = self._first_in_one_walk() if self._walks_are_dear() else self._first()
        if not first.total:
            return NOTHING
        page = self._page(first)
        if page is None:
            return self._deep()
        facets = first.facets if first.facets is not None else self._facets(first)
        return Found(first.total, self._ids(page[self._question.offset : self._end]), facets)

    def _walks_are_dear(self) -> bool:
        """A phrase of words that many documents have: comparing their places is what takes long."""
        is_phrase = any(len(phrase) >= self._ways.phrase for word in self._question.words for phrase in word)
        return self._question.with_facets and is_phrase and self._at_most > self._ways.dear

    @cached_property
    def _at_most(self) -> int:
        """No more documents than this are found: as many as have the rarest word."""
        return min(sum(map(self._most_with, word)) for word in self._question.words)

    def _most_with(self, phrase: Sequence[str]) -> int:
        return sum(self._asked.most_in(name, phrase) for name in COLUMNS_OF_SCOPE[self._question.scope])

    def _first(self) -> First:
        key = "rank" if self._by_rank else "place"
        limit = self._ways.few if self._at_most <= self._ways.few else self._ways.listed
        limit = max(limit, 2 * self._end)
        result: Any = self._searcher.search(self._matched, limit=limit, order_by_field=key, count=True)
        return First(int(result.count), result.hits)

    def _first_in_one_walk(self) -> First:
        """Ranks instead of addresses: that is what the engine's counting can list."""
        names = FACETS if self._question.with_facets else ()
        listing = {
            "size": self._end + min(self._end, self._searcher.doc_freq("named", self._question.whole)),
            "sort": [{"rank" if self._by_rank else "place": "desc"}],
            "docvalue_fields": ["rank"],
        }
        buckets: Any = self._searcher.aggregate(
            self._matched, {**_terms((*names, "weight")), "first": {"top_hits": listing}}
        )
        counts = _counts(buckets, (*names, "weight"))
        ranks = {row["sort"][0]: row["docvalue_fields"]["rank"][0] for row in buckets["first"]["hits"]}
        facets = sorted_facets(counts) if names else NO_FACETS
        return First(sum(counts["weight"].values()), [(key, None) for key in ranks], facets, ranks)

    def _page(self, first: First) -> Sequence[Hit] | None:
        """All hits up to the end of the page, in the order of ``interface``; None when the first ones are not enough."""
        if not self._by_rank:
            return [first.hit(*pair) for pair in first.known[: self._end]]
        called = self._called()
        named = self._list(self._named, self._end + len(called))  # more of them stand behind the page
        ahead = {hit.key for hit in called}
        tiers: list[list[Hit]] = [[], [], [], []]
        for hit in named:
            if hit.key not in ahead:
                tiers[0 if hit.key >= POLICY_BIT else 2].append(hit)
        ahead |= {hit.key for hit in named}
        missing = self._end - len(called) - len(tiers[0])
        tiers[1] = self._others(first, ahead, missing, policies=True)
        known = [*called, *tiers[0], *tiers[1]]
        if len(known) >= self._end:
            return known
        if first.total > len(first.known):
            return None
        return [*known, *tiers[2], *self._others(first, ahead, self._end - len(known), policies=False)]

    def _others(self, first: First, ahead: set[int], missing: int, *, policies: bool) -> list[Hit]:
        """The first so many hits that do not stand ahead already, of one weight."""
        pairs = (pair for pair in first.known if (pair[0] >= POLICY_BIT) == policies and pair[0] not in ahead)
        return [first.hit(*pair) for pair in islice(pairs, max(0, missing))]

    def _called(self) -> list[Hit]:
        """Documents called exactly so, the latest first, whatever they weigh."""
        if not self._searcher.doc_freq("named", self._question.whole):
            return []
        called = both([self._matched, self._asked.term("named", self._question.whole)])
        hits = self._list(called, self._end, "place")
        return hits if len(hits) < 2 else sorted(hits, key=lambda hit: -(hit.rank & ~POLICY_BIT))

    def _list(self, query: Query, limit: int, by: str = "rank") -> list[Hit]:
        """The first hits by rank; with ``by`` place the latest, and their ranks read apart."""
        result: Any = self._searcher.search(query, limit=limit, order_by_field=by, count=False)
        if by == "rank":
            return [Hit(key, key, address) for key, address in result.hits]
        addresses = [address for _, address in result.hits]
        ranks: list[Any] = self._searcher.fast_field_values("rank", addresses)
        return [Hit(rank, rank, address) for rank, address in zip(ranks, addresses, strict=True)]

    def _facets(self, first: First) -> Facets:
        if not self._question.with_facets:
            return NO_FACETS
        if first.total > len(first.known):
            return sorted_facets(_counts(self._searcher.aggregate(self._matched, _terms(FACETS)), FACETS))
        return self._facets_of([address for _, address in first.known if address is not None])

    def _facets_of(self, addresses: list[DocAddress]) -> Facets:
        """Each combination of values has a number in the index; what it stands for is read once and kept."""
        numbers: list[Any] = self._searcher.fast_field_values("combination", addresses)
        times = Counter(numbers)
        if unknown := times.keys() - self._combinations.keys():
            for number, address in zip(numbers, addresses, strict=True):
                if number in unknown:
                    unknown.discard(number)
                    row: Any = self._searcher.doc(address)
                    self._combinations[number] = tuple(str(row.get_first(name) or "") for name in FACETS)
        counts: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        for number, of_them in times.items():
            for name, value in zip(FACETS, self._combinations[number], strict=True):
                counts[name][value] = counts[name].get(value, 0) + of_them
        return sorted_facets(counts)

    def _ids(self, hits: Sequence[Hit]) -> tuple[str, ...]:
        addresses = {hit.key: hit.address for hit in hits}
        unknown = [hit for hit in hits if hit.address is None]
        if unknown:
            ranks = either([Query.term_query(self._asked.schema, "rank", hit.rank, "basic") for hit in unknown])
            by = "rank" if self._by_rank else "place"
            result: Any = self._searcher.search(
                both([ranks, self._matched]), limit=2 * len(unknown), order_by_field=by, count=False
            )
            addresses |= dict(result.hits)
        found: list[Any] = [self._searcher.doc(address) for hit in hits if (address := addresses[hit.key]) is not None]
        return tuple(str(row.get_first("id")) for row in found)

    def _deep(self) -> Found:
        """Count, then fill the page from one tier after the other; stop as soon as it is full."""
        question = self._question
        counts = _counts(self._searcher.aggregate(self._matched, _terms((*FACETS, "weight"))), (*FACETS, "weight"))
        total = sum(counts["weight"].values())
        if not total:
            return NOTHING
        rows: list[DocAddress] = []
        skip, missing = question.offset, min(question.size, max(0, total - question.offset))
        for tier in self._tiers(counts["weight"]) if self._by_rank else iter([[]]):
            if missing == len(rows):
                break
            query = Query.boolean_query([(Occur.Must, self._matched), *tier])
            size, more = self._latest(query, skip, missing - len(rows))
            skip = max(0, skip - size)
            rows += more
        ids = tuple(str(self._searcher.doc(address).get_first("id")) for address in rows)
        return Found(total, ids, sorted_facets(counts) if question.with_facets else NO_FACETS)

    def _tiers(self, weights: Mapping[str, int]) -> Iterator[list[Clause]]:
        """The tiers of ``interface``; those that are known to be empty are left out."""
        others: list[Clause] = []
        if self._searcher.doc_freq("named", self._question.whole):
            called = self._asked.term("named", self._question.whole)
            yield [(Occur.Must, called)]
            others = [(Occur.MustNot, called)]
        for weight in (weight for weight in (POLICY, MASS) if weights.get(weight)):
            weighs = [(Occur.Must, self._asked.term("weight", weight))] if len(weights) > 1 else []
            for side in (Occur.Must, Occur.MustNot):
                yield [*weighs, *others, (side, self._named)]

    def _latest(self, query: Query, offset: int, size: int) -> tuple[int, list[DocAddress]]:
        """How many there are, and a page of them, latest first."""
        result: Any = self._searcher.search(
            query, limit=max(1, size), offset=offset, order_by_field="place", count=True
        )
        return int(result.count), [address for _, address in result.hits[:size]]


def _terms(names: Sequence[str]) -> dict[str, Any]:
    return {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in names}


def _counts(buckets: Mapping[str, Any], names: Sequence[str]) -> dict[str, dict[str, int]]:
    return {name: {row["key"]: row["doc_count"] for row in buckets[name]["buckets"]} for name in names}
