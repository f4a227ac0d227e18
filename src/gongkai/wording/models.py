"""A version of the lexicon and its entries. A version is never changed: findings name the one they were made with."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Officer
from gongkai.numbering.keys import KeyField


class Severity(models.TextChoices):
    SERIOUS = "SERIOUS", "严重"
    GENERAL = "GENERAL", "一般"
    HINT = "HINT", "提示"


class Category(models.TextChoices):
    LEADERS = "LEADERS", "领导人姓名、职务、排序"
    TERRITORY = "TERRITORY", "领土、地图表述"
    POLITICAL = "POLITICAL", "政治表述"
    CHARACTER = "CHARACTER", "错别字"
    OUTDATED = "OUTDATED", "过时用语"
    LINK = "LINK", "被劫持或者不良链接"
    OTHER = "OTHER", "其他"


class LexiconVersion(models.Model):
    id = KeyField()
    number = models.PositiveIntegerField(unique=True)
    note = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    officer_name = models.CharField(max_length=60)
    imported_at = models.DateTimeField()

    class Meta:
        db_table = "wording_version"
        verbose_name = "错敏词库版本"


class LexiconEntry(models.Model):
    """``agency_code``: only in texts of that agency and those below it; empty for all. ``unless``: wordings in which it is right."""

    id = KeyField()
    version = models.ForeignKey(LexiconVersion, on_delete=models.PROTECT, related_name="entries")
    wrong = models.CharField(max_length=100)
    right = models.CharField(max_length=100, blank=True)
    severity = models.CharField(max_length=10, choices=Severity)
    category = models.CharField(max_length=12, choices=Category)
    agency_code = models.CharField(max_length=60, blank=True)
    unless = models.JSONField(default=list)

    class Meta:
        db_table = "wording_entry"
        verbose_name = "错敏词"
        constraints = [models.UniqueConstraint(fields=["version", "wrong", "agency_code"], name="wording_entry_once")]
