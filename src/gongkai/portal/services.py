"""办事服务: guides of government services by unit, subject and whom they serve; each has its page at the address of its item."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.catalogue.services import AUDIENCES, COLUMN, SERVICE, SUBJECTS
from gongkai.editions.models import Publication
from gongkai.editions.selectors import page_of, public_rows
from gongkai.portal.site import column_tags, show

SERVICES_HOME = ("/bsfw/", "办事服务")
ASKED = ("organ", "subject", "audience")


@require_safe
def service_list(request: HttpRequest) -> HttpResponse:
    """The newest first; below, the way in by unit and by subject."""
    guides = public_rows(columns=(COLUMN,)).filter(kind=SERVICE)
    asked: dict[str, Any] = {name: request.GET.get(name, "").strip()[:60] for name in ASKED}
    found = page_of(_filtered(guides, asked), request.GET.get("after", ""))
    units, subjects = _counted(guides)
    return show(
        request, "portal/service_list.html", SERVICES_HOME[1], section=SERVICES_HOME[0], crumbs=[("", SERVICES_HOME[1])],
        tags=column_tags(SERVICES_HOME[1], "政务服务事项的办事指南和在线办理网址", "办事服务"), feed=f"/feed/column/{COLUMN}.xml",
        services=[(item, _elements(row)) for row, item in zip(found.rows, found.items, strict=True)], after=found.after,
        agencies=[(agency.code, agency.name) for agency, _ in units], subjects=[(name, name) for name, _ in subjects],
        audiences=AUDIENCES.items(), audience_words=AUDIENCES, query=urlencode({key: value for key, value in asked.items() if value}),
        is_first=not request.GET.get("after"), by_unit=units, by_subject=subjects, **asked,
    )  # fmt: skip


def _filtered(guides: QuerySet[Publication], asked: dict[str, str]) -> QuerySet[Publication]:
    """A value nobody offered finds nothing rather than everything. Who serves everybody serves each."""
    if asked["organ"]:
        guides = guides.filter(agency__code=asked["organ"])
    if asked["subject"]:
        guides = guides.filter(subject=asked["subject"])
    if asked["audience"]:
        guides = guides.filter(audience__in=[asked["audience"], "both"])
    return guides


def _elements(row: Publication) -> dict[str, str]:
    found = row.current.payload.get("service") if row.current else None
    return {"subject": "", "audience": "", "phone": "", "online": "", **(found or {})}


def _counted(guides: QuerySet[Publication]) -> tuple[list[tuple[Agency, int]], list[tuple[str, int]]]:
    """How many guides each unit and each subject has, counted together in the order of their index."""
    units, subjects = Counter[int](), Counter[str]()
    for subject, unit, number in guides.order_by().values_list("subject", "agency_id").annotate(n=Count("id")):
        units[unit] += number
        subjects[subject] += number
    named = Agency.objects.filter(pk__in=units).order_by("path")
    return [(agency, units[agency.id]) for agency in named], [
        (name, subjects[name]) for name in SUBJECTS if name in subjects
    ]
