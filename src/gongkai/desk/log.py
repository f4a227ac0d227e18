"""The auditor's pages: the own agency's log, and a check of the whole chain on demand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import verify
from gongkai.audit.selectors import log_page, own_chain
from gongkai.desk.entry import officer_view, show
from gongkai.desk.log_words import EVENTS, FACTS, OBJECTS


@officer_view(Role.AUDITOR)
def lines(request: HttpRequest, act: Act) -> HttpResponse:
    """The log of the auditor's agency, newest first; nothing here can be changed."""
    text = request.GET.get("before", "")
    page = log_page(
        own_chain(act),
        int(text) if text.isdecimal() else None,
        request.GET.get("event", "").strip(),
        request.GET.get("object", "").strip(),
    )
    breaks = list(verify(own_chain(act))) if "verify" in request.GET else None
    return show(
        request, act, "desk/log.html", page=page, breaks=breaks, query=request.GET, events=EVENTS, objects=OBJECTS, names=FACTS,
    )  # fmt: skip
