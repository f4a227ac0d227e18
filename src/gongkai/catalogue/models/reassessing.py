"""定期评估 of what is withheld (REG 18): what was found, when, by whom. The register shows the latest and the next."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Officer
from gongkai.catalogue.models.items import Item
from gongkai.numbering.keys import KeyField


class Reassessment(models.Model):
    class Conclusion(models.TextChoices):
        KEEP = "KEEP", "仍不予公开"
        CHANGE = "CHANGE", "情形变化，重新确定属性"

    id = KeyField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="reassessments")
    conclusion = models.CharField(max_length=10, choices=Conclusion)
    reason = models.CharField(max_length=500)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    officer_name = models.CharField(max_length=60)
    happened_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_reassessment"
        verbose_name = "不予公开信息定期评估"
        indexes = [models.Index(fields=["item", "-happened_on"], name="catalogue_reassessed")]
