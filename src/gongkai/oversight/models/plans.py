"""The yearly work plan (政务公开工作要点): tasks, the units that carry them out, what urged them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency
from gongkai.numbering.keys import KeyField


class WorkPlan(models.Model):
    """One a government and year. Who drafted it does not issue it; tasks of an issued plan are worked on."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", "起草中"
        ISSUED = "ISSUED", "已印发"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="work_plans")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    drafted_by = models.CharField(max_length=80)
    issued_by = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True)

    class Meta:
        db_table = "oversight_work_plan"
        verbose_name = "工作要点"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="oversight_one_plan_a_year"),
            models.CheckConstraint(condition=~Q(issued_by=F("drafted_by")), name="oversight_plan_two_people"),
        ]

    def __str__(self) -> str:
        return self.title


class PlanTask(models.Model):
    id = KeyField()
    plan = models.ForeignKey(WorkPlan, on_delete=models.PROTECT, related_name="tasks")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    source = models.CharField(max_length=200, blank=True, help_text="依据：条款或者上级文件")
    due_on = models.DateField()

    class Meta:
        db_table = "oversight_plan_task"
        verbose_name = "工作任务"
        constraints = [models.UniqueConstraint(fields=["plan", "place"], name="oversight_task_place")]

    def __str__(self) -> str:
        return self.text


class TaskUnit(models.Model):
    """A unit's part of a task. The unit reports with evidence, the authority confirms: two people."""

    class State(models.TextChoices):
        OPEN = "OPEN", "推进中"
        REPORTED = "REPORTED", "已报完成，待确认"
        DONE = "DONE", "已完成"

    id = KeyField()
    task = models.ForeignKey(PlanTask, on_delete=models.PROTECT, related_name="units")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="plan_tasks")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    progress = models.CharField(max_length=1000, blank=True)
    evidence = models.JSONField(default=list, help_text="佐证：本网站网址、文号")
    reported_on = models.DateField(null=True)
    reported_by = models.CharField(max_length=80, blank=True)
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "oversight_task_unit"
        constraints = [
            models.UniqueConstraint(fields=["task", "agency"], name="oversight_unit_once_a_task"),
            models.CheckConstraint(
                condition=~Q(state="DONE") | (~Q(confirmed_by="") & ~Q(confirmed_by=F("reported_by"))),
                name="oversight_task_two_people",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state"], name="oversight_tasks_of_unit")]

    def is_overdue(self, today: date) -> bool:
        return self.state == self.State.OPEN and self.task.due_on < today


class TaskNotice(models.Model):
    """督办 (urging) or 督促整改 (order with a limit) about a unit's part of a task."""

    class Kind(models.TextChoices):
        URGE = "URGE", "督办提醒"
        ORDER = "ORDER", "督促整改"

    id = KeyField()
    unit = models.ForeignKey(TaskUnit, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=5, choices=Kind)
    text = models.CharField(max_length=500)
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=80)
    due_on = models.DateField(null=True)

    class Meta:
        db_table = "oversight_task_notice"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="URGE") | (Q(due_on__isnull=False) & Q(due_on__gt=F("issued_on"))),
                name="oversight_order_has_limit",
            )
        ]
