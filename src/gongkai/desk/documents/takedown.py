"""撤稿处置单: search, tick, down at once, proof by address, approval afterwards, feedback sheet."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.rights import visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.errors import agency_of
from gongkai.catalogue.models import Takedown
from gongkai.catalogue.usecases.take_down import decide_takedown, restore_line, take_down
from gongkai.catalogue.usecases.withdraw_item import KINDS
from gongkai.desk.documents.elsewhere import elsewhere
from gongkai.desk.documents.frame import key_in, tried
from gongkai.desk.documents.proofs import Inquiry
from gongkai.desk.entry import officer_view, show
from gongkai.editions.models import Publication
from gongkai.editions.withdrawable import withdrawable
from gongkai.numbering.keys import public_id
from gongkai.search.everything_public import MOST, public_with, unread_files

LATEST, SHOWN_WHOLE = 50, 3


@officer_view(Role.PUBLISHER, Role.SUPERVISOR, Role.APPROVER)
@require_safe
def takedowns(request: HttpRequest, act: Act) -> HttpResponse:
    """The search by GET keeps nothing of a name in an address that is stored: it is sent as a form (see ``find``)."""
    rows = (
        Takedown.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency").order_by("-at", "-id")
    )
    return show(request, act, "desk/documents/takedowns.html", rows=rows[:LATEST], found=None, words="", kinds=KINDS)


@officer_view(Role.PUBLISHER, Role.SUPERVISOR)
@require_POST
def find(request: HttpRequest, act: Act) -> HttpResponse:
    """What contains the words, ready to be ticked; the words stand in no address and no log."""
    words = request.POST.get("words", "").strip()[:200]
    hits = public_with(act, words)
    found = [(hit, how.label_zh) for hit in hits[:MOST] if (how := withdrawable(hit.publication.subject_kind))]
    others = [hit for hit in hits[:MOST] if withdrawable(hit.publication.subject_kind) is None]
    return show(
        request, act, "desk/documents/takedowns.html", rows=[], found=found, more=len(hits) > MOST, words=words, kinds=KINDS,
        elsewhere=elsewhere(act, words, others) if words else [], unread=unread_files(act),
    )  # fmt: skip


@officer_view(Role.PUBLISHER, Role.SUPERVISOR)
@require_POST
def carry_out(request: HttpRequest, act: Act) -> HttpResponse:
    """Down in one transaction; then every address is asked."""
    ids = [key_in(public) for public in request.POST.getlist("item")]
    sheet = tried(request, lambda: take_down(
        act=act, publication_ids=ids, kind=request.POST.get("kind", ""), reason=request.POST.get("reason", ""),
        searched=request.POST.get("words", ""),
    ), "已全部撤下。")  # fmt: skip
    if sheet is None:
        return find(request)  # type: ignore[return-value]  # the same form, with the reasons above it
    _prove(sheet)
    return _to(sheet)


@officer_view(Role.PUBLISHER, Role.SUPERVISOR, Role.APPROVER)
@require_safe
def sheet(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    row = _opened(act, public)
    lines = list(row.lines.select_related("agency", "publication").order_by("agency__path", "id"))
    whole = all(line.checked_at and all(proof["gone"] for proof in line.proofs) for line in lines)
    may_decide = (
        row.state == Takedown.State.CARRIED_OUT and Role.APPROVER in act.roles and row.agency_id == act.agency_id
    )
    return show(
        request, act, "desk/documents/takedown.html", sheet=row, lines=lines, whole=whole, kind_zh=KINDS.get(Publication.State(row.kind), ""),
        may_decide=may_decide and row.officer_id != int(act.actor_id), restorable=_restorable(act, row), clock_of=_clock,
        expanded="all" in request.GET or len(lines) <= SHOWN_WHOLE,
    )  # fmt: skip


@officer_view(Role.PUBLISHER, Role.SUPERVISOR, Role.APPROVER)
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    """``prove`` asks every address again, ``agree`` and ``object`` decide afterwards, ``restore`` puts one line back."""
    row = _opened(act, public)
    opinion = request.POST.get("opinion", "")
    if verb == "prove":
        _prove(row)
    elif verb in ("agree", "object"):
        tried(
            request,
            lambda: decide_takedown(act=act, takedown_id=row.id, agreed=verb == "agree", opinion=opinion),
            "已审批。",
        )
    elif verb == "restore":
        line = key_in(request.POST.get("line", ""))
        tried(
            request, lambda: restore_line(act=act, line_id=line, reason=request.POST.get("reason", "")), "已恢复发布。"
        )
    else:
        raise NotFound([])
    return _to(row)


def _opened(act: Act, public: str) -> Takedown:
    row = (
        Takedown.objects.filter(pk=key_in(public), agency_id__in=visible_agency_ids(act))
        .select_related("agency")
        .first()
    )
    if row is None:
        raise NotFound([Reason("takedown", "没有这张撤稿处置单，或者它不属于本单位")])
    return row


def _prove(row: Takedown) -> None:
    inquiry = Inquiry()
    for line in row.lines.select_related("publication", "agency", "takedown"):
        inquiry.prove(line)


def _restorable(act: Act, row: Takedown) -> frozenset[int]:
    """Lines this publisher may put back here; a document is restored on its own page."""
    if Role.PUBLISHER not in act.roles or row.officer_id == int(act.actor_id):
        return frozenset()
    down = (Publication.State.WITHDRAWN_SILENTLY, Publication.State.WITHDRAWN_WITH_NOTICE)
    lines = row.lines.filter(agency_id=agency_of(act), publication__state__in=down).select_related("publication")
    hows = {line.pk: withdrawable(line.publication.subject_kind) for line in lines}
    return frozenset(key for key, how in hows.items() if how is not None and not how.restored_in_room)


def _clock(text: str) -> str:
    """The time of day an address was asked, to the second."""
    return f"{localtime(datetime.fromisoformat(text)):%H:%M:%S}"


def _to(row: Takedown) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("desk:takedown", args=[public_id(row.id)]))
