"""How to ask, the form on paper, and the numbers an office chooses to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.agencies.settings import setting_of
from gongkai.agencies.tree import area_ids
from gongkai.law.limits import rows_of
from gongkai.measures.registry import Question
from gongkai.portal.requests import paper
from gongkai.portal.site import column_tags, show, today
from gongkai.requests.counts import closed, received
from gongkai.requests.rules import STATISTICS_OPEN

_FILES = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", paper.as_docx),
    "pdf": ("application/pdf", paper.as_pdf),
}


@dataclass(frozen=True, slots=True)
class Statistics:
    """The current year to today, over the whole area."""

    year: int
    rows: tuple[tuple[str, int], ...]


@require_safe
def how_to_ask(request: HttpRequest) -> HttpResponse:
    day = today()
    top = Agency.objects.order_by("path").first()
    agencies = Agency.objects.filter(abolished_on__isnull=True).order_by("path")
    return show(
        request, "portal/requests/guide.html", "依申请公开", section="/zfxxgk/ysqgk/",
        crumbs=[("/zfxxgk/", "政府信息公开"), ("", "依申请公开")],
        tags=column_tags("依申请公开", "依申请公开栏目", "依申请公开"), agencies=agencies,
        statistics=_statistics(top, day) if top else None, reply=rows_of("reply")[0].amount,
        extension=rows_of("extension_max")[0].amount,
    )  # fmt: skip


def _statistics(top: Agency, day: date) -> Statistics | None:
    if not setting_of(top, STATISTICS_OPEN.name, day):
        return None
    question = Question(area_ids(top), date(day.year, 1, 1), day, day)
    return Statistics(
        day.year,
        (("新收政府信息公开申请", received(question).count()), ("办结政府信息公开申请", closed(question).count())),
    )


@require_safe
def paper_form(request: HttpRequest, ending: str) -> HttpResponse:
    """The form to print and fill in by hand, as DOCX or PDF."""
    if ending not in _FILES:
        raise Http404
    kind, make = _FILES[ending]
    answer = HttpResponse(make(), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="request-form.{ending}"'
    return answer
