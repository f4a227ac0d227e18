"""责任追究 and training: triggers the system proposes, cases people open and decide; sessions and staff."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import agencies_written_for, ids_written_for, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk import given
from gongkai.desk.entry import officer_view, show
from gongkai.oversight.models import AccountabilityCase, DisclosureStaff, Severity, TrainingSession
from gongkai.oversight.selectors import case_for, cases_for, staff_for, trainings_for
from gongkai.oversight.triggers import proposed
from gongkai.oversight.usecases.accountability import close_case, confirm_rectified, open_case, order_rectification
from gongkai.oversight.usecases.judge_severity import judge_severity, propose_severity
from gongkai.oversight.usecases.keep_staff import end_staff, enter_staff
from gongkai.oversight.usecases.record_training import record_training

_AUTHORITY = (Role.SUPERVISOR, Role.OFFICE_HEAD)


@officer_view(*_AUTHORITY)
@require_safe
def cases(request: HttpRequest, act: Act) -> HttpResponse:
    return show(
        request, act, "desk/oversight/cases.html", cases=list(cases_for(act).order_by("-opened_on", "-id")[:60]),
        proposals=proposed(act) if Role.SUPERVISOR in act.roles else [], triggers=AccountabilityCase.Trigger,
        units=list(Agency.objects.filter(pk__in=visible_agency_ids(act)).order_by("path")), own=agencies_written_for(act),
        may=Role.SUPERVISOR in act.roles,
    )  # fmt: skip


@officer_view(Role.SUPERVISOR)
@require_POST
def case_new(request: HttpRequest, act: Act) -> HttpResponse:
    about = given.agency(act, given.text(request, "unit"))
    return given.done(
        request,
        lambda: open_case(
            act=act, agency=agencies_written_for(act)[-1], responsible_agency=about, trigger=given.text(request, "trigger"),
            findings=given.text(request, "findings"),
        ),
        "已立案。", reverse("desk:cases"),
    )  # fmt: skip


@officer_view(*_AUTHORITY)
@require_safe
def case(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    found = case_for(act, given.key(public))
    return show(
        request, act, "desk/oversight/case.html", case=found, orders=list(found.orders.order_by("issued_on", "id")),
        severities=Severity, outcomes=AccountabilityCase.Outcome, State=AccountabilityCase.State,
        may=Role.SUPERVISOR in act.roles and found.agency_id in ids_written_for(act),
        may_judge=found.agency_id in ids_written_for(act) and bool(found.proposed_severity) and not found.judged_by
        and found.proposed_by != act.actor_id,
    )  # fmt: skip


@officer_view(*_AUTHORITY)
@require_POST
def case_act(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    key = case_for(act, given.key(public)).pk
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "order": ("已发出整改通知。", lambda: order_rectification(
            act=act, case_id=key, demand=given.text(request, "demand"), due_on=given.day(request, "due_on", "整改期限"))),
        "rectified": ("已确认整改。", lambda: confirm_rectified(
            act=act, order_id=given.key(given.text(request, "order")), result=given.text(request, "result"))),
        "propose": ("已提出，由另一人认定。", lambda: propose_severity(
            act=act, case_id=key, severity=given.text(request, "severity"), reason=given.text(request, "reason"))),
        "judge": ("事件性质已认定。", lambda: judge_severity(act=act, case_id=key)),
        "close": ("已结案。", lambda: close_case(
            act=act, case_id=key, outcome=given.text(request, "outcome"), note=given.text(request, "note"))),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    says, call = calls[verb]
    return given.done(request, call, says, reverse("desk:case", args=[public]))


@officer_view()
@require_safe
def people(request: HttpRequest, act: Act) -> HttpResponse:
    return show(
        request, act, "desk/oversight/people.html", trainings=list(trainings_for(act)[:60]), staff=list(staff_for(act)[:300]),
        forms=TrainingSession.Form, own=agencies_written_for(act), may=bool(act.roles & set(_AUTHORITY)),
        full=sum(one.full_time for one in staff_for(act) if one.until is None),
        part=sum(not one.full_time for one in staff_for(act) if one.until is None),
    )  # fmt: skip


@officer_view(*_AUTHORITY)
@require_POST
def people_act(request: HttpRequest, act: Act, verb: str) -> HttpResponse:
    if verb == "end":
        found = DisclosureStaff.objects.filter(pk=given.key(given.text(request, "staff"))).first()
        if found is None:
            raise NotFound([])
        return given.done(
            request, lambda: end_staff(act=act, staff_id=found.pk, until=given.day(request, "until", "离任日期")), "已登记离任。",
            reverse("desk:people"),
        )  # fmt: skip
    place = given.agency(act, given.text(request, "agency"))
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "training": ("培训已登记。", lambda: record_training(
            act=act, agency=place, topic=given.text(request, "topic"), form=given.text(request, "form"),
            participants=given.whole(request, "participants", "参加人数"), held_on=given.day(request, "held_on", "培训日期"))),
        "staff": ("工作人员已登记。", lambda: enter_staff(
            act=act, agency=place, name=given.text(request, "name"), post=given.text(request, "post"),
            full_time=request.POST.get("full_time") == "yes", since=given.day(request, "since", "任职日期"))),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    says, call = calls[verb]
    return given.done(request, call, says, reverse("desk:people"))
