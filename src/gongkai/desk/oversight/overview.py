"""The supervisor's overview: one page of today, and the records behind each number."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.agencies.errors import NotFound
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.desk import given
from gongkai.desk.entry import officer_view, show
from gongkai.desk.oversight.addresses import address_of
from gongkai.measures.duties import kind_of
from gongkai.oversight.overview import curves, listed, overview

WHICH = {"overdue": "已逾期", "soon": "七日内到期", "open": "全部未办结"}
SHOWN = 500


@officer_view()
@require_safe
def today(request: HttpRequest, act: Act) -> HttpResponse:
    return show(
        request, act, "desk/oversight/overview.html", seen=overview(act),
        curves=list(curves(visible_agency_ids(act), act.today)),
    )  # fmt: skip


@officer_view()
@require_safe
def duties(request: HttpRequest, act: Act, kind: str, which: str) -> HttpResponse:
    """The duties behind a number of the overview, each leading to its record."""
    chosen, code = kind_of(kind), request.GET.get("agency", "")
    if chosen is None or which not in WHICH:
        raise NotFound([])
    agency = given.agency(act, code) if code else None
    found = listed(act, kind, agency, which)
    rows = [(duty, address_of(kind, duty.key)) for duty in found[:SHOWN]]
    return show(
        request, act, "desk/oversight/duties.html", kind=chosen, which=which, words=WHICH, agency=agency, rows=rows,
        more=max(0, len(found) - SHOWN), names=_names(act),
    )  # fmt: skip


def _names(act: Act) -> dict[int, str]:
    return dict(Agency.objects.filter(pk__in=visible_agency_ids(act)).values_list("id", "short_name"))
