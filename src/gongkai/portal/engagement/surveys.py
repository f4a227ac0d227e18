"""Questionnaires and public appraisal: filled in without a name, once per token, on the portal or by a link; results with feedback.

Nothing of the answerer is kept. A cookie says only "answered", so that the same browser is not asked twice.
"""

from __future__ import annotations

from datetime import datetime, time

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.errors import Reason, Refused
from gongkai.agencies.settings import setting_of
from gongkai.clock import SHANGHAI
from gongkai.engagement.models import Survey
from gongkai.engagement.selectors import public_surveys
from gongkai.engagement.survey_links import token_in
from gongkai.engagement.survey_questions import of
from gongkai.engagement.survey_results import result_of
from gongkai.engagement.usecases.answer_survey import answer_survey
from gongkai.numbering.keys import public_id
from gongkai.portal import guard
from gongkai.portal.engagement.pages import Published, cursor, key_in, page, read_cursor, writing_act
from gongkai.portal.guard import Guard, Limits, TooMany
from gongkai.portal.site import today
from gongkai.privacy import flood

LIST = ("/hdjl/dc/", "调查问卷")
SHOWN = 20
State = Survey.State


@require_safe
def survey_list(request: HttpRequest) -> HttpResponse:
    rows = public_surveys()
    place = read_cursor(request.GET.get("after", ""))
    if place is not None:
        rows = rows.filter(starts_on__lte=place[0]).exclude(starts_on=place[0], id__gte=place[1])
    found = list(rows[: SHOWN + 1])
    last = found[SHOWN - 1] if len(found) > SHOWN else None
    return page(
        request, "survey_list.html", LIST[1], lines=found[:SHOWN], today=today(), is_first=place is None,
        after=cursor(last.starts_on, last.pk) if last else "",
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, public: str) -> HttpResponse:
    """The questionnaire while it runs, then its result and what follows from it."""
    found = public_surveys().filter(pk=key_in(public)).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        return _take(request, found)
    return _shown(request, found, link=request.GET.get("t", ""))


def _opened(found: Survey) -> datetime:
    """A questionnaire is open from the first minute of its first day."""
    return datetime.combine(found.starts_on or today(), time(), SHANGHAI)


def _take(request: HttpRequest, found: Survey) -> HttpResponse:
    link = request.POST.get("link", "")
    try:
        token, group, problems = _from_link(found, link) if link else _from_form(request, found)
    except TooMany:
        return guard.refused(request)
    said = {question.key: request.POST.getlist(question.key) for question in of(found.questions)}
    if not problems:
        try:
            is_new = answer_survey(act=writing_act(), survey_id=found.pk, token=token, said=said, group=group)
        except Refused as refused:
            problems = refused.reasons
        else:
            answer = page(request, "survey_receipt.html", "答卷已收到", crumbs=(LIST,), survey=found, is_new=is_new)
            answer.set_signed_cookie(_cookie(found), "1", max_age=90 * 86400, httponly=True, samesite="Lax")
            return answer
    return _shown(request, found, link=link, said=said, problems=problems)


def _from_form(request: HttpRequest, found: Survey) -> tuple[str, str, tuple[Reason, ...]]:
    checked = guard.check(request, _place(found), _limits(found))
    problems = checked.problems
    if not problems and request.get_signed_cookie(_cookie(found), default=""):
        problems = (Reason("", "您已经参加过这份问卷，每人只计一份"),)
    return checked.submission, "", problems


def _from_link(found: Survey, link: str) -> tuple[str, str, tuple[Reason, ...]]:
    token = token_in(found, link)
    if token is None:
        return "", "", (Reason("", "链接不完整或者不是这份问卷的，请从收到的消息中重新打开"),)
    return f"link {token.nonce}", token.group, ()


def _shown(
    request: HttpRequest, found: Survey, *, link: str = "", said: dict[str, list[str]] | None = None,
    problems: tuple[Reason, ...] = (),
) -> HttpResponse:  # fmt: skip
    is_open = found.state == State.OPEN and found.ends_on is not None and today() <= found.ends_on
    done = not link and bool(request.get_signed_cookie(_cookie(found), default=""))
    is_public = found.state == State.PUBLISHED
    return page(
        request, "survey.html", found.title, crumbs=(LIST,), about=Published.of(found.publication) or Published(found.title, _opened(found), found.agency.name), status=422 if problems else 200, survey=found,
        questions=of(found.questions), is_open=is_open, is_done=done and not problems, link=link, said=said or {},
        problems=problems, guard=_guard(request, found, link) if is_open else None, public=public_id(found.pk),
        result=result_of(found) if is_public else None,
    )  # fmt: skip


def _guard(request: HttpRequest, found: Survey, link: str) -> Guard:
    return Guard("", "") if link else guard.fresh(request, _place(found), _limits(found))


def _limits(found: Survey) -> Limits:
    most = int(setting_of(found.agency, "surveys.per_address", today()))
    return Limits(asked_after=max(5, most // 2), refused_after=most, window=flood.DAY)


def _place(found: Survey) -> str:
    return f"survey-{public_id(found.pk)}"


def _cookie(found: Survey) -> str:
    return f"answered-{public_id(found.pk)}"
