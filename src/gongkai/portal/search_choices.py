"""What the page of the search offers to change: order, synonyms, facets, page. Each choice is a link; nothing needs JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.portal.search_address import changed
from gongkai.search.documents import DATE, DEEPEST, RELEVANCE
from gongkai.search.pages import PAGE_SIZE, Page, Wish

FACET_LABELS = {"year": "年份", "kind": "类别", "agency": "发布机构", "validity": "有效性"}
SORT_LABELS = {RELEVANCE: "按相关度", DATE: "按日期"}
VALUES_AT_ONCE, MOST_VALUES = 12, 200


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that changes one thing of the question; ``number`` of what it leads to where that is known."""

    label: str
    address: str
    chosen: bool
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """``more``: values that stand behind a fold, because many units publish."""

    label: str
    first: tuple[Choice, ...]
    more: tuple[Choice, ...]

    @property
    def is_chosen(self) -> bool:
        return any(choice.chosen for choice in self.first)


@dataclass(frozen=True, slots=True)
class Pager:
    """``behind``: the page asked for lies behind the last. Addresses are empty where they lead nowhere."""

    last: int
    behind: bool
    earlier: str
    later: str
    address_of_last: str


def pager_of(asked: Mapping[str, str], wish: Wish, total: int) -> Pager:
    last = max(1, -(-min(total, DEEPEST) // PAGE_SIZE))
    return Pager(
        last,
        wish.page > last,
        changed(asked, page=str(wish.page - 1)) if 1 < wish.page <= last else "",
        changed(asked, page=str(wish.page + 1)) if wish.page < last else "",
        changed(asked, page=str(last)),
    )


def sorts_of(asked: Mapping[str, str], wish: Wish) -> list[Choice]:
    return [
        Choice(label, changed(asked, sort="" if name == RELEVANCE else name), name == wish.sort)
        for name, label in SORT_LABELS.items()
    ]


def exact_of(asked: Mapping[str, str]) -> Choice:
    """With synonyms or without, whichever is not so now."""
    is_exact = "exact" in asked
    label = "使用同义词" if is_exact else "不使用同义词"
    return Choice(label, changed(asked, exact="" if is_exact else "1"), is_exact)


def facets_of(asked: Mapping[str, str], page: Page) -> list[Facet]:
    """The facets that have something to choose; a chosen value leads back."""
    found = []
    for name, label in FACET_LABELS.items():
        choices = tuple(
            _choice(asked, name, value, number) for value, number in list(page.facets[name].items())[:MOST_VALUES]
        )
        if choices:
            found.append(Facet(label, choices[:VALUES_AT_ONCE], choices[VALUES_AT_ONCE:]))
    return found


def _choice(asked: Mapping[str, str], name: str, value: str, number: int) -> Choice:
    is_chosen = asked.get(name) == value
    return Choice(value, changed(asked, **{name: "" if is_chosen else value}), is_chosen, number)
