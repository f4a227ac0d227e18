"""业务交接: what went from one officer to others in one act, and that both sides confirmed it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency, Officer
from gongkai.numbering.keys import KeyField
from gongkai.privacy.fields import EncryptedTextField


class HandOver(models.Model):
    """``notes`` is what the leaving officer leaves in words; it may name persons and is encrypted."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="handovers")
    giver = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="given_over")
    reason = models.CharField(max_length=200)
    notes = EncryptedTextField()
    on = models.DateField()
    ordered_by = models.CharField(max_length=80)
    ordered_by_name = models.CharField(max_length=80)
    giver_confirmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "oversight_handover"
        verbose_name = "业务交接"
        indexes = [models.Index(fields=["agency", "-on"], name="oversight_handovers")]


class HandOverLine(models.Model):
    """One piece of open work, as it was on the day, and who has it now."""

    id = KeyField()
    handover = models.ForeignKey(HandOver, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True)
    receiver = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="taken_over")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "oversight_handover_line"
        constraints = [
            models.UniqueConstraint(fields=["handover", "kind", "subject_id"], name="oversight_moved_once"),
        ]
        indexes = [
            models.Index(fields=["receiver"], condition=Q(confirmed_at__isnull=True), name="oversight_to_confirm")
        ]
        ordering = [F("due_on").asc(nulls_last=True), "id"]
