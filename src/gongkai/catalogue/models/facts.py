"""What the annual report counts: first publications, documents issued, documents ended.

A validity period that ends is known when the document is issued: its end is recorded then, with the day on which it will happen, and counts
from that day on. No night job has to run for a figure to be right. A repeal before that day supersedes it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.catalogue.models.documents import NormativeDocument
from gongkai.catalogue.models.items import Item
from gongkai.measures.facts import Fact
from gongkai.numbering.keys import KeyField

_CURRENT = Q(superseded_at__isnull=True)


class ItemPublished(Fact):
    """First publication of an item on the portal; ``happened_on`` is the legal day of the server's clock."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    column_code = models.CharField(max_length=40)

    class Meta:
        db_table = "catalogue_item_published"
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=_CURRENT, name="catalogue_first_published_once")
        ]
        indexes = [
            models.Index(
                fields=["agency", "happened_on", "recorded_at", "superseded_at", "kind", "column_code"],
                name="catalogue_published_count",
            )
        ]


class DocumentIssued(Fact):
    """制发. ``inherited``: issued before this system, ``happened_on`` is its own day of issue."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(NormativeDocument, on_delete=models.PROTECT, related_name="+")
    document_type = models.CharField(max_length=20)
    effective_on = models.DateField()
    inherited = models.BooleanField(default=False)

    class Meta:
        db_table = "catalogue_document_issued"
        constraints = [models.UniqueConstraint(fields=["document"], condition=_CURRENT, name="catalogue_issued_once")]
        indexes = [models.Index(fields=["agency", "happened_on", "document_type"], name="catalogue_issued_count")]


class DocumentEnded(Fact):
    """废止 or 失效. ``happened_on`` is the first day without effect; it may lie ahead of the day it was recorded."""

    class How(models.TextChoices):
        REPEALED = "REPEALED", "废止"
        EXPIRED = "EXPIRED", "失效"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(NormativeDocument, on_delete=models.PROTECT, related_name="+")
    document_type = models.CharField(max_length=20)
    how = models.CharField(max_length=10, choices=How)
    basis_item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=300)

    class Meta:
        db_table = "catalogue_document_ended"
        constraints = [models.UniqueConstraint(fields=["document"], condition=_CURRENT, name="catalogue_ended_once")]
        indexes = [models.Index(fields=["agency", "happened_on", "document_type"], name="catalogue_ended_count")]
