"""Batches of checked reports. The files are kept unchanged beside what was read; nothing of them is ever served back as a page."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency
from gongkai.files.models import StoredFile
from gongkai.jobs.models import Job
from gongkai.numbering.keys import KeyField


class CheckBatch(models.Model):
    """Reports checked together. ``expected`` names units a report is due of; ``summary`` the matrix, once it was made."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    expected = models.JSONField(default=list)
    published = models.JSONField(default=dict)
    district = models.CharField(max_length=120, blank=True)
    unit_due = models.DateField(null=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    summary = models.JSONField(null=True)
    sums = models.JSONField(default=list)
    uploaded_by = models.CharField(max_length=60)
    uploaded_by_name = models.CharField(max_length=60)
    uploaded_at = models.DateTimeField()

    class Meta:
        db_table = "report_checks_batch"
        verbose_name = "年报审查"
        indexes = [models.Index(fields=["agency", "uploaded_at"], name="report_checks_batches")]


class CheckedReport(models.Model):
    """One file: who issued it for which year, what was read, or why it cannot be read."""

    id = KeyField()
    batch = models.ForeignKey(CheckBatch, on_delete=models.PROTECT, related_name="reports")
    place = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    issuer = models.CharField(max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    dated = models.DateField(null=True)
    result = models.CharField(max_length=12, blank=True)
    error = models.CharField(max_length=300, blank=True)
    answer = models.JSONField(default=dict)

    class Meta:
        db_table = "report_checks_report"
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="report_checks_place")]


class Settlement(models.Model):
    """A finding somebody looked into and found right as it is, or explained: kept with the issuer and year, not with the file."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField(null=True)
    key = models.CharField(max_length=64)
    rule = models.CharField(max_length=20)
    message = models.CharField(max_length=500)
    reason = models.CharField(max_length=300)
    settled_by = models.CharField(max_length=60)
    settled_by_name = models.CharField(max_length=60)
    settled_at = models.DateTimeField()

    class Meta:
        db_table = "report_checks_settlement"
        constraints = [
            models.UniqueConstraint(fields=["agency", "issuer", "year", "key"], name="report_checks_settled_once")
        ]
