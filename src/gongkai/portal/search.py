"""检索: the box, what was found with its facets, and the same question as an Atom feed. Works without JavaScript.

Decisions are not part of the index: they are looked up by their own rules and stand apart (``decisions.lookup``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.clock import SHANGHAI
from gongkai.decisions.lookup import Sought, look_up
from gongkai.editions.selectors import content_address
from gongkai.numbering.keys import key_of
from gongkai.portal.atom import Feed, printable
from gongkai.portal.decisions import Line, line_of
from gongkai.portal.search_address import ADDRESS, asked_of, changed, is_narrowed, wish_of
from gongkai.portal.search_choices import Choice, exact_of, facets_of, pager_of, sorts_of
from gongkai.portal.site import current_site, show, today
from gongkai.search.analysis.characters import simplified
from gongkai.search.analysis.query import MOST_CHARACTERS, QUOTES
from gongkai.search.documents import DATE, SCOPE_LABELS
from gongkai.search.pages import Hit, Page, Wish
from gongkai.search.service import search as find
from gongkai.search.suggestions import meant, suggestions

FEED_SIZE, DECISIONS, LONGEST_NAME, LONGEST_TITLE = 30, 3, 200, 30


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
    page = find(wish, with_synonyms="exact" not in asked)
    is_first = wish.page == 1
    return show(
        request,
        "portal/search.html",
        f"{title} - 检索" if (title := _title(asked)) else "检索",
        crumbs=[("", "检索")],
        wish=wish,
        asked=asked,
        result=page,
        found=[Found(hit, content_address(key_of(hit.id))) for hit in page.hits],
        scopes=SCOPE_LABELS,
        sorts=sorts_of(asked, wish),
        facets=facets_of(asked, page),
        exact=exact_of(asked),
        narrowed=is_narrowed(asked),
        pager=pager_of(asked, wish, page.total),
        widened=_widened(page),
        meant=_meant(asked, page) if is_first else (),
        decisions=_decisions(wish) if is_first else Decisions(),
        feed=changed(asked, page="").replace(ADDRESS, f"{ADDRESS}/feed", 1) if asked.get("q") else "",
        longest=MOST_CHARACTERS,
    )


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The latest of what a question finds, for a feed reader: a saved search."""
    asked = asked_of(request)
    page = find(replace(wish_of(asked), sort=DATE, page=1, size=FEED_SIZE), with_synonyms="exact" not in asked)
    base = _base(request)
    made = Feed(
        title=f"政府信息公开检索：{printable(_title(asked))}",
        link=base + changed(asked),
        description="",
        language="zh-CN",
        feed_url=base + request.get_full_path(),
    )
    for hit in page.hits:
        address = base + content_address(key_of(hit.id))
        at = datetime.combine(hit.day, time(0), SHANGHAI) if hit.day else datetime(1970, 1, 1, tzinfo=UTC)
        made.add_item(
            printable(hit.title),
            address,
            printable(hit.snippet),
            updateddate=at,
            unique_id=address,
            author_name=hit.agency,
        )
    return made.answer()


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Suggestions for what is typed so far, in the form browsers know from search engines: the text, then a list."""
    text = request.GET.get("q", "")
    return JsonResponse([text, list(suggestions(text))], safe=False, json_dumps_params={"ensure_ascii": False})


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """Lets a browser add the site to its search engines."""
    site = current_site(request.get_host())
    answer = render(request, "portal/search_description.xml", {"site": site, "root": f"{_base(request)}/"})
    answer["Content-Type"] = "application/opensearchdescription+xml; charset=utf-8"
    return answer


def _title(asked: Mapping[str, str]) -> str:
    return " ".join(asked.get("q", "").split())[:LONGEST_TITLE]


def _base(request: HttpRequest) -> str:
    """What whole addresses begin with, as in the other feeds: a reader knows an entry again by its address."""
    site = current_site(request.get_host(), request.scheme or "http")
    return site.base if site else f"{request.scheme}://{request.get_host()}"


def _widened(page: Page) -> list[str]:
    """The synonyms that were looked for besides the words typed."""
    return list(dict.fromkeys("".join(phrase) for word in page.query.words for phrase in word[1:]))


def _meant(asked: Mapping[str, str], page: Page) -> tuple[Choice, ...]:
    """Words that sound like those typed, where these are nowhere, or where pinyin was typed."""
    text = asked.get("q", "").strip()
    if not page.total and is_narrowed(asked):
        return ()
    if page.total and not text.replace(" ", "").isascii():
        return ()
    return tuple(Choice(label, changed({"q": label}), False) for label in meant(text))


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
