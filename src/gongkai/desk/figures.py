"""A figure opened on the desk: definition, article, parts, identities, and the records behind it page by page."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from gongkai.agencies.errors import NotFound
from gongkai.agencies.rights import visible_agency_ids
from gongkai.annual_report.bindings import BINDINGS
from gongkai.annual_report.selectors import Cursor, figure, records
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show
from gongkai.desk.reports import opened, shown_day, standing_on
from gongkai.measures.registry import UnknownMeasure, measure
from gongkai.numbering.keys import key_of, public_id


@officer_view()
@require_safe
def open_figure(request: HttpRequest, act: Act, public: str, key: str) -> HttpResponse:
    """One figure with everything it rests on; the first 50 records, and further ones by cursor."""
    annual = opened(act, public)
    standing = standing_on(request, act, annual)
    found = figure(report=standing.report, findings=standing.findings, key=key, act=act)
    agency = request.GET.get("agency", "")
    one = next((share.agency for share in found.shares if share.agency.code == agency), None)
    page = None
    if found.has_records:
        page = records(
            report=standing.report, key=key, act=act, after=read_cursor(request), agency_id=one.id if one else None
        )
    return show(
        request, act, "desk/figure.html", annual=annual, found=found, page=page, agency=one, key=key,
        counted=measure(BINDINGS[key].measure) if key in BINDINGS else None, is_first="after" not in request.GET,
        cursor=write_cursor(page.next) if page and page.next else "", as_of=shown_day(request, standing),
        is_whole=set(visible_agency_ids(act)).issuperset(share.agency.id for share in found.shares),
    )  # fmt: skip


@officer_view()
@require_safe
def record(request: HttpRequest, act: Act, name: str, public: str) -> HttpResponse:
    """One counted record, masked, with its history. Raises NotFound for one of another agency."""
    try:
        counted, key = measure(name), key_of(public)
    except (UnknownMeasure, ValueError) as error:
        raise Http404 from error
    detail = counted.detail_of(key, visible_agency_ids(act))
    if detail is None:
        raise NotFound([])
    back = request.GET.get("back", "")
    if not (back.startswith(reverse("desk:reports")) and url_has_allowed_host_and_scheme(back, allowed_hosts=None)):
        back = ""
    return show(request, act, "desk/record.html", counted=counted, detail=detail, back=back)


def write_cursor(cursor: Cursor) -> str:
    return f"{cursor[0].isoformat()}.{public_id(cursor[1])}"


def read_cursor(request: HttpRequest) -> Cursor | None:
    """The place a page continues after; None for the first page or a broken cursor."""
    day, _, key = request.GET.get("after", "").partition(".")
    try:
        return date.fromisoformat(day), key_of(key)
    except ValueError:
        return None
