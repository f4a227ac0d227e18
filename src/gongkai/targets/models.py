"""A target with what it calls things, how each publication stands there, and the tables that were made for it."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency
from gongkai.editions.models import Publication
from gongkai.numbering.keys import KeyField


class Target(models.Model):
    """``fields``: (heading there, field here) in order; ``columns``: our column -> the name there; ``only``: these columns (empty: all).

    A government's target gets what its whole area publishes, a unit's what the unit does.
    """

    class Kind(models.TextChoices):
        PACKAGE = "PACKAGE", "数据包目录（单向网闸）"
        TABLE = "TABLE", "表格（CSV、XLSX）"

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=120)
    site = models.CharField(max_length=200, blank=True, help_text="对方网站的网址")
    format = models.CharField(max_length=4, choices=Format, default=Format.XLSX)
    fields = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    only = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "targets_target"
        verbose_name = "发布目标"

    def __str__(self) -> str:
        return self.name


class TargetFile(models.Model):
    """A table that was made; its bytes lie on the disk until something in it is purged (``removed_at``)."""

    id = KeyField()
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    rows = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    made_by_name = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "targets_file"
        constraints = [models.UniqueConstraint(fields=["target", "name"], name="targets_file_name_once")]


class TargetEntry(models.Model):
    """``edition`` and ``verb`` are what was last delivered or waits to be; ``address`` where readers find it there, as far as known."""

    class State(models.TextChoices):
        WAITING = "WAITING", "待送"
        DELIVERED = "DELIVERED", "已送达"
        FAILED = "FAILED", "未送达"
        WITHDRAWN = "WITHDRAWN", "已在对方撤下"

    class Verb(models.TextChoices):
        PUBLISH = "publish", "发布"
        CORRECT = "correct", "更正"
        WITHDRAW = "withdraw", "撤下"

    id = KeyField()
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="entries")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="target_entries")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    verb = models.CharField(max_length=10, choices=Verb)
    edition = models.PositiveIntegerField()
    why = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    was_there = models.BooleanField(default=False)
    delivered_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    address = models.CharField(max_length=500, blank=True)
    files = models.ManyToManyField(TargetFile, related_name="entries")

    class Meta:
        db_table = "targets_entry"
        constraints = [models.UniqueConstraint(fields=["target", "publication"], name="targets_one_entry_each")]
        indexes = [
            models.Index(fields=["target", "state", "-changed_at", "-id"], name="targets_entry_list"),
            models.Index(fields=["target", "-changed_at", "-id"], name="targets_entry_all"),
        ]
