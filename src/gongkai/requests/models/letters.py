"""Letters that leave the agency on the way (and those to units that help), the parties asked, and the fee asked for.

What a letter says may name persons and is encrypted; its kind, number, day and effect stand in the open.
"""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency, Officer
from gongkai.numbering.keys import KeyField
from gongkai.privacy.fields import EncryptedTextField
from gongkai.requests.models.case import InformationRequest


class LetterKind(models.TextChoices):
    """The letters of domain 3.7 besides the reply."""

    ACKNOWLEDGEMENT = "ACKNOWLEDGEMENT", "登记回执"
    CORRECTION = "CORRECTION", "补正告知书"
    REASON = "REASON", "说明理由告知书"
    CONSULTATION = "CONSULTATION", "征求意见书"
    CONSULTATION_TOLD = "CONSULTATION_TOLD", "征求意见告知书"
    EXTENSION = "EXTENSION", "延期告知书"
    DELAY = "DELAY", "延迟答复告知书"
    FEE = "FEE", "收费通知"
    DISCLOSURE_TOLD = "DISCLOSURE_TOLD", "依申请公开告知书（第三方）"
    CLOSING = "CLOSING", "办结告知书"
    ASSISTANCE = "ASSISTANCE", "协办函"


NOT_FOR_THE_APPLICANT = (LetterKind.CONSULTATION, LetterKind.DISCLOSURE_TOLD, LetterKind.ASSISTANCE)
"""Letters to third parties, other agencies and helping units: the applicant never sees them."""


class OutgoingLetter(models.Model):
    """``dispatched_on`` is the day it counts as made; ``received_on`` the day its addressee had it, where that matters."""

    id = KeyField()
    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="letters")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=LetterKind)
    number = models.CharField("文号", max_length=60)
    addressee = EncryptedTextField("收件人")  # empty: the applicant
    content = EncryptedTextField("正文")
    document = EncryptedTextField("定稿")  # the whole letter as it went out; empty while a content is missing
    days = models.PositiveIntegerField(null=True, help_text="working days the letter grants, where it grants any")
    dispatched_on = models.DateField()
    received_on = models.DateField(null=True)
    proof = EncryptedTextField("送达凭证")  # tracking number, who signed: may name a person
    made_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "requests_letter"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received_on__isnull=True) | models.Q(received_on__gte=models.F("dispatched_on")),
                name="requests_letter_days",
            ),
            models.UniqueConstraint(fields=["agency", "number"], name="requests_letter_number"),
        ]


class Consultation(models.Model):
    """One party asked (REG 32, 34). ``ref`` names it in the ledger; the last day to answer is computed, not stored."""

    class Answer(models.TextChoices):
        AGREES = "AGREES", "同意公开"
        OBJECTS = "OBJECTS", "不同意公开"
        SILENT = "SILENT", "逾期未答复"

    id = KeyField()
    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="consultations")
    ref = models.CharField(max_length=20)
    party = models.CharField(max_length=20, help_text="THIRD_PARTY or AGENCY")
    name = EncryptedTextField("征求意见对象")
    contact = EncryptedTextField("联系方式")
    letter = models.ForeignKey(OutgoingLetter, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    reasons = EncryptedTextField("意见和理由")
    overridden = models.BooleanField("因公共利益仍予公开", default=False)

    class Meta:
        db_table = "requests_consultation"
        constraints = [models.UniqueConstraint(fields=["request", "ref"], name="requests_consultation_ref")]


class FeeNotice(models.Model):
    """A processing fee asked for (REG 42): one method per request, the amount from the rate table of ``law.fees``."""

    id = KeyField()
    request = models.OneToOneField(InformationRequest, on_delete=models.PROTECT, related_name="fee_notice")
    letter = models.OneToOneField(OutgoingLetter, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=10, help_text="item or volume")
    quantity = models.PositiveIntegerField(help_text="items of the month up to this request, or pages of this request")
    amount = models.PositiveBigIntegerField("金额（分）")
    decided_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "requests_fee_notice"
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="requests_fee_positive")]
