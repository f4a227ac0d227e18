"""What officers keep beside a case: notes, units that help, who opened the applicant's data, how content the applicant was."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Officer
from gongkai.numbering.keys import KeyField
from gongkai.privacy.fields import EncryptedTextField
from gongkai.requests.models.case import InformationRequest
from gongkai.requests.models.letters import OutgoingLetter


class CaseNote(models.Model):
    """An internal note (内部备注): never shown to the applicant, never changed."""

    id = KeyField()
    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="notes")
    text = EncryptedTextField("备注")
    written_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        db_table = "requests_note"
        ordering = ["id"]


class Assistance(models.Model):
    """A unit asked to help (协办单位) with its own limit; it moves no statutory day."""

    id = KeyField()
    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="assistances")
    unit = models.CharField("协办单位", max_length=80)
    question = EncryptedTextField("协办事项")
    asked_on = models.DateField()
    due = models.DateField("反馈期限")
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    letter = models.OneToOneField(OutgoingLetter, null=True, on_delete=models.PROTECT, related_name="+")
    answer = EncryptedTextField("反馈意见")
    answered_on = models.DateField(null=True)

    class Meta:
        db_table = "requests_assistance"
        ordering = ["id"]
        indexes = [models.Index(fields=["answered_on", "due"], name="requests_assistance_due")]


class ApplicantOpening(models.Model):
    """An officer who gave a reason once for seeing the applicant of a case; every look stands in the log."""

    id = KeyField()
    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    because = EncryptedTextField("理由")
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "requests_applicant_opening"
        constraints = [models.UniqueConstraint(fields=["request", "officer"], name="requests_opened_once")]


class Rating(models.Model):
    """How content the applicant says to be with the handling, once; no remark, so nothing to mask."""

    class Grade(models.TextChoices):
        SATISFIED = "SATISFIED", "满意"
        FAIR = "FAIR", "基本满意"
        DISSATISFIED = "DISSATISFIED", "不满意"

    id = KeyField()
    request = models.OneToOneField(InformationRequest, on_delete=models.PROTECT, related_name="rating")
    grade = models.CharField(max_length=12, choices=Grade)
    given_at = models.DateTimeField()

    class Meta:
        db_table = "requests_rating"
