"""Questionnaires and public appraisal on the desk: prepare, open, hand out links, read the result, publish it with feedback."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.errors import Reason, Refused, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import ids_written_for, require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.engagement.acting import Calls, carried_out, day_in, drafted, key, newest
from gongkai.desk.entry import officer_view, show, tell_reasons
from gongkai.engagement.models import Survey
from gongkai.engagement.selectors import survey_for, surveys_for
from gongkai.engagement.survey_links import links_for
from gongkai.engagement.survey_questions import APPRAISAL, of, written
from gongkai.engagement.survey_results import result_of
from gongkai.engagement.usecases.run_survey import (
    close_survey,
    draft_survey,
    open_survey,
    publish_result,
    tell_links,
    write_feedback,
)

MOST_LINKS = 500
_TEMPLATE = "desk/engagement/survey.html"


@officer_view()
@require_safe
def listed(request: HttpRequest, act: Act) -> HttpResponse:
    found, following, is_first = newest(request, surveys_for(act))
    return show(
        request, act, "desk/engagement/surveys.html", lines=[(one, one.answers.count()) for one in found],
        is_first=is_first, following=following,
        may_draft=Role.DRAFTER in act.roles,
    )  # fmt: skip


@officer_view(Role.DRAFTER)
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, act: Act) -> HttpResponse:
    said = {name: str(text).strip() for name, text in request.POST.items()}
    year = said.get("year", "")

    def make(agency: Agency) -> Survey:
        return draft_survey(
            act=act, agency=agency, kind=said.get("kind", ""), year=int(year) if year.isdecimal() else 0,
            title=said.get("title", ""), introduction=said.get("introduction", ""), questions=said.get("questions", ""),
        )  # fmt: skip

    return drafted(
        request, act, "调查", "desk:survey", make, lambda made: "草稿已保存，由拟稿人以外的发布员或签发人发布。",
        lambda agencies, status: show(
            request, act, "desk/engagement/survey_draft.html", status=status, said=said, agencies=agencies, kinds=Survey.Kind,
            appraisal=APPRAISAL,
        ),
    )  # fmt: skip


@officer_view()
@never_cache
@require_safe
def survey(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    return _page(request, act, survey_for(act, key(public, "这份问卷")))


@officer_view()
@never_cache
@require_POST
def links(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Links for a group (deputies, CPPCC members, media, experts): shown once, kept nowhere."""
    found = survey_for(act, key(public, "这份问卷"))
    require(act, Role.DRAFTER, Role.PUBLISHER, agency_id=found.agency_id)
    group, number = request.POST.get("group", "").strip(), request.POST.get("number", "").strip()
    count = int(number) if number.isdecimal() and len(number) < 5 else 0
    try:
        refuse_if(_link_reasons(found, group, count, number))
    except Refused as refused:
        tell_reasons(request, refused)
        return _page(request, act, found, status=422)
    tell_links(act, found, group, count)
    made = links_for(found, group, count, request.build_absolute_uri(f"/hdjl/dc/{public}/"))
    return show(request, act, "desk/engagement/survey_links.html", survey=found, group=group, links=made)


def _link_reasons(found: Survey, group: str, count: int, number: str) -> list[Reason]:
    reasons = []
    if found.state != Survey.State.OPEN:
        reasons.append(Reason("state", "问卷进行中才能发放链接"))
    if not group or len(group) > 40:
        reasons.append(Reason("group", "请填写发给哪一类人，最多40字，例如：人大代表"))
    if not 1 <= count <= MOST_LINKS:
        reasons.append(Reason("number", f"份数须为1至{MOST_LINKS}，所填：{number[:10]}"))
    return reasons


@officer_view()
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    found = survey_for(act, key(public, "这份问卷"))
    said, pk = request.POST, found.pk
    calls: Calls = {
        "open": ("问卷已发布。", lambda: open_survey(
            act=act, survey_id=pk, ends_on=day_in(said.get("ends_on", ""), "ends_on"))),
        "close": ("问卷已结束。", lambda: close_survey(act=act, survey_id=pk)),
        "feedback": ("反馈已保存，由另一人连同结果公布。", lambda: write_feedback(
            act=act, survey_id=pk, feedback=said.get("feedback", "").strip())),
        "publish": ("结果和反馈已公布。", lambda: publish_result(act=act, survey_id=pk)),
    }  # fmt: skip
    return carried_out(
        request,
        calls,
        verb,
        reverse("desk:survey", args=[public]),
        lambda: _page(request, act, survey_for(act, pk), status=422),
    )


def _page(request: HttpRequest, act: Act, found: Survey, status: int = 200) -> HttpResponse:
    is_own = found.agency_id in ids_written_for(act)
    words = [text for text in found.answers.values_list("words", flat=True)[:2000] if text] if is_own else []
    return show(
        request, act, _TEMPLATE, status=status, found=found, questions=of(found.questions), result=result_of(found),
        written=written(of(found.questions)), words=words[:200], typed=request.POST, is_own=is_own,
    )  # fmt: skip
