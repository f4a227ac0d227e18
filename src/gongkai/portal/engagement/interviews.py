"""Interviews as citizens meet them: the announcement, questions beforehand and live, answers, the transcript and its search."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.errors import Refused
from gongkai.clock import legal_day
from gongkai.engagement.models import OnlineInterview
from gongkai.engagement.selectors import public_interviews
from gongkai.engagement.usecases.interview_questions import ask_question
from gongkai.links.chain import chain_of
from gongkai.numbering.keys import public_id
from gongkai.portal import guard
from gongkai.portal.engagement.forms import QuestionForm
from gongkai.portal.engagement.pages import Published, cursor, form_limits, key_in, page, read_cursor, writing_act
from gongkai.portal.guard import TooMany
from gongkai.portal.site import today

LIST = ("/hdjl/ft/", "在线访谈")
PLACE = "question"
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the transcript; its pieces are plain and found text in turn."""

    pieces: tuple[tuple[str, bool], ...]


@require_safe
def interview_list(request: HttpRequest) -> HttpResponse:
    rows = public_interviews()
    place = read_cursor(request.GET.get("after", ""))
    if place is not None:
        rows = rows.filter(pk__lt=place[1])
    found = list(rows.order_by("-id")[: SHOWN + 1])
    last = found[SHOWN - 1] if len(found) > SHOWN else None
    return page(
        request, "interview_list.html", LIST[1], lines=found[:SHOWN], is_first=place is None,
        after=cursor(legal_day(last.planned_at), last.pk) if last else "",
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def interview(request: HttpRequest, public: str) -> HttpResponse:
    """The page of one; while questions are taken, its form. Questions are shown once they have been read."""
    found = public_interviews().filter(pk=key_in(public)).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, found, QuestionForm())
    form = QuestionForm(request.POST)
    try:
        checked = guard.check(request, PLACE, form_limits())
    except TooMany:
        return guard.refused(request)
    form.is_valid()
    form.take(checked.problems)
    if not form.errors:
        said = form.cleaned_data
        try:
            ask_question(
                act=writing_act(), interview_id=found.pk, text=said["text"], nickname=said["nickname"],
                submission=checked.submission,
            )  # fmt: skip
        except Refused as refused:
            form.take(refused.reasons)
        else:
            return page(request, "question_receipt.html", "提问已收到", crumbs=(LIST,), interview=found, said=said)
    return _shown(request, found, form, status=422)


def _shown(request: HttpRequest, found: OnlineInterview, form: QuestionForm, status: int = 200) -> HttpResponse:
    sought = request.GET.get("q", "").strip()[:60]
    lines, hits = _lines(found.transcript if found.state == OnlineInterview.State.HELD else "", sought)
    shown = found.questions.exclude(shown_by="").filter(hidden_reason="").select_related("answer__guest").order_by("id")
    takes = found.state == OnlineInterview.State.ANNOUNCED and today() <= legal_day(found.planned_at)
    return page(
        request, "interview.html", found.topic, crumbs=(LIST,), about=Published.of(found.publication), status=status, interview=found, form=form,
        guests=found.guests.order_by("place"), questions=shown[:200], takes=takes, lines=lines, sought=sought, hits=hits,
        public=public_id(found.pk), chain=chain_of(found.publication), guard=guard.fresh(request, PLACE, form_limits()) if takes else None,
        is_live=takes and today() == legal_day(found.planned_at),
    )  # fmt: skip


def _lines(transcript: str, sought: str) -> tuple[list[Line], int]:
    """The lines, what is sought marked in them, and how often it was found. A search keeps all lines: the talk stays readable."""
    lines, hits = [], 0
    for text in filter(None, map(str.strip, transcript.splitlines())):
        parts = text.split(sought) if sought else [text]
        hits += len(parts) - 1
        pieces = [piece for part in parts for piece in ((part, False), (sought, True))][:-1]
        lines.append(Line(tuple(piece for piece in pieces if piece[0])))
    return lines, hits
