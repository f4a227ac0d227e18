"""What an address of the search asks, put right where it is wrong, and the addresses of changed questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from gongkai.search.documents import DATE, FACETS, RELEVANCE, SCOPE_LABELS
from gongkai.search.pages import Wish

ADDRESS = "/search"
SORTS = (RELEVANCE, DATE)


def asked_of(request: HttpRequest) -> dict[str, str]:
    """What the address asks, unknown names left out; only exact=1 does without synonyms."""
    known = ("q", "scope", "sort", "page", "exact", *FACETS)
    asked = {name: request.GET[name] for name in known if request.GET.get(name)}
    if asked.get("exact", "1") != "1":
        del asked["exact"]
    return asked


def wish_of(asked: Mapping[str, str]) -> Wish:
    """Everything wrong in an address means the usual: a page that is no number is the first."""
    number = asked.get("page", "1")
    page = int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 1
    scope, sort = asked.get("scope", ""), asked.get("sort", "")
    return Wish(
        asked.get("q", ""),
        scope if scope in SCOPE_LABELS else "all",
        _filters(asked),
        sort if sort in SORTS else RELEVANCE,
        max(1, page),
    )


def _filters(asked: Mapping[str, str]) -> dict[str, Sequence[str]]:
    return {name: (asked[name],) for name in FACETS if name in asked}


def changed(asked: Mapping[str, str], **changes: str) -> str:
    """The address of the question with changes; any change but that of the page leads to the first page."""
    kept: dict[str, Any] = {**asked, **({} if "page" in changes or not changes else {"page": ""}), **changes}
    return f"{ADDRESS}?{urlencode({name: value for name, value in kept.items() if value}, errors='replace')}"


def is_narrowed(asked: Mapping[str, str]) -> bool:
    """Something besides the words may be why nothing was found."""
    return asked.get("scope", "all") != "all" or any(name in asked for name in FACETS)
