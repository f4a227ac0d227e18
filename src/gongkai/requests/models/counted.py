"""What table 3 counts: receipts, closings, fees. Rows of ``Fact``: never edited, a correction supersedes and writes another.

A request has one receipt and at most one closing that hold at a time; a remade reply adds no second closing (domain 4.4).
``category`` and ``row`` are the keys of the column and the row of table 3.
"""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency
from gongkai.measures.facts import Fact
from gongkai.numbering.keys import KeyField
from gongkai.requests.models.case import InformationRequest

_HOLDS = models.Q(superseded_at__isnull=True)


class Receipt(Fact):
    """``happened_on`` is the date of receipt (REG 31)."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="receipts")
    category = models.CharField(max_length=40)

    class Meta:
        db_table = "requests_receipt"
        constraints = [models.UniqueConstraint(fields=["request"], condition=_HOLDS, name="requests_one_receipt")]
        indexes = [models.Index(fields=["agency", "happened_on", "category"], name="requests_receipt_count")]


class Closing(Fact):
    """``happened_on`` is the day the reply was made or the request closed without one."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="closings")
    category = models.CharField(max_length=40)
    outcome = models.CharField(max_length=40)
    row = models.CharField(max_length=40)
    note = models.CharField(max_length=40, blank=True, help_text="why, as a code, where no reply says it (WITHDRAWN)")

    class Meta:
        db_table = "requests_closing"
        constraints = [models.UniqueConstraint(fields=["request"], condition=_HOLDS, name="requests_one_closing")]
        indexes = [
            models.Index(fields=["agency", "happened_on", "category", "row"], name="requests_closing_count"),
            models.Index(fields=["request", "happened_on"], name="requests_closing_of_case"),
        ]


class FeePayment(Fact):
    """A fee received; ``amount`` in fen."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="payments")
    amount = models.PositiveBigIntegerField()
    receipt_number = models.CharField("财政票据号", max_length=40, blank=True)

    class Meta:
        db_table = "requests_fee_payment"
        constraints = [
            models.UniqueConstraint(fields=["request"], condition=_HOLDS, name="requests_one_payment"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="requests_payment_positive"),
        ]
        indexes = [models.Index(fields=["agency", "happened_on"], name="requests_payment_count")]
