"""A column of the portal. Codes stay as they are once given: addresses and facts name them."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency
from gongkai.numbering.keys import KeyField


class Column(models.Model):
    """``agency`` is empty for the columns all agencies share. ``place`` orders the columns of one parent."""

    id = KeyField()
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    parent = models.ForeignKey("self", to_field="code", null=True, on_delete=models.PROTECT, related_name="children")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="columns")
    place = models.PositiveIntegerField()
    statutory = models.BooleanField()
    column_type = models.CharField(max_length=20)
    content = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=30, blank=True)
    stale_after_days = models.PositiveIntegerField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        db_table = "catalogue_column"
        verbose_name = "栏目"
        indexes = [models.Index(fields=["parent", "place"], name="catalogue_column_order")]

    def __str__(self) -> str:
        return self.name
