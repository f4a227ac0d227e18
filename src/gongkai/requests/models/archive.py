"""A case's package in the archive, and the deletion of a case whose retention is over: proposed by one, decided by another."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Officer
from gongkai.files.models import StoredFile
from gongkai.numbering.keys import KeyField
from gongkai.requests.models.case import InformationRequest


class ArchivePackage(models.Model):
    """``file`` is None once the case was deleted; the digest stays."""

    id = KeyField()
    request = models.OneToOneField(InformationRequest, on_delete=models.PROTECT, related_name="package")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "requests_archive_package"


class Disposal(models.Model):
    """到期销毁: what a case holds of persons and papers goes, its number and what was counted stay."""

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", "待审批"
        CARRIED_OUT = "CARRIED_OUT", "已销毁"
        REFUSED = "REFUSED", "不予销毁"

    id = KeyField()
    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="disposals")
    state = models.CharField("状态", max_length=12, choices=State, default=State.PROPOSED)
    because = models.CharField("鉴定意见", max_length=200)
    proposed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "requests_disposal"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("proposed_by")),
                name="requests_disposal_two_persons",
            ),
            models.CheckConstraint(
                condition=models.Q(state="PROPOSED", decided_by__isnull=True)
                | models.Q(state__in=["CARRIED_OUT", "REFUSED"], decided_by__isnull=False),
                name="requests_disposal_decided",
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(state__in=["PROPOSED", "CARRIED_OUT"]),
                name="requests_disposed_once",
            ),
        ]
