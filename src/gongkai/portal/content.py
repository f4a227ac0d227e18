"""Statutory content: the column's own page, lists by category, organ and year, and the organs with what each published."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.catalogue.columns import COLUMNS, CONTENT, REPORTS, ColumnRow, codes_below
from gongkai.editions.selectors import agencies_with_counts, public_list, years_published
from gongkai.portal.at_hand import at_hand
from gongkai.portal.categories import categories
from gongkai.portal.pages import COLUMN_HOME, rank_of
from gongkai.portal.site import column_tags, show

_BY_CODE = {column.code: column for column in COLUMNS}
_LISTED = codes_below(CONTENT) | codes_below("zwdt") | codes_below("tzgg") | codes_below("bsfw")
CONTENT_HOME = (f"/zfxxgk/{CONTENT}/", "法定主动公开内容")
REPORTS_HOME = (f"/zfxxgk/{REPORTS}/", "政府信息公开年报")
ORGANS_HOME = ("/zfxxgk/jg/", "按机构查看")


@require_safe
def column_home(request: HttpRequest) -> HttpResponse:
    """The disclosure column: its four fixed sections, the entry to requests, entries by content and by organ, the newest items."""
    return show(
        request, "portal/column_home.html", "政府信息公开", section=COLUMN_HOME[0], crumbs=[("", COLUMN_HOME[1])],
        tags=column_tags("政府信息公开", "政府信息公开专栏", "信息公开目录"), feed="/feed.xml",
        categories=categories(), items=public_list(columns=codes_below(CONTENT), size=10).items, organs=_organs(),
    )  # fmt: skip


@require_safe
def organ_list(request: HttpRequest) -> HttpResponse:
    """Every organ with the number of items it published: the second way into the same content."""
    return show(
        request, "portal/organ_list.html", ORGANS_HOME[1], section=COLUMN_HOME[0], crumbs=[COLUMN_HOME, ("", ORGANS_HOME[1])],
        tags=column_tags(ORGANS_HOME[1], "各单位主动公开的政府信息", "信息公开目录"), groups=_grouped(_organs()),
    )  # fmt: skip


@at_hand
def _organs() -> list[tuple[Agency, int]]:
    counts = agencies_with_counts()
    standing = sorted(Agency.objects.filter(abolished_on__isnull=True), key=rank_of)
    return [(agency, counts.get(agency.id, 0)) for agency in standing]


def _grouped(organs: list[tuple[Agency, int]]) -> list[tuple[str, list[tuple[Agency, int]]]]:
    """Governments and their office, departments, townships."""
    names = ("政府及办公室", "政府部门", "乡镇（街道）")
    places = {0: 0, 1: 0, 2: 1, 3: 2}
    groups: list[list[tuple[Agency, int]]] = [[], [], []]
    for agency, count in organs:
        groups[places[rank_of(agency)[0]]].append((agency, count))
    return [(name, group) for name, group in zip(names, groups, strict=True) if group]


@require_safe
def content_list(request: HttpRequest) -> HttpResponse:
    """Items under a category, of an organ, of a year; each filter is a plain address that can be kept."""
    column = _BY_CODE.get(request.GET.get("column", ""))
    agencies = _agencies()
    organ = agencies.get(request.GET.get("organ", ""))
    years = _years()
    year = int(text) if (text := request.GET.get("year", "")).isdecimal() and int(text) in years else None
    found = public_list(
        columns=codes_below(column.code) if column else _LISTED,
        agency_ids=[organ.id] if organ else (), year=year, after=request.GET.get("after", ""),
    )  # fmt: skip
    kept = {"column": column.code if column else "", "organ": organ.code if organ else "", "year": year or ""}
    query = urlencode({name: value for name, value in kept.items() if value})
    title = column.name if column else CONTENT_HOME[1]
    if organ and not column:
        title = f"{organ.name}公开的信息"
    kind = column.column_type if column else "信息公开目录"
    return show(
        request, "portal/content_list.html", title, section=COLUMN_HOME[0], crumbs=_crumbs(column, organ, title),
        tags=column_tags(title, (column.content if column else "") or title, kind), feed=_feed(column, organ),
        categories=categories(), column=column, below=[one for one in COLUMNS if column and one.parent == column.code],
        agencies=agencies.values(), organ=organ, years=years, year=year, found=found, query=query,
        is_first=not request.GET.get("after"),
    )  # fmt: skip


@at_hand
def _agencies() -> dict[str, Agency]:
    return {agency.code: agency for agency in Agency.objects.order_by("path")}


_years = at_hand(years_published)


def _crumbs(column: ColumnRow | None, organ: Agency | None, title: str) -> list[tuple[str, str]]:
    """The way from the disclosure column down; news stands outside it (专栏姓专)."""
    if column is None:
        return [COLUMN_HOME, ORGANS_HOME, ("", title)] if organ else [COLUMN_HOME, ("", title)]
    above: list[tuple[str, str]] = []
    parent = _BY_CODE.get(column.parent)
    while parent is not None:
        above.insert(
            0, CONTENT_HOME if parent.code == CONTENT else (f"{CONTENT_HOME[0]}?column={parent.code}", parent.name)
        )
        parent = _BY_CODE.get(parent.parent)
    return [*([COLUMN_HOME] if column.statutory else []), *above, ("", title)]


def _feed(column: ColumnRow | None, organ: Agency | None) -> str:
    if column and not organ:
        return f"/feed/column/{column.code}.xml"
    return f"/feed/organ/{organ.code}.xml" if organ and not column else "/feed.xml"
