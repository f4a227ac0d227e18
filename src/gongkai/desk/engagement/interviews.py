"""Interviews on the desk: prepare, announce, read and show questions, enter answers and the transcript, publish, cancel."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.errors import Reason, Refused
from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.clock import SHANGHAI
from gongkai.desk.engagement.acting import SHOWN, Calls, carried_out, day_in, drafted, key, newest
from gongkai.desk.entry import officer_view, show
from gongkai.engagement.models import InterviewQuestion, OnlineInterview
from gongkai.engagement.public_page import address
from gongkai.engagement.selectors import interview_for, interviews_for
from gongkai.engagement.usecases.interview import (
    announce_interview,
    cancel_interview,
    close_interview,
    draft_interview,
    record_transcript,
    redraft_interview,
)
from gongkai.engagement.usecases.interview_questions import answer_question, hide_question, show_question
from gongkai.links.selectors import ties_of
from gongkai.links.usecases.tie import tie_document, untie
from gongkai.numbering.keys import key_of, public_id

GUESTS = 4
ROLES: Mapping[str, tuple[Role, ...]] = {
    "edit": (Role.DRAFTER,),
    "tie": (Role.DRAFTER, Role.PUBLISHER),
    "announce": (Role.PUBLISHER, Role.APPROVER),
    "show": (Role.PUBLISHER, Role.OFFICE_HEAD),
    "hide": (Role.PUBLISHER, Role.OFFICE_HEAD),
    "answer": (Role.DRAFTER, Role.REQUEST_OFFICER),
    "transcript": (Role.DRAFTER,),
    "close": (Role.PUBLISHER, Role.APPROVER),
    "cancel": (Role.PUBLISHER, Role.APPROVER),
}


@officer_view()
@require_safe
def listed(request: HttpRequest, act: Act) -> HttpResponse:
    found, following, is_first = newest(request, interviews_for(act))
    lines = [(one, one.questions.count(), one.questions.filter(answer__isnull=False).count()) for one in found]
    return show(
        request, act, "desk/engagement/interviews.html", lines=lines, is_first=is_first, following=following, may_draft=Role.DRAFTER in act.roles,
    )  # fmt: skip


@officer_view(Role.DRAFTER)
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, act: Act) -> HttpResponse:
    return drafted(
        request, act, "举办访谈", "desk:interview", lambda agency: draft_interview(act=act, agency=agency, **_typed(request)),
        lambda made: "草稿已保存，由拟稿人以外的发布员或签发人发布预告。",
        lambda agencies, status: show(
            request, act, "desk/engagement/interview_draft.html", status=status, agencies=agencies, said=_all(request),
            guests=_guests(request, GUESTS),
        ),
    )  # fmt: skip


def _typed(request: HttpRequest) -> dict[str, Any]:
    said = {name: request.POST.get(name, "").strip() for name in ("topic", "announcement", "host")}
    guests = [pair for pair in _guests(request, 0) if any(pair)]
    return {**said, "guests": guests, "planned_at": _moment(request.POST.get("planned_at", ""))}


def _guests(request: HttpRequest, least: int) -> list[tuple[str, str]]:
    names, posts = (request.POST.getlist(name) for name in ("guest", "post"))
    pairs = [(name.strip(), post.strip()) for name, post in zip(names, posts, strict=False)]
    return pairs + [("", "")] * (least - len(pairs))


def _moment(text: str) -> datetime:
    """A moment in Shanghai. Raises Refused with the spelling that is accepted."""
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=SHANGHAI)
    except ValueError:
        raise Refused([Reason("planned_at", f"“{text[:20]}”不是时间，请按 2022-06-30T15:00 的格式填写")]) from None


@officer_view()
@never_cache
@require_safe
def interview(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    return _page(request, act, interview_for(act, key(public, "这期访谈")))


@officer_view()
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    """One act; refused, the page is shown again with everything typed and every reason."""
    found = interview_for(act, key(public, "这期访谈"))
    calls = _calls(request, act, found)
    return carried_out(
        request,
        calls,
        verb,
        reverse("desk:interview", args=[public]),
        lambda: _page(request, act, interview_for(act, found.pk), status=422, typed=_all(request)),
    )


def _calls(request: HttpRequest, act: Act, found: OnlineInterview) -> Calls:
    said, pk = request.POST, found.pk
    return {
        "edit": ("已保存。", lambda: redraft_interview(act=act, interview_id=pk, **_typed(request))),
        "announce": ("预告已发布，开始征集提问。", lambda: announce_interview(act=act, interview_id=pk)),
        "show": ("已展示。", lambda: show_question(act=act, question_id=_question(found, said).pk)),
        "hide": ("已不展示，问题仍保留并计数。", lambda: hide_question(
            act=act, question_id=_question(found, said).pk, reason=said.get("reason", "").strip())),
        "answer": ("答复已录入。", lambda: answer_question(
            act=act, question_id=_question(found, said).pk, guest_id=_id(said.get("guest", "")),
            text=said.get("text", "").strip())),
        "transcript": ("实录已保存，由录入人以外的发布员或签发人发布。", lambda: record_transcript(
            act=act, interview_id=pk, transcript=said.get("transcript", "").strip(),
            recording_url=said.get("recording_url", "").strip())),
        "close": ("实录已发布，访谈计入已举办。", lambda: close_interview(
            act=act, interview_id=pk, held_on=day_in(said.get("held_on", ""), "held_on"))),
        "tie": ("已关联，文件页面和本页面都显示全过程。", lambda: tie_document(act=act, source=found.publication, document=said.get("document", ""))),
        "untie": ("已取消关联。", lambda: untie(act=act, source=found.publication, tie=said.get("tie", ""))),
        "cancel": ("已取消。", lambda: cancel_interview(act=act, interview_id=pk, reason=said.get("reason", "").strip())),
    }  # fmt: skip


def _question(found: OnlineInterview, said: Mapping[str, str]) -> InterviewQuestion:
    """A question of this interview. Raises NotFound for another one's."""
    question = found.questions.filter(pk=_id(said.get("question", ""))).first()
    if question is None:
        raise Refused([Reason("question", "没有这个问题，请从页面上的按钮办理")])
    return question


def _id(text: str) -> int:
    try:
        return key_of(text)
    except ValueError:
        return 0


def _page(
    request: HttpRequest, act: Act, found: OnlineInterview, *, status: int = 200, typed: dict[str, str] | None = None
) -> HttpResponse:
    rows = found.questions.select_related("answer__guest").order_by("id")
    after = request.GET.get("after", "")
    with suppress(ValueError):
        rows = rows.filter(pk__gt=key_of(after)) if after else rows
    questions = list(rows[: SHOWN + 1])
    is_own = found.agency_id in ids_written_for(act)
    guests = list(found.guests.order_by("place"))
    kept = {
        "topic": found.topic, "announcement": found.announcement, "host": found.host,
        "planned_at": localtime(found.planned_at).strftime("%Y-%m-%dT%H:%M"),
    }  # fmt: skip
    pairs = _guests(request, GUESTS) if typed and "topic" in typed else [(one.name, one.post) for one in guests]
    return show(
        request, act, "desk/engagement/interview.html", status=status, found=found, typed=typed or {}, guest_list=guests,
        said={**kept, **(typed or {})}, guests=pairs + [("", "")] * (GUESTS - len(pairs)), questions=questions[:SHOWN],
        following=public_id(questions[SHOWN - 1].pk) if len(questions) > SHOWN else "", published=address(found.publication),
        proposed=_proposed(found), day=localtime(found.planned_at).date(),
        ties=ties_of(found.publication), may={verb: is_own and bool(act.roles.intersection(roles)) for verb, roles in ROLES.items()},
    )  # fmt: skip


def _proposed(found: OnlineInterview) -> str:
    """A transcript to begin with: the questions that were answered and what the guests said."""
    if found.transcript:
        return found.transcript
    rows = found.questions.filter(answer__isnull=False, hidden_reason="").select_related("answer__guest").order_by("id")
    return "\n".join(
        f"{one.nickname or '网友'}：{one.text}\n{one.answer.guest.name}：{one.answer.text}" for one in rows
    )


def _all(request: HttpRequest) -> dict[str, str]:
    """The last text typed in each field."""
    return {name: str(text) for name, text in request.POST.items()}
