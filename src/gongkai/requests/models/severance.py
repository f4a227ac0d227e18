"""A file being severed (区分处理, REG 37): its pages, the marks on them with their grounds, and the copy made from them."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Officer
from gongkai.files.models import StoredFile
from gongkai.numbering.keys import KeyField
from gongkai.privacy.fields import EncryptedTextField
from gongkai.requests.models.case import InformationRequest


class Severance(models.Model):
    """``pages`` is the file as it is marked on (PDF); ``copy`` what is handed over, once the marks are burnt in."""

    id = KeyField()
    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="severances")
    title = models.CharField("名称", max_length=200)
    original = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pages = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    page_count = models.PositiveIntegerField("页数")
    copy = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    finished_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "requests_severance"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(copy__isnull=True, finished_at__isnull=True)
                | models.Q(copy__isnull=False, finished_at__isnull=False),
                name="requests_severance_finished",
            )
        ]


class SeveranceMark(models.Model):
    """An area of a page, in shares of the page seen (0 to 1), and the ground on which it stays withheld."""

    id = KeyField()
    severance = models.ForeignKey(Severance, on_delete=models.PROTECT, related_name="marks")
    page = models.PositiveIntegerField("页")
    left = models.FloatField()
    top = models.FloatField()
    right = models.FloatField()
    bottom = models.FloatField()
    ground = models.CharField("依据", max_length=40, help_text="key of law.exemptions")
    note = EncryptedTextField("说明")
    marked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "requests_severance_mark"
        ordering = ["page", "top", "left", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(left__gte=0, right__lte=1, top__gte=0, bottom__lte=1)
                & models.Q(left__lt=models.F("right"), top__lt=models.F("bottom")),
                name="requests_mark_on_page",
            )
        ]
