"""The first page: who I am here, everything that waits for me (oldest limit first), and where things are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.agencies.roles import Role
from gongkai.annual_report.selectors import reports_seen_by
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show
from gongkai.desk.todo import tasks_of

SHOWN = 200


@officer_view()
@require_safe
def home(request: HttpRequest, act: Act) -> HttpResponse:
    tasks = tasks_of(act)
    labels = [Role(role).label for role in sorted(act.roles)]
    return show(
        request, act, "desk/home.html", tasks=tasks[:SHOWN], more=max(0, len(tasks) - SHOWN),
        reports=reports_seen_by(act)[:5], roles=labels,
    )  # fmt: skip
