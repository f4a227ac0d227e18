"""Atom feeds (whole site, a column, an organ), the site map for search engines by month, and what robots are asked."""

from __future__ import annotations

from collections.abc import Collection
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.catalogue.columns import COLUMNS, REPORTS, codes_below
from gongkai.editions.selectors import months_published, public_list, published_in
from gongkai.portal.atom import Feed, printable
from gongkai.portal.site import Site, site_of

FEED_SIZE = 30
_BY_CODE = {column.code: column for column in COLUMNS}
_EVERYTHING = frozenset(column.code for column in COLUMNS if column.code != REPORTS)
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XML = "application/xml; charset=utf-8"
_MAIN = (
    "/",
    "/zfxxgk/",
    "/zfxxgk/zn/",
    "/zfxxgk/zd/",
    "/zfxxgk/fdzdgknr/",
    "/zfxxgk/zcwj/",
    "/zfxxgk/jg/",
    "/zfxxgk/yjs/",
    "/zfxxgk/bzml/",
    "/zfxxgk/nb/",
    "/zfxxgk/ysqgk/",
    "/ztzl/",
    "/bsfw/",
)


@require_safe
def site_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, "最新公开", "/", _EVERYTHING)


@require_safe
def column_feed(request: HttpRequest, code: str) -> HttpResponse:
    if code not in _BY_CODE or code == REPORTS:
        raise Http404
    return _feed(request, _BY_CODE[code].name, f"/zfxxgk/fdzdgknr/?column={code}", codes_below(code))


@require_safe
def organ_feed(request: HttpRequest, code: str) -> HttpResponse:
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise Http404
    return _feed(request, agency.name, f"/zfxxgk/fdzdgknr/?organ={code}", _EVERYTHING, (agency.id,))


def _feed(
    request: HttpRequest, title: str, address: str, columns: Collection[str], agencies: Collection[int] = ()
) -> HttpResponse:
    site = _site(request)
    made = Feed(
        title=printable(f"{site.name}：{title}"), link=site.base + address, description="", language="zh-CN",
        feed_url=site.base + request.path,
    )  # fmt: skip
    for item in public_list(columns=columns, agency_ids=agencies, size=FEED_SIZE).items:
        whole = site.base + item.address
        made.add_item(
            printable(item.title), whole, printable(item.summary), unique_id=whole, author_name=item.agency_name,
            pubdate=item.published_at, updateddate=item.changed_at, categories=(_name(item.column),),
        )  # fmt: skip
    return made.answer()


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """One site map a month: what is published touches that of its own month only."""
    base = _site(request).base
    names = ["/sitemap-main.xml", *(f"/sitemap-{month}.xml" for month in months_published())]
    rows = "".join(f"<sitemap><loc>{escape(base + name)}</loc></sitemap>" for name in names)
    return _xml(f"<sitemapindex {_SPACE}>{rows}</sitemapindex>")


@require_safe
def sitemap_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    if not 1 <= month <= 12 or not 1949 <= year <= 9998:
        raise Http404
    base = _site(request).base
    found = published_in(year, month)
    if not found:
        raise Http404
    rows = "".join(
        f"<url><loc>{escape(base + address)}</loc><lastmod>{changed_at.date().isoformat()}</lastmod></url>"
        for address, changed_at in found
    )
    return _xml(f"<urlset {_SPACE}>{rows}</urlset>")


@require_safe
def sitemap_main(request: HttpRequest) -> HttpResponse:
    base = _site(request).base
    columns = (f"/zfxxgk/fdzdgknr/?column={column.code}" for column in COLUMNS if column.parent)
    rows = "".join(f"<url><loc>{escape(base + address)}</loc></url>" for address in (*_MAIN, *columns))
    return _xml(f"<urlset {_SPACE}>{rows}</urlset>")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    refused = "".join(f"Disallow: {path}\n" for path in ("/desk/", "/search", "/preference/", "/leave/", "/api/"))
    text = f"User-agent: *\n{refused}Sitemap: {_site(request).base}/sitemap.xml\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _xml(body: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n', content_type=_XML)


def _site(request: HttpRequest) -> Site:
    site = site_of(request)
    if site is None:
        raise Http404
    return site


def _name(code: str) -> str:
    return _BY_CODE[code].name if code in _BY_CODE else code
