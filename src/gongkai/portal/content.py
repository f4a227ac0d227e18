"""Statutory content: lists by category, organ and year, and the page of one document, all from published editions."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.catalogue.columns import COLUMNS, CONTENT, REPORTS, codes_below
from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address, moved_to, public_list, publication, years_published
from gongkai.files.models import StoredFile
from gongkai.files.store import read
from gongkai.links.chain import chain_of
from gongkai.numbering.keys import key_of
from gongkai.portal.categories import categories
from gongkai.portal.pages import COLUMN_HOME
from gongkai.portal.site import column_tags, show

_BY_CODE = {column.code: column for column in COLUMNS}
_LISTED = codes_below(CONTENT) | codes_below("zwdt") | codes_below("tzgg")
CONTENT_HOME = (f"/zfxxgk/{CONTENT}/", "法定主动公开内容")
REPORTS_HOME = (f"/zfxxgk/{REPORTS}/", "政府信息公开年报")
# Editions of 互动交流 stand under that column, not under the statutory one (专栏姓专).
_ENGAGEMENT = {
    "hdjl-letters": (("/hdjl/", "互动交流"), ("/hdjl/lx/", "来信选登")),
    "hdjl-consultations": (("/hdjl/", "互动交流"), ("/hdjl/zj/", "意见征集")),
    "hdjl-interviews": (("/hdjl/", "互动交流"), ("/hdjl/ft/", "在线访谈")),
    "hdjl-surveys": (("/hdjl/", "互动交流"), ("/hdjl/dc/", "调查问卷")),
}
_GONE = {
    Publication.State.WITHDRAWN_WITH_NOTICE: (410, "该信息已由发布单位撤下。"),
    Publication.State.WITHDRAWN_SILENTLY: (404, "您访问的页面不存在，可能地址有误，或者内容已经调整。"),
    Publication.State.PURGED: (404, "您访问的页面不存在，可能地址有误，或者内容已经调整。"),
}


@require_safe
def column_home(request: HttpRequest) -> HttpResponse:
    """The disclosure column: its four fixed sections, the entry to requests, the categories and the newest items."""
    return show(
        request, "portal/column_home.html", "政府信息公开", section=COLUMN_HOME[0], crumbs=[("", COLUMN_HOME[1])],
        tags=column_tags("政府信息公开", "政府信息公开专栏", "信息公开目录"),
        categories=categories(), items=public_list(columns=codes_below(CONTENT), size=10).items,
    )  # fmt: skip


@require_safe
def content_list(request: HttpRequest) -> HttpResponse:
    """Items under a category, of an organ, of a year; each filter is a plain address that can be kept."""
    column = _BY_CODE.get(request.GET.get("column", ""))
    agencies = {agency.code: agency for agency in Agency.objects.order_by("path")}
    organ = agencies.get(request.GET.get("organ", ""))
    years = years_published()
    year = int(text) if (text := request.GET.get("year", "")).isdecimal() and int(text) in years else None
    found = public_list(
        columns=codes_below(column.code) if column else _LISTED,
        agency_ids=[organ.id] if organ else (), year=year, after=request.GET.get("after", ""),
    )  # fmt: skip
    kept = {"column": column.code if column else "", "organ": organ.code if organ else "", "year": year or ""}
    query = urlencode({name: value for name, value in kept.items() if value})
    title = column.name if column else CONTENT_HOME[1]
    crumbs = [COLUMN_HOME, CONTENT_HOME, ("", title)] if column else [COLUMN_HOME, ("", title)]
    return show(
        request, "portal/content_list.html", title, section=COLUMN_HOME[0], crumbs=crumbs,
        tags=column_tags(title, (column.content if column else "") or title, column.column_type if column else "信息公开目录"),
        categories=categories(), column=column, agencies=agencies.values(), organ=organ, years=years, year=year,
        found=found, query=query, is_first=not request.GET.get("after"),
    )  # fmt: skip


@require_safe
def document(request: HttpRequest, public_id: str) -> HttpResponse:
    """One published document as its current edition has it; 410 with a notice or 404 for what was taken down."""
    try:
        found = publication(key_of(public_id))
    except ValueError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    if found.state != Publication.State.PUBLISHED or found.current is None:
        if (target := moved_to(found)) is not None:
            return HttpResponsePermanentRedirect(content_address(target.id))
        status, text = _GONE[Publication.State(found.state)]
        title = "信息已撤下" if status == 410 else "页面不存在"
        return show(request, "portal/message.html", title, status=status, text=text)
    if found.column == REPORTS:
        return HttpResponsePermanentRedirect(
            f"/zfxxgk/nb/{found.current.payload['document']['year']}/?organ={found.agency.code}"
        )
    return _document_page(request, found, found.current.payload)


@require_safe
def attachment(request: HttpRequest, public_id: str, file_id: str) -> FileResponse:
    """A file of a published document, as its current edition lists it; nothing else of the store can be had here."""
    try:
        found, key = publication(key_of(public_id)), key_of(file_id)
    except ValueError as error:
        raise Http404 from error
    if found is None or found.state != Publication.State.PUBLISHED or found.current is None:
        raise Http404
    listed = {entry["file"]: entry for entry in found.current.payload.get("attachments", [])}.get(file_id)
    stored = StoredFile.objects.filter(pk=key).first()
    if listed is None or stored is None or stored.sha256 != listed["sha256"]:
        raise Http404
    return FileResponse(BytesIO(read(stored)), content_type=stored.media_type, as_attachment=True, filename=stored.name)


def _document_page(request: HttpRequest, found: Publication, payload: dict[str, Any]) -> HttpResponse:
    column = _BY_CODE.get(found.column)
    edition = found.current
    assert edition is not None  # the caller answered those without one
    published = localtime(found.first_published_at).strftime("%Y-%m-%d %H:%M")
    tags = [
        *column_tags(payload["column_zh"], payload["column_zh"], payload["column_type"])[:1],
        ("ColumnType", payload["column_type"]),
        ("ArticleTitle", found.title),
        ("PubDate", published),
        ("ContentSource", payload["source"]),
        ("Keywords", payload.get("keywords") or payload["column_zh"]),
        ("Description", payload.get("summary") or found.title),
    ]
    crumbs = _ENGAGEMENT.get(found.column) or (
        COLUMN_HOME,
        (f"{CONTENT_HOME[0]}?column={found.column}", column.name if column else payload["column_zh"]),
    )
    return show(
        request, "portal/document.html", found.title, section=crumbs[0][0], crumbs=[*crumbs, ("", "正文")], tags=tags,
        payload=payload, publication=found, edition=edition, metadata=_metadata(found, payload), chain=chain_of(found),
    )  # fmt: skip


def _metadata(found: Publication, payload: dict[str, Any]) -> list[tuple[str, str]]:
    """The header block in the usual order of government sites (domain 2.4)."""
    rows = [
        ("索引号", payload.get("index_number")),
        ("主题分类", payload.get("subject_class")),
        ("发文机关", "、".join(payload.get("issuing_agencies") or [payload["agency"]["name"]])),
        ("成文日期", payload.get("date_of_document")),
        ("标题", found.title),
        ("发文字号", payload.get("document_number")),
        ("发布日期", payload.get("published_on")),
    ]
    return [(label, str(value)) for label, value in rows if value]
