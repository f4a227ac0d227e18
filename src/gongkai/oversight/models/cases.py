"""Accountability cases (责任追究), orders to rectify, judgements of severity, and training sessions."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency
from gongkai.measures.facts import Fact
from gongkai.numbering.keys import KeyField
from gongkai.privacy.fields import EncryptedTextField


class Severity(models.TextChoices):
    ORDINARY = "ORDINARY", "一般"
    MAJOR = "MAJOR", "重大"


class AccountabilityCase(models.Model):
    """A case of the competent authority (``agency``) about ``responsible_agency``. The system proposes, people decide."""

    class Trigger(models.TextChoices):
        """REG 53 items first, then faults named elsewhere."""

        NOT_PERFORMING = "NOT_PERFORMING", "不依法履行政府信息公开职能"
        NOT_UPDATING = "NOT_UPDATING", "不及时更新公开的政府信息内容、指南和目录"
        OTHER_BREACH = "OTHER_BREACH", "违反条例的其他情形"
        LATE_REPLY = "LATE_REPLY", "逾期答复"
        REPORT_FAULT = "REPORT_FAULT", "年度报告不实、错漏或照搬照抄"
        MISSING_REPORT = "MISSING_REPORT", "未按期公布年度报告"
        LEAK = "LEAK", "泄露国家秘密、商业秘密、个人隐私"
        VETO_ITEM = "VETO_ITEM", "网站或新媒体出现单项否决问题"

    class State(models.TextChoices):
        OPEN = "OPEN", "调查核实"
        RECTIFYING = "RECTIFYING", "责令整改"
        CLOSED = "CLOSED", "结案"

    class Outcome(models.TextChoices):
        UNFOUNDED = "UNFOUNDED", "不成立"
        RECTIFIED = "RECTIFIED", "已整改"
        CRITICISED = "CRITICISED", "通报批评"
        PROPOSED = "PROPOSED", "提出处分建议"

    id = KeyField()
    number = models.CharField(max_length=40)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="accountability_cases")
    responsible_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cases_about_it")
    trigger = models.CharField(max_length=20, choices=Trigger)
    findings = EncryptedTextField()
    opened_on = models.DateField()
    opened_by = models.CharField(max_length=80)
    proposed_severity = models.CharField(max_length=10, choices=Severity, blank=True)
    proposed_by = models.CharField(max_length=80, blank=True)
    proposal_reason = EncryptedTextField()
    severity = models.CharField(max_length=10, choices=Severity, blank=True)
    judged_by = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    closing_note = EncryptedTextField()
    closed_on = models.DateField(null=True)

    class Meta:
        db_table = "oversight_case"
        verbose_name = "责任追究案件"
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="oversight_case_number"),
            models.CheckConstraint(
                condition=Q(judged_by="") | ~Q(judged_by=F("proposed_by")), name="oversight_severity_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(state="CLOSED") | (~Q(outcome="") & Q(closed_on__isnull=False)),
                name="oversight_closed_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")), name="oversight_case_days"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "opened_on"], name="oversight_case_board"),
            models.Index(fields=["responsible_agency", "state"], name="oversight_case_about"),
        ]

    def __str__(self) -> str:
        return self.number


class RectificationOrder(models.Model):
    """An order to put something right by a day; overdue is computed when read."""

    id = KeyField()
    case = models.ForeignKey(AccountabilityCase, on_delete=models.PROTECT, related_name="orders")
    demand = models.TextField()
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=80)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    result = models.TextField(blank=True)
    confirmed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "oversight_rectification_order"
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gt=F("issued_on")), name="oversight_order_due_later"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | (Q(done_on__gte=F("issued_on")) & ~Q(result="")),
                name="oversight_done_has_result",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_on__isnull=True), name="oversight_orders_waiting")]

    def is_overdue(self, today: date) -> bool:
        return self.due_on < (self.done_on or today)


class IncidentJudged(Fact):
    """Fact: two people judged how grave a case is. ``agency`` is the responsible one; a new judgement supersedes."""

    id = KeyField()
    case = models.ForeignKey(AccountabilityCase, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    severity = models.CharField(max_length=10, choices=Severity)

    class Meta:
        db_table = "oversight_incident_judged"
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(superseded_at__isnull=True), name="oversight_one_current_judgement"
            )
        ]
        indexes = [
            models.Index(
                fields=["agency", "happened_on", "severity", "recorded_at", "superseded_at"],
                name="oversight_incident_counts",
            )
        ]


class TrainingSession(Fact):
    """Fact: a training held by ``agency`` (REG 48). A corrected number of participants is a further row."""

    class Form(models.TextChoices):
        CLASSROOM = "CLASSROOM", "集中培训"
        ONLINE = "ONLINE", "线上培训"
        ON_SITE = "ON_SITE", "跟班学习、现场指导"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=200)
    form = models.CharField(max_length=10, choices=Form)
    participants = models.PositiveIntegerField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        db_table = "oversight_training"
        verbose_name = "培训"
        constraints = [
            models.CheckConstraint(condition=Q(participants__gte=1), name="oversight_training_has_people"),
            models.UniqueConstraint(fields=["replaces"], name="oversight_training_corrected_once"),
        ]
        indexes = [
            models.Index(
                fields=["agency", "happened_on", "recorded_at", "superseded_at"], name="oversight_training_counts"
            )
        ]
