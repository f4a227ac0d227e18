"""Consultations as citizens meet them: the list, the draft with its explanation, the form, what became of the opinions."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.errors import Refused
from gongkai.engagement.models import PublicConsultation
from gongkai.engagement.paragraphs import paragraphs
from gongkai.engagement.public_page import address
from gongkai.engagement.selectors import public_consultations
from gongkai.engagement.usecases.receive_opinion import receive_opinion
from gongkai.links.chain import chain_of
from gongkai.numbering.keys import public_id
from gongkai.portal import guard
from gongkai.portal.engagement.forms import OpinionForm
from gongkai.portal.engagement.pages import Published, cursor, form_limits, key_in, page, read_cursor, writing_act
from gongkai.portal.guard import TooMany
from gongkai.portal.site import today

LIST = ("/hdjl/zj/", "意见征集")
PLACE = "opinion"
SHOWN = 20
State = PublicConsultation.State


@require_safe
def consultation_list(request: HttpRequest) -> HttpResponse:
    """Those now open first on the page of all; a state leads to its own list."""
    asked = request.GET.get("state", "")
    asked = asked if asked in State.values else ""
    rows = public_consultations().filter(**({"state": asked} if asked else {}))
    place = read_cursor(request.GET.get("after", ""))
    if place is not None:
        day, key = place
        rows = rows.filter(starts_on__lte=day).exclude(starts_on=day, id__gte=key)
    found = list(rows[: SHOWN + 1])
    last = found[SHOWN - 1] if len(found) > SHOWN else None
    return page(
        request, "consultation_list.html", LIST[1], lines=found[:SHOWN], asked=asked, today=today(), is_first=place is None,
        states=(State.OPEN, State.CLOSED, State.FEEDBACK_PUBLISHED), after=cursor(last.starts_on, last.pk) if last else "",
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consultation(request: HttpRequest, public: str) -> HttpResponse:
    """The draft, and while it is open the form: on the whole or on one paragraph. Sent, it answers with what was received."""
    found = public_consultations().filter(pk=key_in(public)).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, found, OpinionForm(initial={"paragraph": request.GET.get("paragraph", "")[:60]}))
    form = OpinionForm(request.POST)
    try:
        checked = guard.check(request, PLACE, form_limits())
    except TooMany:
        return guard.refused(request)
    form.is_valid()
    form.take(checked.problems)
    if not form.errors:
        said = form.cleaned_data
        try:
            receive_opinion(
                act=writing_act(), consultation_id=found.pk, text=said["text"], paragraph=said["paragraph"],
                name=said["name"], contact=said["contact"], submission=checked.submission,
            )  # fmt: skip
        except Refused as refused:
            form.take(refused.reasons)
        else:
            return page(request, "opinion_receipt.html", "意见已收到", crumbs=(LIST,), consultation=found, said=said)
    return _shown(request, found, form, status=422)


def _shown(request: HttpRequest, found: PublicConsultation, form: OpinionForm, status: int = 200) -> HttpResponse:
    feedback = getattr(found, "feedback", None)
    is_published = feedback is not None and bool(address(feedback.publication))
    return page(
        request, "consultation.html", found.title, crumbs=(LIST,), about=Published.of(found.publication), status=status, consultation=found, form=form,
        paragraphs=paragraphs(found.draft_text), is_open=found.state == State.OPEN and _within(found),
        received=found.opinions.count(), feedback=feedback if is_published else None,
        points=feedback.points.order_by("place") if feedback and is_published else (), public=public_id(found.pk), chain=chain_of(found.publication),
        guard=guard.fresh(request, PLACE, form_limits()), days_left=(found.ends_on - today()).days if found.ends_on else 0,
    )  # fmt: skip


def _within(found: PublicConsultation) -> bool:
    day = today()
    return (found.starts_on or date.max) <= day <= (found.ends_on or date.min)
