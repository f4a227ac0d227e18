"""Facts about single decisions that are no version of them: why one was corrected, and the repair of credit (domain 7.3).

Each belongs to the identity (agency, kind, document number, counterparty index), as a revocation does. Never changed.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.decisions.models import ImportBatch, Kind
from gongkai.numbering.keys import KeyField
from gongkai.privacy.fields import EncryptedTextField


class Correction(models.Model):
    """Why a version was replaced on the desk: the reason stands beside the batch that brought the new version."""

    id = KeyField()
    batch = models.OneToOneField(ImportBatch, on_delete=models.PROTECT, related_name="correction")
    fields = models.JSONField(help_text="字段名；值在前后两个版本中")
    reason = EncryptedTextField()

    class Meta:
        db_table = "decisions_correction"
        verbose_name = "更正"


class RepairApplication(models.Model):
    """The subject asks that publicity end before its time. ``evidence`` may name persons and so is encrypted."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PENALTY)
    document_number = models.CharField(max_length=128)
    counterparty_index = models.PositiveSmallIntegerField(default=1)
    happened_on = models.DateField(help_text="申请日期")
    evidence = EncryptedTextField()
    registered_by = models.CharField(max_length=60)
    registered_by_name = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "decisions_repair_application"
        verbose_name = "信用修复申请"
        indexes = [
            models.Index(fields=["document_number", "agency", "counterparty_index"], name="decisions_repair_of"),
            models.Index(fields=["agency", "happened_on"], name="decisions_repair_day"),
        ]


class RepairDecision(models.Model):
    """What was decided about an application, by another person than the one who registered it."""

    id = KeyField()
    application = models.OneToOneField(RepairApplication, on_delete=models.PROTECT, related_name="decision")
    granted = models.BooleanField()
    reason = models.TextField(blank=True)
    happened_on = models.DateField(help_text="决定日期；同意的，公示于当日终止")
    decided_by = models.CharField(max_length=60)
    decided_by_name = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "decisions_repair_decision"
        verbose_name = "信用修复决定"
        constraints = [
            models.CheckConstraint(condition=Q(granted=True) | ~Q(reason=""), name="decisions_repair_refusal_reason")
        ]
