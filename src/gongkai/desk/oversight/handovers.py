"""业务交接: what an officer has open, the one act that moves it, the list both confirm; and a newcomer's first day."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.models import Officer
from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk import given
from gongkai.desk.entry import officer_view, show, signed_in
from gongkai.desk.oversight.papers import handed_out
from gongkai.desk.oversight.work_pages import page_of
from gongkai.desk.todo import tasks_of
from gongkai.numbering.keys import public_id
from gongkai.oversight.handovers import (
    handover_for,
    handover_paper,
    handovers_for,
    kind_label,
    may_read_notes,
    steps_for,
)
from gongkai.oversight.usecases.hand_over import confirm_handover, hand_over, open_work_of

_MAY = {Role.OFFICE_HEAD, Role.SYSTEM_ADMIN}


@officer_view()
@require_safe
def handovers(request: HttpRequest, act: Act) -> HttpResponse:
    """Choose who leaves (everybody: oneself; the head and the administrator: anybody of the agency) and see what is open."""
    people = Officer.objects.filter(agency_id__in=ids_written_for(act), is_active=True).order_by("name", "id")
    may_order = bool(act.roles & _MAY)
    giver = _giver(request, act, may_order)
    return show(
        request, act, "desk/oversight/handovers.html", handovers=list(handovers_for(act)[:30]), people=list(people),
        giver=giver, may_order=may_order, work=open_work_of(giver), page_of=page_of,
    )  # fmt: skip


def _giver(request: HttpRequest, act: Act, may_order: bool) -> Officer:
    asked = request.GET.get("giver", "")
    if not asked or not may_order:
        return signed_in(request)
    found = Officer.objects.filter(pk=given.key(asked), agency_id__in=ids_written_for(act)).first()
    if found is None:
        raise NotFound([])
    return found


@officer_view()
@require_POST
def do(request: HttpRequest, act: Act) -> HttpResponse:
    """Everything to one receiver, single lines to others where a select says so."""
    try:
        receiver = given.key(given.text(request, "receiver")) if given.text(request, "receiver") else 0
        others = {}
        for name in request.POST:
            if name.startswith("to-") and given.text(request, name):
                kind, _, key = name.removeprefix("to-").rpartition("-")
                others[(kind, given.key(key))] = given.key(given.text(request, name))
        made = hand_over(
            act=act, giver_id=given.key(given.text(request, "giver")), receiver_id=receiver,
            reason=given.text(request, "reason"), notes=given.text(request, "notes"), exceptions=others,
        )  # fmt: skip
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return given.again(request, refused, f"{reverse('desk:handovers')}?giver={given.text(request, 'giver')}")
    messages.success(request, "已移交，请双方确认交接清单。")
    return HttpResponseRedirect(reverse("desk:handover", args=[public_id(made.pk)]))


@officer_view()
@require_safe
def handover(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    found = handover_for(act, given.key(public))
    lines = list(found.lines.select_related("receiver"))
    me = signed_in(request).pk
    waits = (found.giver_id == me and found.giver_confirmed_at is None) or any(
        line.receiver_id == me and line.confirmed_at is None for line in lines
    )
    return show(
        request,
        act,
        "desk/oversight/handover.html",
        handover=found,
        lines=lines,
        waits=waits,
        label=kind_label,
        page_of=page_of,
        notes=found.notes if may_read_notes(act, found) else "",
    )


@officer_view()
@require_safe
def handover_file(request: HttpRequest, act: Act, public: str, ending: str) -> HttpResponse:
    found = handover_for(act, given.key(public))
    return handed_out(handover_paper(found, with_notes=may_read_notes(act, found)), ending, "handover")


@officer_view()
@require_POST
def confirm(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    found = handover_for(act, given.key(public))
    return given.done(
        request, lambda: confirm_handover(act=act, handover_id=found.pk), "已确认交接清单。",
        reverse("desk:handover", args=[public]),
    )  # fmt: skip


@officer_view()
@require_safe
def first_day(request: HttpRequest, act: Act) -> HttpResponse:
    """What waits, by when, what each step means with its article; what was taken over; what the own roles do."""
    taken = [
        one for one in handovers_for(act) if any(line.receiver_id == int(act.actor_id) for line in one.lines.all())
    ]
    return show(
        request, act, "desk/oversight/first_day.html", tasks=tasks_of(act)[:50], steps=steps_for(act.roles), taken=taken[:5],
        work=open_work_of(signed_in(request)), page_of=page_of,
    )  # fmt: skip
