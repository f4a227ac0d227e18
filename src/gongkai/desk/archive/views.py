"""Archived cases with their packages; cases whose retention is over; proposals and decisions."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.answering import officer_view
from gongkai.desk.entry import show
from gongkai.desk.given import again
from gongkai.desk.log_words import EVENTS
from gongkai.desk.notices.case import download, request_in
from gongkai.files.store import read
from gongkai.numbering.keys import key_of, public_id
from gongkai.requests.archives import archived, due_for_disposal, proposals
from gongkai.requests.models import ArchivePackage
from gongkai.requests.usecases.dispose import DECIDERS, decide_disposal, propose_disposal
from gongkai.requests.usecases.package_archive import package_archive, take_package

READERS = (Role.REQUEST_OFFICER, *DECIDERS, Role.LEGAL_REVIEWER)
A_PAGE = 50


@officer_view(*READERS)
@require_safe
def cases(request: HttpRequest, act: Act) -> HttpResponse:
    rows = archived(act)
    before = _key_or_none(request.GET.get("before", ""))
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: A_PAGE + 1])
    lines = [(one, public_id(one.pk), getattr(one, "package", None)) for one in found[:A_PAGE]]
    return show(
        request, act, "desk/archive/cases.html", lines=lines, is_first=not before,
        following=lines[-1][1] if len(found) > A_PAGE else "", may_pack=Role.REQUEST_OFFICER in act.roles,
    )  # fmt: skip


@officer_view(*READERS)
@require_safe
def due(request: HttpRequest, act: Act) -> HttpResponse:
    lines = [(one, public_id(one.pk)) for one in due_for_disposal(act)[:200]]
    made = [
        (one, public_id(one.pk), one.state == "PROPOSED" and bool(act.roles.intersection(DECIDERS))
         and str(one.proposed_by_id) != act.actor_id)
        for one in proposals(act)[:100]
    ]  # fmt: skip
    return show(
        request, act, "desk/archive/due.html", lines=lines, made=made, may_propose=Role.REQUEST_OFFICER in act.roles
    )


@officer_view(*READERS)
@never_cache
@require_safe
def package(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The package holds everything about a person: who takes it is logged with the case."""
    found = request_in(act, public)
    require(act, *READERS, agency_id=found.agency_id)
    made = ArchivePackage.objects.select_related("file").filter(request=found, file__isnull=False).first()
    if made is None or made.file is None:
        raise NotFound([Reason("", "案卷包还没有生成，或者已经到期销毁")])
    take_package(act=act, request_id=found.pk)
    return download(read(made.file), made.file.media_type, made.file.name)


@officer_view(Role.REQUEST_OFFICER)
@require_POST
def pack(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    found = request_in(act, public)
    return _done(
        request, "desk:archive", "案卷包已生成。", lambda: package_archive(act=act, request_id=found.pk, words=EVENTS)
    )


@officer_view(Role.REQUEST_OFFICER)
@require_POST
def propose(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    found = request_in(act, public)
    because = request.POST.get("because", "")
    return _done(
        request, "desk:archive-due", "已提出销毁，由负责人或者签发人审批。",
        lambda: propose_disposal(act=act, request_id=found.pk, because=because),
    )  # fmt: skip


@officer_view(*DECIDERS)
@require_POST
def decide(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    key = _key_or_none(public)
    if key is None:
        raise NotFound([Reason("", "没有找到这项销毁建议，或者它不属于本单位")])
    is_approved = request.POST.get("decision") == "approve"
    return _done(
        request, "desk:archive-due", "案卷已销毁。" if is_approved else "不予销毁。",
        lambda: decide_disposal(act=act, disposal_id=key, is_approved=is_approved),
    )  # fmt: skip


def _done(request: HttpRequest, route: str, said: str, do: Callable[[], object]) -> HttpResponse:
    try:
        do()
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return again(request, refused, reverse(route))
    messages.success(request, said)
    return HttpResponseRedirect(reverse(route))


def _key_or_none(public: str) -> int | None:
    try:
        return key_of(public)
    except ValueError:
        return None
