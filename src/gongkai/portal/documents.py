"""The page of one published document as its current edition has it, its files, and what is said of one that was taken down."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from typing import Any

import segno
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from gongkai.catalogue.columns import COLUMNS, CONTENT, REPORTS
from gongkai.catalogue.interpretations import documents_explained_by, interpretations_of
from gongkai.catalogue.kinds import TOPIC
from gongkai.catalogue.models import InterpretationLink
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.catalogue.services import COLUMN as SERVICES
from gongkai.catalogue.services import SERVICE
from gongkai.catalogue.services import rows_of as service_rows
from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address, moved_to, publication
from gongkai.files.models import StoredFile
from gongkai.files.store import read
from gongkai.links.chain import Stage, chain_of
from gongkai.links.selectors import tied_among
from gongkai.numbering.keys import key_of
from gongkai.portal.article import article_tags, files_of
from gongkai.portal.leaving import with_notices
from gongkai.portal.pages import COLUMN_HOME
from gongkai.portal.services import SERVICES_HOME
from gongkai.portal.site import show, site_of
from gongkai.portal.topics import topic_answer

_BY_CODE = {column.code: column for column in COLUMNS}
# Editions of 互动交流 stand under that column, not under the statutory one (专栏姓专).
_ENGAGEMENT = {
    "hdjl-letters": (("/hdjl/", "互动交流"), ("/hdjl/lx/", "来信选登")),
    "hdjl-consultations": (("/hdjl/", "互动交流"), ("/hdjl/zj/", "意见征集")),
    "hdjl-interviews": (("/hdjl/", "互动交流"), ("/hdjl/ft/", "在线访谈")),
    "hdjl-surveys": (("/hdjl/", "互动交流"), ("/hdjl/dc/", "调查问卷")),
}
_MISSING = "您访问的页面不存在，可能地址有误，或者内容已经调整。"
GONE = {
    Publication.State.WITHDRAWN_WITH_NOTICE: (410, "信息已撤下", "该信息已由发布单位撤下。"),
    Publication.State.WITHDRAWN_SILENTLY: (404, "页面不存在", _MISSING),
    Publication.State.PURGED: (404, "页面不存在", _MISSING),
}
_PICTURE = re.compile(r"<img\b[^>]*\balt=\"([^\"]{16,})\"", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tie:
    """A link to another published document."""

    title: str
    address: str
    day: date


@dataclass(frozen=True, slots=True)
class Ties:
    """``interpretations`` explain this document; ``explained`` are the documents this one explains."""

    interpretations: Sequence[Tie] = ()
    explained: Sequence[Tie] = ()


@dataclass(frozen=True, slots=True)
class Validity:
    """How a document stands: ``text`` is 有效, 失效 or 废止; ``banner`` says why, for one that no longer holds."""

    text: str
    banner: str = ""


@require_safe
def document(request: HttpRequest, public_id: str) -> HttpResponse:
    """One published document; 410 with a notice or 404 for what was taken down."""
    found = found_or_404(public_id)
    chain = chain_of(found) if tied_among([found]) else ()
    return document_answer(request, found, ties_of([found]).get(found.id, Ties()), chain)


def document_answer(
    request: HttpRequest, found: Publication, ties: Ties, chain: tuple[Stage, ...] = ()
) -> HttpResponse:
    """The page of a publication whose current edition and ties are at hand: who renders many looks them up together."""
    if found.state != Publication.State.PUBLISHED or found.current is None:
        if (target := moved_to(found)) is not None:
            return HttpResponsePermanentRedirect(content_address(target.id))
        status, title, text = GONE[Publication.State(found.state)]
        return show(request, "portal/message.html", title, status=status, text=text)
    payload = found.current.payload
    if found.column == REPORTS:
        return HttpResponsePermanentRedirect(f"/zfxxgk/nb/{payload['document']['year']}/?organ={found.agency.code}")
    if "body_html" not in payload:
        raise Http404
    if payload.get("kind") == TOPIC:
        return topic_answer(request, found)
    site = site_of(request)
    crumbs = _crumbs(found, payload)
    return show(
        request, "portal/document.html", found.title, section=crumbs[0][0], crumbs=crumbs, tags=article_tags(found, payload),
        payload=payload, publication=found, edition=found.current, metadata=metadata(found, payload),
        validity=validity(payload), body=with_notices(payload["body_html"], site.domain if site else ""),
        files=[file for file in files_of(found) if not file.is_in_text], ties=ties, address=content_address(found.id),
        base=content_address(found.id).removesuffix(".html"),
        chain=chain, service=service_rows(payload.get("service") or {}), pictures=[unescape(text) for text in _PICTURE.findall(payload["body_html"])],
    )  # fmt: skip


@require_safe
def attachment(request: HttpRequest, public_id: str, file_id: str) -> FileResponse:
    """A file of a published document, as its current edition lists it; nothing else of the store can be had here."""
    found = found_or_404(public_id)
    try:
        key = key_of(file_id)
    except ValueError as error:
        raise Http404 from error
    if found.state != Publication.State.PUBLISHED or found.current is None:
        raise Http404
    listed = {entry["file"]: entry for entry in found.current.payload.get("attachments", [])}.get(file_id)
    stored = StoredFile.objects.filter(pk=key).first()
    if listed is None or stored is None or stored.sha256 != listed["sha256"]:
        raise Http404
    return FileResponse(BytesIO(read(stored)), content_type=stored.media_type, as_attachment=True, filename=stored.name)


@require_safe
def qr_code(request: HttpRequest, public_id: str) -> HttpResponse:
    """The address of a document as a QR code, for a telephone held before a screen or a poster."""
    found, site = found_or_404(public_id), site_of(request)
    if found.state != Publication.State.PUBLISHED or site is None:
        raise Http404
    out = BytesIO()
    segno.make(site.base + content_address(found.id), error="m").save(out, kind="svg", scale=4, border=2, xmldecl=False)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


def ties_of(publications: Collection[Publication]) -> dict[int, Ties]:
    """The ties of many documents with two questions to the database; only published ones are tied."""
    if len(publications) == 1:
        one = next(iter(publications))
        return (
            {one.id: Ties(_ties(interpretations_of(one)), _ties(documents_explained_by(one)))} if _is_item(one) else {}
        )
    by_item = {one.subject_id: one for one in publications if _is_item(one)}
    links = list(
        InterpretationLink.objects.filter(document_id__in=by_item).values_list("document_id", "interpretation_id")
    ) + list(
        InterpretationLink.objects.filter(interpretation_id__in=by_item).values_list("document_id", "interpretation_id")
    )
    if not links:
        return {}
    ends = {end for link in links for end in link}
    rows = Publication.objects.filter(subject_kind=SUBJECT_KIND, subject_id__in=ends, state=Publication.State.PUBLISHED)
    known = {row.subject_id: row for row in rows.order_by("first_published_at", "id")}
    found = {}
    for item_id, one in by_item.items():
        explaining = [known[b] for a, b in set(links) if a == item_id and b in known]
        explained = [known[a] for a, b in set(links) if b == item_id and a in known]
        if explaining or explained:
            found[one.id] = Ties(_ties(_in_order(explaining)), _ties(_in_order(explained)))
    return found


def _in_order(rows: list[Publication]) -> list[Publication]:
    return sorted(rows, key=lambda row: (row.first_published_at, row.id))


def _ties(rows: Any) -> list[Tie]:
    return [Tie(row.title, content_address(row.id), localtime(row.first_published_at).date()) for row in rows]


def _is_item(found: Publication) -> bool:
    return found.subject_kind == SUBJECT_KIND


def found_or_404(public_id: str) -> Publication:
    try:
        found = publication(key_of(public_id))
    except ValueError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


def _crumbs(found: Publication, payload: Mapping[str, Any]) -> list[tuple[str, str]]:
    if payload.get("kind") == SERVICE and found.column == SERVICES:
        return [SERVICES_HOME, ("", "正文")]
    column = _BY_CODE.get(found.column)
    above = _ENGAGEMENT.get(found.column) or (
        *((COLUMN_HOME,) if column is None or column.statutory else ()),
        (f"/zfxxgk/{CONTENT}/?column={found.column}", column.name if column else payload["column_zh"]),
    )
    return [*above, ("", "正文")]


def validity(payload: Mapping[str, Any]) -> Validity | None:
    """None for what is no document with a validity of its own. Nothing here depends on the day the page is read."""
    document = payload.get("document")
    if not document:
        return None
    if document.get("ended_on"):
        how, basis = document.get("ended_how_zh", "停止执行"), document.get("ended_by", "")
        text = "失效" if document.get("ended_how") == "EXPIRED" else "废止"
        return Validity(text, f"本文件已于 {document['ended_on']} {how}。{f'依据：{basis}' if basis else ''}")
    effective = str(document.get("effective_on") or "")
    return Validity(f"有效（自{effective}起施行）" if effective > str(payload.get("published_on") or "") else "有效")


def _last_day(expires_on: str | None) -> str:
    """A document expires on the first day it no longer holds; 有效期至 names the last one on which it does."""
    return (date.fromisoformat(expires_on) - timedelta(days=1)).isoformat() if expires_on else ""


def metadata(found: Publication, payload: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The header block in the usual order of government sites (domain 2.4)."""
    document = payload.get("document") or {}
    standing = validity(payload)
    rows = [
        ("索引号", payload.get("index_number")),
        ("主题分类", payload.get("subject_class")),
        ("发文机关", "、".join(payload.get("issuing_agencies") or [payload["agency"]["name"]])),
        ("成文日期", payload.get("date_of_document")),
        ("标题", found.title),
        ("发文字号", payload.get("document_number")),
        ("发布日期", payload.get("published_on")),
        ("原索引号", (payload.get("origin") or {}).get("index_number")),
        ("主题词", payload.get("keywords")),
        ("有效性", standing.text if standing else ""),
        ("施行日期", document.get("effective_on")),
        ("有效期至", _last_day(document.get("expires_on"))),
        ("废止日期" if document.get("ended_how") != "EXPIRED" else "失效日期", document.get("ended_on")),
    ]
    return [(label, str(value)) for label, value in rows if value]
