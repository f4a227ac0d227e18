"""The quarterly self-inspection form, prefilled; accepted or returned by the authority."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.rights import agencies_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk import given
from gongkai.desk.entry import officer_view, show
from gongkai.inspection.rules import RULES, rule_of
from gongkai.inspection.selectors import self_inspections_for
from gongkai.inspection.usecases.self_inspection import (
    Answer,
    decide_self_inspection,
    hand_in_self_inspection,
    known_findings,
)
from gongkai.numbering.keys import public_id

SHOWN = 100


@officer_view()
@require_safe
def forms(request: HttpRequest, act: Act) -> HttpResponse:
    """The own form of this quarter, and the forms handed in."""
    own = agencies_written_for(act)
    chosen = next((one for one in own if one.code == request.GET.get("agency")), own[-1])
    return show(
        request, act, "desk/inspection/self.html", forms=list(self_inspections_for(act)[:SHOWN]), rules=RULES,
        own=own, chosen=chosen, found=known_findings(chosen), quarter=(act.today.month + 2) // 3, rule_of=rule_of,
        may_write=bool(act.roles & {Role.OFFICE_HEAD, Role.DRAFTER, Role.PUBLISHER}), public_id=public_id,
    )  # fmt: skip


@officer_view()
@require_POST
def hand_in(request: HttpRequest, act: Act) -> HttpResponse:
    place = given.agency(act, given.text(request, "agency"))
    answers = {
        rule.id: Answer(request.POST[f"ok-{rule.id}"] == "yes", given.text(request, f"note-{rule.id}"))
        for rule in RULES
        if request.POST.get(f"ok-{rule.id}") in ("yes", "no")
    }
    return given.done(
        request,
        lambda: hand_in_self_inspection(
            act=act, agency=place, year=given.whole(request, "year", "年度"),
            quarter=given.whole(request, "quarter", "季度"), answers=answers,
        ),
        "自查表已报送。", f"{reverse('desk:self-inspection')}?agency={place.code}",
    )  # fmt: skip


@officer_view()
@require_POST
def decide(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    accepted = request.POST.get("accepted") == "yes"
    return given.done(
        request,
        lambda: decide_self_inspection(
            act=act, form_id=given.key(public), accepted=accepted, note=given.text(request, "note")
        ),
        "已审核。" if accepted else "已退回。", reverse("desk:self-inspection"),
    )  # fmt: skip
