"""基层政务公开标准目录: versions of the standard items of an area, which units each concerns, and items tied to them.

An item of a later version with the same code is the same item: its ties stay.
"""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency, Officer
from gongkai.catalogue.models import Item
from gongkai.numbering.keys import KeyField


class StandardVersion(models.Model):
    """One import: the whole catalogue of a government's area. The latest is in force."""

    id = KeyField()
    government = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    note = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    officer_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        db_table = "completeness_standard_version"
        verbose_name = "标准目录版本"
        constraints = [models.UniqueConstraint(fields=["government", "number"], name="completeness_standard_numbered")]


class StandardItem(models.Model):
    """公开事项. ``limit`` names a row of ``law/limits.py``, empty where the catalogue asks for no number of days; ``column``, ``kind`` and ``words`` are the rule by which items are found."""

    id = KeyField()
    version = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    field = models.CharField(max_length=40)
    first_level = models.CharField(max_length=100)
    second_level = models.CharField(max_length=100)
    content = models.CharField(max_length=1000)
    basis = models.CharField(max_length=1000)
    limit_text = models.CharField(max_length=200)
    limit = models.CharField(max_length=40, blank=True)
    subject_organ = models.CharField(max_length=300)
    channels = models.JSONField(default=list)
    column = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=30, blank=True)
    words = models.JSONField(default=list)
    units = models.ManyToManyField(Agency, related_name="+", db_table="completeness_standard_unit")

    class Meta:
        db_table = "completeness_standard_item"
        verbose_name = "标准目录事项"
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="completeness_standard_code_once")]
        indexes = [models.Index(fields=["version", "place"], name="completeness_standard_order")]


class StandardTie(models.Model):
    """A catalogue item tied to a standard item of its area, by its code."""

    id = KeyField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    government = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)

    class Meta:
        db_table = "completeness_standard_tie"
        constraints = [
            models.UniqueConstraint(fields=["item", "government", "code"], name="completeness_standard_tied_once")
        ]
        indexes = [models.Index(fields=["government", "code"], name="completeness_standard_tied")]
