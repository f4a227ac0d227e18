"""What every portal page must carry (domain section 10): tags by kind of page, one h1, language, title. No browser needed."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

import pytest

SITE = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN = (*SITE, "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE = (*SITE, "ColumnName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource", "Keywords", "Description")
PAGES = {
    "/": SITE,
    "/map/": SITE,
    "/nothing-here/": SITE,
    "/zfxxgk/": COLUMN,
    "/zfxxgk/zn/": COLUMN,
    "/zfxxgk/zd/": COLUMN,
    "/zfxxgk/ysqgk/": COLUMN,
    "/zfxxgk/fdzdgknr/": COLUMN,
    "/zfxxgk/fdzdgknr/?column=A20-01": COLUMN,
    "/zfxxgk/fdzdgknr/?organ=wenxian-zfb": COLUMN,
    "/zfxxgk/zcwj/": COLUMN,
    "/zfxxgk/jg/": COLUMN,
    "/zfxxgk/yjs/": COLUMN,
    "/zfxxgk/bzml/": COLUMN,
    "/ztzl/": COLUMN,
    "/bsfw/": COLUMN,
    "/zfxxgk/nb/": COLUMN,
    "/zfxxgk/nb/2022/": ARTICLE,
    "/zfxxgk/nb/2022/overview.portal_items/": ARTICLE,
}


class Outline(HTMLParser):
    """Language, title, tags, headings and links of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language, self.title, self.links = "", "", list[str]()
        self.tags: dict[str, str] = {}
        self.headings: list[int] = []
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.inside = tag
        if tag == "html":
            self.language = given.get("lang", "")
        if tag == "meta" and "name" in given:
            self.tags[given["name"]] = given.get("content", "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "a":
            self.links.append(given.get("href", ""))

    def handle_data(self, data: str) -> None:
        if self.inside == "title":
            self.title += data
            self.inside = ""


def fetch(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.parametrize(("address", "tags"), PAGES.items())
def test_a_page_carries_its_tags_and_none_is_blank(site: str, address: str, tags: tuple[str, ...]):
    outline = Outline(fetch(site + address)[1])
    assert [name for name in tags if not outline.tags.get(name, "").strip()] == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_main_heading_language_and_title(site: str, address: str):
    outline = Outline(fetch(site + address)[1])
    assert outline.language == "zh-CN"
    assert outline.headings.count(1) == 1
    assert outline.title.endswith(" - 温县人民政府")
    assert len(outline.title) > len(" - 温县人民政府")


@pytest.mark.parametrize("address", PAGES)
def test_no_heading_skips_a_level(site: str, address: str):
    headings = Outline(fetch(site + address)[1]).headings
    deeper = [(before, after) for before, after in pairwise(headings) if after > before + 1]
    assert deeper == []


def documents(site: str) -> Iterator[str]:
    for column in ("A20-01", "A20-07", "A20-12"):
        listed = Outline(fetch(f"{site}/zfxxgk/fdzdgknr/?column={column}")[1]).links
        yield from [link for link in listed if link.startswith("/content/")][:3]


def test_documents_carry_the_tags_of_an_article_with_the_day_of_their_publication(site: str):
    found = list(documents(site))
    assert len(found) >= 6
    for address in found:
        text = fetch(site + address)[1]
        outline = Outline(text)
        assert [name for name in ARTICLE if not outline.tags.get(name, "").strip()] == [], address
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", outline.tags["PubDate"]), address
        assert f"<td>{outline.tags['PubDate'][:10]}</td>" in text, address


NOT_PAGES = ("/desk/", "/api/", "/preference/", "/search", "/static/", "/leave/", "/sgs/data/")
WORDS_OF_NOTHING = {"", "null", "none", "undefined", "nan"}


BARE = ("/", "/map/")
"""Pages that are neither column nor article; every other kind of page is held to the one or the other, a new kind too."""


def wanted(path: str) -> tuple[str, ...]:
    if re.match(r"/content/|/zfxxgk/nb/\d|/sgs/\w+/\w+\.html|/hdjl/(?:zj|ft|dc)/\w", path):
        return ARTICLE
    return SITE if path in BARE else COLUMN


def is_page(link: str) -> bool:
    path = link.partition("?")[0]
    return (
        path.startswith("/")
        and not path.startswith(NOT_PAGES)
        and path.endswith(("/", ".html"))
        and "report." not in path
    )


def test_every_page_a_reader_can_reach_conforms(site: str):
    """From the home page along all links, a few of each long list: tags by kind, none blank or null, one heading, no dead link."""
    waiting, seen, faults, kinds = ["/"], {"/"}, [], dict[str, int]()
    while waiting:
        link = waiting.pop(0)
        status, text = fetch(site + link)
        outline, path = Outline(text), link.partition("?")[0]
        bad = [name for name in wanted(path) if outline.tags.get(name, "").strip().lower() in WORDS_OF_NOTHING]
        bad += [name for name, value in outline.tags.items() if value.strip().lower() in WORDS_OF_NOTHING]
        if (
            status != 200
            or bad
            or outline.headings.count(1) != 1
            or outline.language != "zh-CN"
            or not outline.title.strip()
        ):
            faults.append((link, status, sorted(set(bad)), outline.headings[:3]))
        for found in (one.partition("#")[0] for one in outline.links):
            kind = re.sub(r"[0-9a-z]{13}|\d+|=.*", "*", found)
            if is_page(found) and found not in seen and kinds.get(kind, 0) < 25:
                kinds[kind] = kinds.get(kind, 0) + 1
                seen.add(found)
                waiting.append(found)
    assert faults == []
    assert len(seen) > 100


def test_every_link_of_the_main_pages_leads_somewhere(site: str):
    """Links of the pages above, one level deep: none is dead, none leaves the site."""
    links = {link.partition("#")[0] for page in PAGES for link in Outline(fetch(site + page)[1]).links}
    inside = {
        link.replace("&amp;", "&") for link in links if link.startswith("/") and not link.startswith("/preference/")
    }
    assert not [link for link in links if link.startswith(("http:", "https:", "//"))]
    assert len(inside) > 100
    assert [link for link in sorted(inside) if fetch(site + link)[0] != 200] == []


def test_the_favicon_is_found_where_browsers_ask_for_it(site: str):
    status, text = fetch(f"{site}/favicon.ico")
    assert status == 200
    assert text.startswith("<svg")
