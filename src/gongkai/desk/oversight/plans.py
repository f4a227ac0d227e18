"""The yearly work plan: tasks by unit, progress with evidence, urging and orders."""

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
from gongkai.numbering.keys import public_id
from gongkai.oversight.evidence import evidence_files
from gongkai.oversight.models import TaskUnit, WorkPlan
from gongkai.oversight.plans import plan_for, plans_for, progress_of, unit_for, units_for
from gongkai.oversight.usecases.work_plan import (
    add_task,
    confirm_task,
    draft_plan,
    issue_plan,
    report_progress,
    urge,
)

_WRITERS = {Role.SUPERVISOR, Role.OFFICE_HEAD}


@officer_view()
@require_safe
def plans(request: HttpRequest, act: Act) -> HttpResponse:
    """Plans of the area and the tasks of the own units, the nearest limit first."""
    return show(
        request, act, "desk/oversight/plans.html", plans=list(plans_for(act)[:20]), units=list(units_for(act)[:300]),
        own=[one for one in agencies_written_for(act) if one.is_government], may=bool(act.roles & _WRITERS),
    )  # fmt: skip


@officer_view()
@require_POST
def new(request: HttpRequest, act: Act) -> HttpResponse:
    place = given.agency(act, given.text(request, "agency"))
    return given.done(
        request, lambda: draft_plan(act=act, agency=place, year=given.whole(request, "year", "年度"), title=given.text(request, "title")),
        "工作要点已建立，请添加任务。", reverse("desk:plans"),
    )  # fmt: skip


@officer_view()
@require_safe
def plan(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    found = plan_for(act, given.key(public))
    return show(
        request, act, "desk/oversight/plan.html", plan=found, lines=progress_of(act, found), State=WorkPlan.State,
        units=list(Agency.objects.filter(pk__in=visible_agency_ids(act), abolished_on__isnull=True).order_by("path")),
        may=bool(act.roles & _WRITERS) and found.agency_id in ids_written_for(act),
        may_issue=found.state == WorkPlan.State.DRAFT and found.drafted_by != act.actor_id,
    )  # fmt: skip


@officer_view()
@require_POST
def plan_act(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    found = plan_for(act, given.key(public))
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "add": ("任务已添加。", lambda: add_task(
            act=act, plan_id=found.pk, text=given.text(request, "text"), source=given.text(request, "source"),
            due_on=given.day(request, "due_on", "完成时限"),
            units=list(Agency.objects.filter(code__in=request.POST.getlist("units"))))),
        "issue": ("工作要点已印发。", lambda: issue_plan(act=act, plan_id=found.pk)),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    says, call = calls[verb]
    return given.done(request, call, says, reverse("desk:plan", args=[public]))


@officer_view()
@require_safe
def task(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    unit = unit_for(act, given.key(public))
    return show(
        request, act, "desk/oversight/task.html", unit=unit, files=evidence_files(unit=unit), notices=list(unit.notices.order_by("issued_on", "id")),
        State=TaskUnit.State, is_supervisor=Role.SUPERVISOR in act.roles,
        is_unit=unit.agency_id in ids_written_for(act) and bool(act.roles & {Role.OFFICE_HEAD, Role.DRAFTER}),
    )  # fmt: skip


@officer_view()
@require_POST
def task_act(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    key = unit_for(act, given.key(public)).pk
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "report": ("已报进展。", lambda: report_progress(
            act=act, unit_id=key, progress=given.text(request, "progress"),
            evidence=given.text(request, "evidence").splitlines(), finished=request.POST.get("finished") == "yes")),
        "confirm": ("已确认完成。", lambda: confirm_task(act=act, unit_id=key, accepted=True)),
        "return": ("已退回。", lambda: confirm_task(act=act, unit_id=key, accepted=False, because=given.text(request, "because"))),
        "urge": ("已发出督办。", lambda: urge(
            act=act, unit_id=key, text=given.text(request, "text"),
            due_on=given.day(request, "due_on", "整改期限") if given.text(request, "due_on") else None)),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    says, call = calls[verb]
    return given.done(request, call, says, reverse("desk:plan-task", args=[public_id(key)]))
