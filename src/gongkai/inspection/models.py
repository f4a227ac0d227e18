"""Runs, what they found, evidence kept as it was, orders to rectify, self-inspection and spot checks."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency
from gongkai.newmedia.models import NewMediaAccount
from gongkai.numbering.keys import KeyField


class Level(models.TextChoices):
    WARNING = "WARNING", "预警"
    VIOLATION = "VIOLATION", "问题"


class Run(models.Model):
    """One pass of all rules over one government's site and area. ``summary``: per rule how many warnings and problems."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="inspection_runs")
    on = models.DateField()
    started_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    milliseconds = models.PositiveIntegerField()
    summary = models.JSONField()
    unassessed = models.JSONField(default=list)

    class Meta:
        db_table = "inspection_run"
        verbose_name = "检查"
        indexes = [models.Index(fields=["agency", "-on", "-id"], name="inspection_latest_run")]


class Finding(models.Model):
    """What a rule says about one subject, from the day it was first seen until it is no longer found.

    ``agency`` has to act; ``government`` is whose inspection it is. One subject has at most one open finding per rule.
    """

    id = KeyField()
    government = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="findings")
    rule = models.CharField(max_length=20)
    scope = models.CharField(max_length=10)
    subject = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    address = models.CharField(max_length=300, blank=True)
    level = models.CharField(max_length=10, choices=Level)
    value = models.FloatField()
    threshold = models.FloatField()
    seen_since = models.DateField()
    seen_last = models.DateField()
    rung_on = models.DateField(null=True)
    cleared_on = models.DateField(null=True)

    class Meta:
        db_table = "inspection_finding"
        verbose_name = "检查发现"
        constraints = [
            models.UniqueConstraint(
                fields=["government", "rule", "subject"],
                condition=Q(cleared_on__isnull=True),
                name="inspection_one_open_finding",
            ),
            models.CheckConstraint(condition=Q(seen_last__gte=F("seen_since")), name="inspection_finding_days"),
        ]
        indexes = [
            models.Index(fields=["agency", "level"], condition=Q(cleared_on__isnull=True), name="inspection_open"),
            models.Index(fields=["government", "seen_since"], name="inspection_found_in"),
        ]

    def __str__(self) -> str:
        return self.title


class Snapshot(models.Model):
    """The evidence as it was on a day: written when a finding appears, changes its level, and ends. Never changed."""

    id = KeyField()
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="snapshots")
    on = models.DateField()
    level = models.CharField(max_length=10, blank=True, help_text="空：已消除")
    value = models.FloatField(null=True)
    details = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "inspection_snapshot"
        indexes = [models.Index(fields=["finding", "on"], name="inspection_snapshots")]


class InspectionOrder(models.Model):
    """An order to put a finding right by a day (责令整改). The unit reports, the authority confirms: two people."""

    id = KeyField()
    number = models.CharField(max_length=40, unique=True)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="orders")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="inspection_orders")
    demand = models.CharField(max_length=500)
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=80)
    due_on = models.DateField()
    report = models.CharField(max_length=1000, blank=True)
    reported_on = models.DateField(null=True)
    reported_by = models.CharField(max_length=80, blank=True)
    returned_because = models.CharField(max_length=300, blank=True)
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "inspection_order"
        verbose_name = "整改通知"
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gt=F("issued_on")), name="inspection_order_due_later"),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True)
                | (Q(reported_on__isnull=False) & ~Q(confirmed_by=F("reported_by"))),
                name="inspection_order_two_people",
            ),
            models.UniqueConstraint(
                fields=["finding"], condition=Q(confirmed_on__isnull=True), name="inspection_one_open_order"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "due_on"], condition=Q(confirmed_on__isnull=True), name="inspection_orders")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state_zh(self) -> str:
        if self.confirmed_on:
            return "已整改"
        return "待确认" if self.reported_on else "整改中"

    def is_overdue(self, today: date) -> bool:
        return self.due_on < (self.reported_on or today)


class SelfInspection(models.Model):
    """The form a unit fills every quarter: rule by rule, prefilled with what the engine knows that day."""

    class State(models.TextChoices):
        HANDED_IN = "HANDED_IN", "已报送"
        ACCEPTED = "ACCEPTED", "已审核"
        RETURNED = "RETURNED", "退回修改"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="self_inspections")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    answers = models.JSONField(help_text="规则 -> 系统发现数、自查结论、说明")
    state = models.CharField(max_length=10, choices=State, default=State.HANDED_IN)
    handed_in_on = models.DateField()
    handed_in_by = models.CharField(max_length=80)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_on = models.DateField(null=True)
    decision_note = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "inspection_self"
        verbose_name = "自查表"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "quarter"], name="inspection_one_form_a_quarter"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="inspection_quarter"),
            models.CheckConstraint(condition=~Q(decided_by=F("handed_in_by")), name="inspection_self_two_people"),
        ]


class SpotCheck(models.Model):
    """A sample of accounts drawn with a seed that is told: anybody can draw it again from the same list."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="spot_checks")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=60)
    listed = models.JSONField(help_text="抽样范围：账号编号，按编号排列")
    sample = models.JSONField(help_text="抽中的账号编号")
    drawn_on = models.DateField()
    drawn_by = models.CharField(max_length=80)
    published_on = models.DateField(null=True)
    published_by = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "inspection_spot_check"
        verbose_name = "抽查"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "quarter"], name="inspection_one_sample_a_quarter")
        ]


class AccountCheck(models.Model):
    """What a person found when looking at an account. ``answers``: updates, interaction, available, content -> true or false."""

    id = KeyField()
    account = models.ForeignKey(NewMediaAccount, on_delete=models.PROTECT, related_name="checks")
    spot_check = models.ForeignKey(SpotCheck, null=True, on_delete=models.PROTECT, related_name="checks")
    answers = models.JSONField()
    note = models.CharField(max_length=500, blank=True)
    checked_on = models.DateField()
    checked_by = models.CharField(max_length=80)
    checked_by_name = models.CharField(max_length=80)

    class Meta:
        db_table = "inspection_account_check"
        constraints = [models.UniqueConstraint(fields=["spot_check", "account"], name="inspection_sample_checked_once")]
        indexes = [models.Index(fields=["account", "-checked_on"], name="inspection_latest_check")]


class Probe(models.Model):
    """One visit to the site's own home page: whether it opened within fifteen seconds."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    opened = models.BooleanField()
    milliseconds = models.PositiveIntegerField()

    class Meta:
        db_table = "inspection_probe"
        indexes = [models.Index(fields=["agency", "at"], name="inspection_probes")]
