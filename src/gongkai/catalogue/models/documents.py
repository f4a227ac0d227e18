"""Rules and normative documents (domain 2.7), and the ties between a document and its interpretation."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Officer
from gongkai.catalogue.kinds import NORMATIVE_DOCUMENTS, RULES
from gongkai.catalogue.models.items import Item
from gongkai.numbering.keys import KeyField


class NormativeDocument(models.Model):
    """One-to-one with its item. ``terms`` is what was drafted and reviewed; the days in force follow from it when it is issued.

    ``expires_on`` is the first day on which it no longer has effect: five years from 2017-06-01 end on 2022-06-01.
    """

    id = KeyField()
    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="document")
    document_type = models.CharField(max_length=20, choices=[(RULES, "规章"), (NORMATIVE_DOCUMENTS, "行政规范性文件")])
    terms = models.JSONField(default=dict)
    issued_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    end_shown_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "catalogue_document"
        verbose_name = "规章、行政规范性文件"
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True, effective_on__isnull=True, expires_on__isnull=True)
                | Q(issued_on__isnull=False, effective_on__isnull=False),
                name="catalogue_issued_document_has_dates",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("effective_on")),
                name="catalogue_expires_after_effect",
            ),
        ]
        indexes = [models.Index(fields=["expires_on"], name="catalogue_document_expiry")]


class InterpretationLink(models.Model):
    """政策解读 and the document it explains; the page of either leads to the other."""

    id = KeyField()
    interpretation = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="interprets")
    document = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="interpreted_by")
    linked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_interpretation_link"
        verbose_name = "解读关联"
        constraints = [
            models.UniqueConstraint(fields=["interpretation", "document"], name="catalogue_linked_once"),
            models.CheckConstraint(
                condition=~Q(interpretation=F("document")), name="catalogue_not_its_own_interpretation"
            ),
        ]
