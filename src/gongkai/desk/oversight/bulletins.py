"""The monthly bulletin on the screen, and as DOCX or PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.agencies.errors import NotFound
from gongkai.audit.acts import Act
from gongkai.desk import given
from gongkai.desk.entry import officer_view, show
from gongkai.desk.oversight.papers import handed_out
from gongkai.oversight.bulletin import monthly_bulletin


@officer_view()
@require_safe
def bulletins(request: HttpRequest, act: Act) -> HttpResponse:
    year, month = given.year_asked(request, act), _month(request, act)
    return show(
        request, act, "desk/oversight/bulletin.html", paper=monthly_bulletin(act, year, month), year=year, month=month,
        years=range(act.today.year, 2018, -1),
    )  # fmt: skip


@officer_view()
@require_safe
def bulletin_file(request: HttpRequest, act: Act, ending: str) -> HttpResponse:
    year, month = given.year_asked(request, act), _month(request, act)
    return handed_out(monthly_bulletin(act, year, month), ending, f"bulletin-{year}-{month:02d}")


def _month(request: HttpRequest, act: Act) -> int:
    text = request.GET.get("month", "") or str(act.today.month)
    if not text.isdecimal() or not 1 <= int(text[:3]) <= 12:
        raise NotFound([])
    return int(text)
