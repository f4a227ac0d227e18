"""Holiday notices: entered as the notice says it, what would move is shown first, then taken up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.errors import NotAllowed, Reason, Refused
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show
from gongkai.desk.requests.given import Given
from gongkai.requests.holiday_changes import Change, calendar_with, changes, notice_document
from gongkai.requests.usecases.load_holiday_notice import as_text, load_holiday_notice

SHOWN = 200


@officer_view(Role.SYSTEM_ADMIN, Role.SUPERVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest, act: Act) -> HttpResponse:
    """``go=try`` shows what would move and writes nothing; ``go=load`` takes the notice up."""
    if request.method != "POST":
        return _page(request, act, None, [])
    given = Given(request.POST, [])
    year = given.number("year", "年份", needed=True, example=act.today.year + 1)
    try:
        given.check()
        document = notice_document(
            year, given.text("number"), given.text("title"), given.text("off"), given.text("work")
        )
        if given.text("go") != "load":
            return _page(request, act, list(changes(calendar_with(as_text(document), year))), [])
        moved = load_holiday_notice(act=act, document=document)
    except NotAllowed:
        raise
    except Refused as refused:
        return _page(request, act, None, list(refused.reasons))
    messages.success(request, f"已采用{year}年放假安排，{len(moved)}件在办申请的期限重新计算并记入操作日志。")
    return HttpResponseRedirect(reverse("desk:requests-holidays"))


def _page(request: HttpRequest, act: Act, moved: list[Change] | None, wrong: list[Reason]) -> HttpResponse:
    return show(
        request, act, "desk/requests/holidays.html", status=400 if wrong else 200, notices=working_calendar().notices[::-1],
        typed=request.POST, moved=moved, shown=SHOWN, wrong=[str(reason) for reason in wrong], next_year=act.today.year + 1,
    )  # fmt: skip
