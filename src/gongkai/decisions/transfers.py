"""Files on their way in and out: an upload waiting to be imported, a unit's own headings, the weekly file to the province."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency
from gongkai.decisions.models import Kind
from gongkai.jobs.models import Job
from gongkai.numbering.keys import KeyField


class UnitMapping(models.Model):
    """What a unit calls a column: ``heading`` (normalised) means the field ``attr``. Chosen anew, it replaces the choice before."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    heading = models.CharField(max_length=60)
    attr = models.CharField(max_length=40)
    chosen_by = models.CharField(max_length=80)
    chosen_at = models.DateTimeField()

    class Meta:
        db_table = "decisions_unit_mapping"
        verbose_name = "单位列名对应"
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "heading"], name="decisions_mapping_one_meaning")
        ]


class Upload(models.Model):
    """A file an officer has uploaded. Its bytes lie encrypted on disk until ``kept_until`` and are then removed.

    ``findings`` are the outcome of the last run: counts, and rejected cells with personal values masked.
    """

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    file_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    uploaded_by = models.CharField(max_length=60)
    uploaded_by_name = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField()
    kept_until = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="+")
    findings = models.JSONField(default=dict)
    imported_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "decisions_upload"
        verbose_name = "台账文件"
        indexes = [
            models.Index(fields=["agency", "uploaded_at"], name="decisions_upload_day"),
            models.Index(fields=["kept_until"], condition=Q(removed_at__isnull=True), name="decisions_upload_kept"),
        ]

    def is_kept(self, now: datetime) -> bool:
        return self.removed_at is None and now < self.kept_until


class SendOut(models.Model):
    """A file for the province: rows that became visible after ``since`` and until ``until``. Its text is made anew each time.

    ``sha256`` proves that the same rows come out again. Without rows it is the zero report (零报告).
    """

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    template = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField()
    rows = models.PositiveIntegerField()
    late = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    made_by = models.CharField(max_length=80)

    class Meta:
        db_table = "decisions_send_out"
        verbose_name = "报送文件"
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "until"], name="decisions_send_out_once"),
            models.UniqueConstraint(fields=["agency", "kind", "since"], name="decisions_send_out_without_gap"),
            models.CheckConstraint(condition=Q(since__lt=F("until")), name="decisions_send_out_forward"),
        ]
