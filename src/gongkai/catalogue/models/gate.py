"""The gate's memory: what was found in a file (masked), what another person released with a reason, what the stock check found."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency, Officer
from gongkai.catalogue.models.items import Item
from gongkai.numbering.keys import KeyField


class FileScan(models.Model):
    """What stands in a file of this content: kept because reading a file takes a process of its own. Values are masked."""

    id = KeyField()
    sha256 = models.CharField(max_length=64)
    lexicon = models.PositiveIntegerField()
    found = models.JSONField()
    scanned_at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_file_scan"
        constraints = [models.UniqueConstraint(fields=["sha256", "lexicon"], name="catalogue_file_scanned_once")]


class LinkProbe(models.Model):
    """An address of another site: when it is to be tried (``due_at``), and what was found the last time; an empty ``problem`` opens."""

    id = KeyField()
    digest = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=2000)
    due_at = models.DateTimeField(null=True)
    probed_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=100, blank=True)
    certain = models.BooleanField(default=False)

    class Meta:
        db_table = "catalogue_link_probe"
        indexes = [models.Index(fields=["due_at", "id"], name="catalogue_link_due")]


class Release(models.Model):
    """放行: one finding of one item, let through by a person who did not write it. ``key`` is a keyed digest of the finding."""

    id = KeyField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="releases")
    key = models.CharField(max_length=40)
    sentence = models.CharField(max_length=500)
    reason = models.CharField(max_length=300)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    officer_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_release"
        verbose_name = "放行"
        constraints = [models.UniqueConstraint(fields=["item", "key"], name="catalogue_released_once")]


class StockFinding(models.Model):
    """A wording found in what is published, when the lexicon changed: one line of the work list."""

    class State(models.TextChoices):
        OPEN = "OPEN", "待处理"
        KEPT = "KEPT", "核实保留"

    id = KeyField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="stock_findings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    lexicon = models.PositiveIntegerField()
    wrong = models.CharField(max_length=100)
    right = models.CharField(max_length=100, blank=True)
    severity = models.CharField(max_length=10)
    rank = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=12)
    place = models.CharField(max_length=300)
    around = models.CharField(max_length=200)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    reason = models.CharField(max_length=300, blank=True)
    officer = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    officer_name = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "catalogue_stock_finding"
        verbose_name = "存量错敏词"
        constraints = [
            models.UniqueConstraint(fields=["item", "wrong", "place", "around"], name="catalogue_stock_finding_once")
        ]
        indexes = [
            models.Index(fields=["agency", "state", "rank", "id"], name="catalogue_stock_list"),
            models.Index(fields=["state", "rank", "id"], name="catalogue_stock_all"),
        ]
