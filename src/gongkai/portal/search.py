"""检索: the box, what was found with its facets, and the same question as an Atom feed. Works without JavaScript.

Decisions are not part of the index: they are looked up by their own rules and stand apart (``decisions.lookup``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from gongkai.clock import SHANGHAI
from gongkai.decisions.lookup import Sought, look_up
from gongkai.editions.selectors import content_address
from gongkai.numbering.keys import key_of
from gongkai.portal.decisions import Line, line_of
from gongkai.portal.site import current_site, show, today
from gongkai.search.analysis.characters import simplified
from gongkai.search.analysis.query import MOST_CHARACTERS, QUOTES
from gongkai.search.documents import DATE, DEEPEST, FACETS, RELEVANCE, SCOPE_LABELS
from gongkai.search.pages import PAGE_SIZE, Hit, Page, Wish
from gongkai.search.service import search as find
from gongkai.search.suggestions import meant, suggestions

FACET_LABELS = {"year": "年份", "kind": "类别", "agency": "发布机构", "validity": "有效性"}
SORT_LABELS = {RELEVANCE: "按相关度", DATE: "按日期"}
VALUES_AT_ONCE, MOST_VALUES, FEED_SIZE, DECISIONS, LONGEST_NAME = 12, 200, 30, 3, 200
LONGEST_TITLE = 30
ADDRESS = "/search"


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
class Found:
    hit: Hit
    address: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """A few decisions of the ledgers that have exactly this number or this organisation, and where the others are."""

    lines: tuple[Line, ...] = ()
    address: str = ""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    wish = wish_of(asked)
    is_exact = "exact" in asked
    page = find(wish, with_synonyms=not is_exact)
    is_first = wish.page == 1
    last = max(1, -(-min(page.total, DEEPEST) // PAGE_SIZE))
    words = " ".join(wish.text.split())
    return show(
        request,
        "portal/search.html",
        f"{words[:LONGEST_TITLE]} - 检索" if words else "检索",
        crumbs=[("", "检索")],
        wish=wish,
        asked=asked,
        result=page,
        found=[Found(hit, content_address(key_of(hit.id))) for hit in page.hits],
        scopes=SCOPE_LABELS,
        sorts=[
            Choice(label, _with(asked, sort="" if name == RELEVANCE else name), name == wish.sort)
            for name, label in SORT_LABELS.items()
        ],
        facets=_facets(asked, page),
        exact=Choice(
            "使用同义词" if is_exact else "不使用同义词", _with(asked, exact="" if is_exact else "1"), is_exact
        ),
        narrowed=_is_narrowed(asked),
        earlier=_with(asked, page=str(wish.page - 1)) if 1 < wish.page <= last else "",
        later=_with(asked, page=str(wish.page + 1)) if wish.page < last else "",
        last=last,
        behind_the_last=_with(asked, page=str(last)) if wish.page > last else "",
        widened=_widened(page),
        meant=_meant(asked, page) if is_first else (),
        decisions=_decisions(wish) if is_first else Decisions(),
        feed=_with(asked, page="").replace(ADDRESS, f"{ADDRESS}/feed", 1) if asked.get("q") else "",
        longest=MOST_CHARACTERS,
    )


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The latest of what a question finds, for a feed reader: a saved search."""
    asked = asked_of(request)
    page = find(
        Wish(asked.get("q", ""), wish_of(asked).scope, _filters(asked), DATE, 1, FEED_SIZE), "exact" not in asked
    )
    made = Atom1Feed(
        title=f"政府信息公开检索：{_printable(asked.get('q', ''))}",
        link=request.build_absolute_uri(_with(asked)),
        description="",
        language="zh-CN",
        feed_url=request.build_absolute_uri(),
    )
    for hit in page.hits:
        address = request.build_absolute_uri(content_address(key_of(hit.id)))
        at = datetime.combine(hit.day, time(0), SHANGHAI) if hit.day else datetime(1970, 1, 1, tzinfo=UTC)
        made.add_item(
            _printable(hit.title),
            address,
            _printable(hit.snippet),
            updateddate=at,
            unique_id=address,
            author_name=hit.agency,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Suggestions for what is typed so far, in the form browsers know from search engines: the text, then a list."""
    text = request.GET.get("q", "")
    return JsonResponse([text, list(suggestions(text))], safe=False, json_dumps_params={"ensure_ascii": False})


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """Lets a browser add the site to its search engines."""
    site = current_site(request.get_host())
    answer = render(request, "portal/search_description.xml", {"site": site, "root": request.build_absolute_uri("/")})
    answer["Content-Type"] = "application/opensearchdescription+xml; charset=utf-8"
    return answer


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
        sort if sort in SORT_LABELS else RELEVANCE,
        max(1, page),
    )


def _filters(asked: Mapping[str, str]) -> dict[str, Sequence[str]]:
    return {name: (asked[name],) for name in FACETS if name in asked}


def _with(asked: Mapping[str, str], **changes: str) -> str:
    """The address of the question with changes; any change but that of the page leads to the first page."""
    kept: dict[str, Any] = {**asked, **({} if "page" in changes or not changes else {"page": ""}), **changes}
    return f"{ADDRESS}?{urlencode({name: value for name, value in kept.items() if value}, errors='replace')}"


def _facets(asked: Mapping[str, str], page: Page) -> list[Facet]:
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
    return Choice(value, _with(asked, **{name: "" if is_chosen else value}), is_chosen, number)


def _is_narrowed(asked: Mapping[str, str]) -> bool:
    """Something besides the words may be why nothing was found."""
    return asked.get("scope", "all") != "all" or any(name in asked for name in FACETS)


def _widened(page: Page) -> list[str]:
    """The synonyms that were looked for besides the words typed."""
    return list(dict.fromkeys("".join(phrase) for word in page.query.words for phrase in word[1:]))


def _meant(asked: Mapping[str, str], page: Page) -> tuple[Choice, ...]:
    """Words that sound like those typed, where these are nowhere, or where pinyin was typed."""
    text = asked.get("q", "").strip()
    if not page.total and _is_narrowed(asked):
        return ()
    if page.total and not text.replace(" ", "").isascii():
        return ()
    return tuple(Choice(label, _with({"q": label}), False) for label in meant(text))


def _decisions(wish: Wish) -> Decisions:
    """By the exact number, else by the exact name of an organisation; a person is never found by name."""
    if wish.scope not in ("all", "docno") or any(wish.filters.values()):
        return Decisions()
    for text in _one_name(wish.text):
        for by, sought in (("number", Sought(document_number=text)), ("name", Sought(name=text))):
            if found := look_up(sought, today(), DECISIONS).records:
                return Decisions(tuple(map(line_of, found)), f"/sgs/?{urlencode({'by': by, 'q': text})}")
    return Decisions()


def _one_name(text: str) -> tuple[str, ...]:
    """What was typed as one number or name: without quotes around it, then also in simplified characters."""
    typed = text.strip().strip(QUOTES).strip()[:LONGEST_NAME]
    plain = "".join(simplified().get(character, character) for character in typed)
    return tuple(filter(None, dict.fromkeys((typed, plain))))


def _printable(text: str) -> str:
    """Without what XML cannot hold."""
    kept = (character for character in text if character >= " " or character in "\t\n")
    return "".join(
        character for character in kept if not 0xD800 <= ord(character) <= 0xDFFF and character not in "\ufffe\uffff"
    )
