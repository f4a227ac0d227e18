"""What an agency writes instead of our own words: versions of a block, each from a day on, never overwritten."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency, Officer
from gongkai.files.models import StoredFile
from gongkai.numbering.keys import KeyField

LAYOUT = "LAYOUT"
"""The block that is no text: the DOCX layout all letters are set in."""


class BlockVersion(models.Model):
    """In force from ``effective_on`` once a second person has approved it; inherited by the units below until they have their own."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", "待审定"
        APPROVED = "APPROVED", "已审定"
        RETURNED = "RETURNED", "已退回"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    block = models.CharField("文书内容", max_length=60)
    text = models.TextField("文字")
    layout = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    effective_on = models.DateField("启用日期")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    drafted_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    decided_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.CharField("退回理由", max_length=200, blank=True)

    class Meta:
        db_table = "notices_block_version"
        verbose_name = "文书模板版本"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("drafted_by")),
                name="notices_two_persons",
            ),
            models.CheckConstraint(
                condition=models.Q(state="DRAFT", decided_by__isnull=True)
                | models.Q(state__in=["APPROVED", "RETURNED"], decided_by__isnull=False),
                name="notices_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(block=LAYOUT, layout__isnull=False)
                | (~models.Q(block=LAYOUT) & models.Q(layout__isnull=True)),
                name="notices_layout_has_its_file",
            ),
        ]
        indexes = [models.Index(fields=["agency", "block", "-effective_on"], name="notices_in_force")]

    def __str__(self) -> str:
        return f"{self.block} {self.effective_on}"
