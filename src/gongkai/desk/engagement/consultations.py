"""Consultations on the desk: prepare, open, enter opinions that came on paper, close, tell what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.engagement.acting import SHOWN, Calls, carried_out, day_in, drafted, key, newest
from gongkai.desk.entry import officer_view, show
from gongkai.engagement.consultation_periods import earliest_end, feedback_due
from gongkai.engagement.models import AdoptionFeedback, FeedbackPoint, Opinion, PublicConsultation
from gongkai.engagement.paragraphs import paragraphs
from gongkai.engagement.public_page import address
from gongkai.engagement.selectors import consultation_for, consultations_for
from gongkai.engagement.usecases.consult_public import (
    cancel_consultation,
    close_consultation,
    draft_consultation,
    open_consultation,
    redraft_consultation,
)
from gongkai.engagement.usecases.give_feedback import Point, draft_feedback, publish_feedback
from gongkai.engagement.usecases.receive_opinion import receive_opinion
from gongkai.law.masks import mask_person_name
from gongkai.links.selectors import ties_of
from gongkai.links.usecases.tie import tie_document, untie
from gongkai.numbering.keys import key_of, public_id

WAYS = ("信函", "电子邮件", "电话")
ROLES: Mapping[str, tuple[Role, ...]] = {
    "edit": (Role.DRAFTER,),
    "tie": (Role.DRAFTER, Role.PUBLISHER),
    "open": (Role.PUBLISHER, Role.APPROVER),
    "opinion": (Role.REQUEST_OFFICER, Role.DRAFTER),
    "close": (Role.DRAFTER, Role.PUBLISHER, Role.OFFICE_HEAD),
    "cancel": (Role.PUBLISHER, Role.APPROVER),
    "feedback": (Role.DRAFTER,),
    "publish-feedback": (Role.PUBLISHER, Role.APPROVER),
}


@officer_view()
@require_safe
def listed(request: HttpRequest, act: Act) -> HttpResponse:
    """The newest first; what is due stands beside each."""
    found, following, is_first = newest(request, consultations_for(act))
    lines = [(one, feedback_due(one), one.opinions.count()) for one in found]
    return show(
        request, act, "desk/engagement/consultations.html", lines=lines, is_first=is_first, following=following, may_draft=Role.DRAFTER in act.roles,
    )  # fmt: skip


@officer_view(Role.DRAFTER)
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, act: Act) -> HttpResponse:
    return drafted(
        request, act, "征集意见", "desk:consultation", lambda agency: draft_consultation(act=act, agency=agency, **_typed(request.POST)),
        lambda made: "草稿已保存，由拟稿人以外的发布员或签发人发布。",
        lambda agencies, status: show(
            request, act, "desk/engagement/consultation_draft.html", status=status, typed=request.POST, agencies=agencies,
            kinds=PublicConsultation.Kind, ways=WAYS,
        ),
    )  # fmt: skip


def _typed(said: Mapping[str, str]) -> dict[str, Any]:
    ways = {way: said.get(f"way-{number}", "").strip() for number, way in enumerate(WAYS, 1)}
    return {
        **{name: said.get(name, "").strip() for name in ("kind", "title", "draft_text", "explanation", "contact")},
        "ways": {"网上": "本网站意见征集栏目", **{way: place for way, place in ways.items() if place}},
    }


@officer_view()
@never_cache
@require_safe
def consultation(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    return _page(request, act, consultation_for(act, key(public, "这项意见征集")))


@officer_view()
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    """One act; refused, the page is shown again with everything typed and every reason."""
    found = consultation_for(act, key(public, "这项意见征集"))
    calls = _calls(request, act, found)
    return carried_out(
        request,
        calls,
        verb,
        reverse("desk:consultation", args=[public]),
        lambda: _page(request, act, consultation_for(act, found.pk), status=422, typed=request.POST),
    )


def _calls(request: HttpRequest, act: Act, found: PublicConsultation) -> Calls:
    said, pk = request.POST, found.pk
    return {
        "edit": ("已保存。", lambda: redraft_consultation(act=act, consultation_id=pk, **_typed(said))),
        "open": ("已开始征集，已在门户公布。", lambda: open_consultation(
            act=act, consultation_id=pk, ends_on=day_in(said.get("ends_on", ""), "ends_on"),
            shorter_reason=said.get("shorter_reason", "").strip())),
        "opinion": ("意见已登记。", lambda: receive_opinion(
            act=act, consultation_id=pk, text=said.get("text", "").strip(), way=said.get("way", ""),
            paragraph=said.get("paragraph", "").strip(), name=said.get("name", "").strip(),
            contact=said.get("contact", "").strip(), received_on=day_in(said.get("received_on", ""), "received_on"))),
        "close": ("征集已结束。", lambda: close_consultation(act=act, consultation_id=pk)),
        "tie": ("已关联，文件页面和本页面都显示全过程。", lambda: tie_document(act=act, source=found.publication, document=said.get("document", ""))),
        "untie": ("已取消关联。", lambda: untie(act=act, source=found.publication, tie=said.get("tie", ""))),
        "cancel": ("已取消。", lambda: cancel_consultation(act=act, consultation_id=pk, reason=said.get("reason", "").strip())),
        "feedback": ("反馈草稿已保存，由拟稿人以外的发布员或签发人公布。", lambda: draft_feedback(
            act=act, consultation_id=pk, summary=said.get("summary", "").strip(), points=_points(request))),
        "publish-feedback": ("采纳情况反馈已公布。", lambda: publish_feedback(act=act, consultation_id=pk)),
    }  # fmt: skip


def _points(request: HttpRequest) -> list[Point]:
    """The rows of the table that hold anything."""
    lists = [request.POST.getlist(name) for name in ("point", "adoption", "point_reason")]
    rows = [Point(*(text.strip() for text in row)) for row in zip(*lists, strict=False)]
    return [row for row in rows if row.opinion or row.reason]


def _page(
    request: HttpRequest, act: Act, found: PublicConsultation, *, status: int = 200,
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    feedback = getattr(found, "feedback", None)
    points = _points(request) if typed and "summary" in typed else _kept(feedback)
    after = request.GET.get("after", "")
    rows = found.opinions.order_by("id")
    with suppress(ValueError):
        rows = rows.filter(pk__gt=key_of(after)) if after else rows
    opinions = list(rows[: SHOWN + 1])
    is_own = found.agency_id in ids_written_for(act)
    earliest = earliest_end(found.kind, act.today, found.agency) if found.state == "DRAFT" else None
    return show(
        request, act, "desk/engagement/consultation.html", status=status, found=found, typed=typed or {}, feedback=feedback,
        points=[*points, *[Point("", "", "")] * max(2, 5 - len(points))], opinions=[(one, mask_person_name(one.name)) for one in opinions[:SHOWN]],
        following=public_id(opinions[SHOWN - 1].pk) if len(opinions) > SHOWN else "", received=found.opinions.count(),
        earliest=earliest, due=feedback_due(found), adoptions=FeedbackPoint.Adoption, paragraphs=paragraphs(found.draft_text),
        published=address(found.publication), kinds=PublicConsultation.Kind, ways=WAYS, entered_ways=[one for one in Opinion.Way if one != Opinion.Way.FORM],
        ties=ties_of(found.publication), may={verb: is_own and bool(act.roles.intersection(roles)) for verb, roles in ROLES.items()},
    )  # fmt: skip


def _kept(feedback: AdoptionFeedback | None) -> list[Point]:
    if feedback is None:
        return []
    return [Point(one.opinion, one.adoption, one.reason) for one in feedback.points.order_by("place")]
