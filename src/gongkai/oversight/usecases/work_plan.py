"""The yearly work plan: drafted, issued by another person; units report, the authority confirms, urges or orders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, refuse_if, too_far, too_long
from gongkai.agencies.in_hand import take
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add
from gongkai.oversight.models import EvidenceFile, PlanTask, TaskNotice, TaskUnit, WorkPlan

MOST_EVIDENCE = 20


def draft_plan(*, act: Act, agency: Agency, year: int, title: str) -> WorkPlan:
    """One plan a government and year, drafted by its competent authority."""
    require(act, Role.SUPERVISOR, Role.OFFICE_HEAD, agency_id=agency.pk)
    reasons = [] if title.strip() and len(title) <= 200 else [Reason("title", "请填写工作要点名称，最多200字")]
    if not 2019 <= year <= act.today.year + 1:
        reasons.append(Reason("year", f"年度应为2019至{act.today.year + 1}；所填：{year}"))
    elif WorkPlan.objects.filter(agency=agency, year=year).exists():
        reasons.append(Reason("year", f"{agency.name}{year}年工作要点已经建立"))
    refuse_if(reasons)
    with transaction.atomic():
        plan = WorkPlan.objects.create(agency=agency, year=year, title=title.strip(), drafted_by=act.actor_id)
        take(act, "oversight.plan", plan.pk)
        _tell(act, "plan_drafted", plan.pk, agency.code)
    return plan


def add_task(*, act: Act, plan_id: int, text: str, source: str, due_on: date, units: Sequence[Agency]) -> PlanTask:
    """A task with its units and its limit; also to an issued plan, when a superior adds work during the year."""
    with transaction.atomic():
        plan = _plan(act, plan_id)
        refuse_if(_task_reasons(act, plan, text, source, due_on, units))
        place = (plan.tasks.aggregate(last=Max("place"))["last"] or 0) + 1
        task = PlanTask.objects.create(plan=plan, place=place, text=text.strip(), source=source.strip(), due_on=due_on)
        TaskUnit.objects.bulk_create([TaskUnit(task=task, agency=unit) for unit in dict.fromkeys(units)])
        take(act, "oversight.plan", plan.pk)
        _tell(act, "task_added", task.pk, plan.agency.code)
    return task


def issue_plan(*, act: Act, plan_id: int) -> WorkPlan:
    """Issued by somebody who did not draft it."""
    with transaction.atomic():
        plan = _plan(act, plan_id)
        reasons = []
        if plan.state != WorkPlan.State.DRAFT:
            reasons.append(Reason("state", f"工作要点已于{plan.issued_on}印发"))
        if plan.drafted_by == act.actor_id:
            reasons.append(Reason("issued_by", "工作要点由起草人以外的人印发"))
        if not plan.tasks.exists():
            reasons.append(Reason("tasks", "工作要点还没有任务"))
        refuse_if(reasons)
        plan.state, plan.issued_by, plan.issued_on = WorkPlan.State.ISSUED, act.actor_id, act.today
        plan.save(update_fields=["state", "issued_by", "issued_on"])
        _tell(act, "plan_issued", plan.pk, plan.agency.code)
    return plan


def report_progress(
    *, act: Act, unit_id: int, progress: str, evidence: Sequence[str] = (), finished: bool = False
) -> TaskUnit:
    """What a unit did, with evidence; "finished" needs evidence and waits for the authority."""
    with transaction.atomic():
        unit = _unit(act, unit_id)
        require(act, Role.OFFICE_HEAD, Role.DRAFTER, agency_id=unit.agency_id)
        shown = [one.strip() for one in evidence if one.strip()]
        refuse_if(_progress_reasons(unit, progress, shown, finished))
        unit.progress, unit.evidence = progress.strip(), shown
        if finished:
            unit.state, unit.reported_on, unit.reported_by = TaskUnit.State.REPORTED, act.today, act.actor_id
        unit.save()
        take(act, "oversight.task", unit.pk)
        _tell(act, "task_reported", unit.pk, unit.agency.code)
    return unit


def confirm_task(*, act: Act, unit_id: int, accepted: bool, because: str = "") -> TaskUnit:
    """The authority confirms, or sends it back with the reason."""
    with transaction.atomic():
        unit = _unit(act, unit_id)
        require(act, Role.SUPERVISOR)
        reasons = []
        if unit.state != TaskUnit.State.REPORTED:
            reasons.append(Reason("state", f"任务现为“{unit.get_state_display()}”，没有等待确认的报告"))
        if unit.reported_by == act.actor_id:
            reasons.append(Reason("confirmed_by", "完成情况由报告人以外的人确认"))
        if not accepted and not because.strip():
            reasons.append(Reason("because", "退回须写明理由"))
        reasons += too_long(("because", because, "退回理由", 400))
        refuse_if(reasons)
        if accepted:
            unit.state, unit.confirmed_on, unit.confirmed_by = TaskUnit.State.DONE, act.today, act.actor_id
        else:
            unit.state, unit.reported_on, unit.reported_by = TaskUnit.State.OPEN, None, ""
            TaskNotice.objects.create(
                unit=unit, kind=TaskNotice.Kind.URGE, text=f"退回：{because.strip()}"[:500], issued_on=act.today, issued_by=act.actor_id
            )  # fmt: skip
        unit.save()
        _tell(act, "task_confirmed" if accepted else "task_returned", unit.pk, unit.agency.code)
    return unit


def urge(*, act: Act, unit_id: int, text: str, due_on: date | None = None) -> TaskNotice:
    """督办提醒; with a limit it is a 督促整改 order."""
    with transaction.atomic():
        unit = _unit(act, unit_id)
        require(act, Role.SUPERVISOR)
        reasons = [] if text.strip() and len(text) <= 500 else [Reason("text", "请写明督办内容，最多500字")]
        if due_on is not None and due_on <= act.today:
            reasons.append(Reason("due_on", f"整改期限{due_on}须晚于今天{act.today}"))
        if due_on is not None:
            reasons += too_far("due_on", "整改期限", due_on, act.today)
        if unit.state == TaskUnit.State.DONE:
            reasons.append(Reason("state", f"任务已于{unit.confirmed_on}完成"))
        refuse_if(reasons)
        kind = TaskNotice.Kind.ORDER if due_on else TaskNotice.Kind.URGE
        notice = TaskNotice.objects.create(
            unit=unit, kind=kind, text=text.strip(), issued_on=act.today, issued_by=act.actor_id, due_on=due_on
        )
        _tell(act, "task_urged", unit.pk, unit.agency.code)
    return notice


def _plan(act: Act, plan_id: int) -> WorkPlan:
    plan = WorkPlan.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=plan_id).first()
    if plan is None or plan.agency_id not in visible_agency_ids(act):
        raise NotFound([Reason("plan", "没有这份工作要点，或者它不属于本单位")])
    require(act, Role.SUPERVISOR, Role.OFFICE_HEAD, agency_id=plan.agency_id)
    return plan


def _unit(act: Act, unit_id: int) -> TaskUnit:
    rows = TaskUnit.objects.select_for_update(of=("self",)).select_related("task__plan", "agency")
    unit = rows.filter(pk=unit_id, agency_id__in=visible_agency_ids(act)).first()
    if unit is None:
        raise NotFound([Reason("unit", "没有这项任务，或者它不属于本单位")])
    if unit.task.plan.state != WorkPlan.State.ISSUED:
        raise NotAllowed([Reason("state", "工作要点尚未印发")])
    return unit


def _task_reasons(
    act: Act, plan: WorkPlan, text: str, source: str, due_on: date, units: Sequence[Agency]
) -> Iterator[Reason]:
    if not text.strip() or len(text) > 500:
        yield Reason("text", f"请填写任务内容，最多500字；现有{len(text)}字")
    yield from too_long(("source", source, "依据", 200))
    if not date(plan.year, 1, 1) <= due_on <= date(plan.year + 1, 3, 31):
        yield Reason("due_on", f"完成时限应在{plan.year}年内（最迟次年3月31日）；所填：{due_on}")
    if not units:
        yield Reason("units", "请选择责任单位")
    for unit in units:
        if unit.pk not in visible_agency_ids(act):
            yield Reason("units", f"{unit.name}不在本主管部门的管辖范围内")


def _progress_reasons(unit: TaskUnit, progress: str, evidence: Sequence[str], finished: bool) -> Iterator[Reason]:
    if unit.state != TaskUnit.State.OPEN:
        yield Reason("state", f"任务现为“{unit.get_state_display()}”，不能再报进展")
    if not progress.strip() or len(progress) > 1000:
        yield Reason("progress", f"请写明进展，最多1000字；现有{len(progress)}字")
    if finished and not evidence and not EvidenceFile.objects.filter(unit=unit).exists():
        yield Reason("evidence", "报告完成须附佐证（网址、文号或者文件）")
    if len(evidence) > MOST_EVIDENCE or any(len(one) > 300 for one in evidence):
        yield Reason("evidence", f"佐证最多{MOST_EVIDENCE}条，每条最多300字")


def _tell(act: Act, event: str, key: int, code: str) -> None:
    record(act, f"oversight.{event}", "work_plan", public_id(key), facts={"agency": code})
    add(f"oversight.{event}", public_id(key), act.now, {"agency": code})
