"""A file of an old site on its way in: the batch, its rows, what its headings mean, and the old addresses that lead on."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency, Officer
from gongkai.catalogue.models import Item
from gongkai.files.models import StoredFile
from gongkai.jobs.models import Job
from gongkai.numbering.keys import KeyField


class SiteMapping(models.Model):
    """What a site's table calls things: ``headings`` field -> heading, ``columns`` the old site's column -> code here. Kept per site."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    site = models.CharField(max_length=120)
    headings = models.JSONField(default=dict)
    columns = models.JSONField(default=dict)
    saved_by = models.CharField(max_length=80)
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "moving_mapping"
        constraints = [models.UniqueConstraint(fields=["agency", "site"], name="moving_mapping_once")]


class SiteImport(models.Model):
    """One table with its files. STAGING rows count for nothing; one short transaction makes the batch whole.

    ``digest`` is that of the table, the files and what the headings mean: the same again changes nothing.
    """

    class State(models.TextChoices):
        STAGING = "STAGING", "正在读入"
        STAGED = "STAGED", "已读入，待发布"
        PUBLISHED = "PUBLISHED", "已发布"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, blank=True)
    site = models.CharField(max_length=120)
    host = models.CharField(max_length=120)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.STAGING)
    importer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    importer_name = models.CharField(max_length=60)
    imported_at = models.DateTimeField()
    vouched_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    vouched_by_name = models.CharField(max_length=60, blank=True)
    vouched_at = models.DateTimeField(null=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        db_table = "moving_import"
        verbose_name = "网站迁入批次"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "digest"], condition=~Q(state="STAGING"), name="moving_same_file_once"
            ),
            models.CheckConstraint(
                condition=Q(vouched_by__isnull=True) | ~Q(vouched_by=F("importer")), name="moving_two_people"
            ),
        ]
        indexes = [models.Index(fields=["agency", "-id"], name="moving_import_list")]


class SiteFile(models.Model):
    """A file of a batch as it was stored, so that a killed import can be cleared away with everything it brought."""

    id = KeyField()
    batch = models.ForeignKey(SiteImport, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "moving_file"
        constraints = [models.UniqueConstraint(fields=["batch", "name"], name="moving_file_once")]


class SiteRow(models.Model):
    """One item of the old site. ``values`` are its fields, ``files`` its attachments (public key of the file, name for readers).

    ``findings`` are those of the gate; each that stops is released by another person with a reason, or the row is left out.
    """

    class State(models.TextChoices):
        WAITING = "WAITING", "有问题待处理"
        CLEAR = "CLEAR", "可以发布"
        OUT = "OUT", "已发布"
        LEFT_OUT = "LEFT_OUT", "不迁入"
        REPLACED = "REPLACED", "已被新批次替换"

    id = KeyField()
    batch = models.ForeignKey(SiteImport, on_delete=models.CASCADE, related_name="rows")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    line = models.PositiveIntegerField()
    host = models.CharField(max_length=120)
    path = models.CharField(max_length=500)
    title = models.CharField(max_length=300)
    values = models.JSONField()
    files = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    findings = models.JSONField(default=list)
    examined_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    item = models.OneToOneField(Item, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "moving_row"
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="moving_row_once")]
        indexes = [
            models.Index(fields=["batch", "state", "line"], name="moving_row_list"),
            models.Index(fields=["host", "path"], name="moving_row_address"),
        ]


class OldAddress(models.Model):
    """Where an address of the old site leads: always to an item here, never anywhere else."""

    id = KeyField()
    host = models.CharField(max_length=120)
    path = models.CharField(max_length=500, help_text="路径和问号后的部分")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="old_addresses")

    class Meta:
        db_table = "moving_old_address"
        constraints = [models.UniqueConstraint(fields=["host", "path"], name="moving_address_leads_one_way")]
        indexes = [models.Index(fields=["path"], name="moving_address_path")]


class SiteUpload(models.Model):
    """A table and its ZIP uploaded on the desk: encrypted on disk for a day. ``findings`` are those of the last run."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    site = models.CharField(max_length=120)
    host = models.CharField(max_length=120)
    file_name = models.CharField(max_length=200)
    archive_name = models.CharField(max_length=200, blank=True)
    uploaded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    uploaded_by_name = models.CharField(max_length=60)
    uploaded_at = models.DateTimeField()
    kept_until = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    findings = models.JSONField(default=dict)
    batch = models.ForeignKey(SiteImport, null=True, on_delete=models.SET_NULL, related_name="+")
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        db_table = "moving_upload"
        verbose_name = "网站迁入文件"
        indexes = [models.Index(fields=["agency", "-id"], name="moving_upload_list")]

    def is_kept(self, now: datetime) -> bool:
        return self.removed_at is None and now < self.kept_until
