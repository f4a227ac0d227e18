"""Forms that were sent, so that none counts twice, and wrong query codes, so that guessing is slow.

Both are short-lived: ``once.forget_old`` and ``guessing.forget_old`` remove what is a day old. Nothing here names a person:
addresses and numbers are kept as keyed digests, a query code that must be shown again is kept encrypted.
"""

from __future__ import annotations

from django.db import models

from gongkai.numbering.keys import KeyField
from gongkai.privacy.fields import EncryptedTextField
from gongkai.requests.models.case import InformationRequest


class SentForm(models.Model):
    """``token`` was given out with the form; the row and what the form did are written in one transaction."""

    id = KeyField()
    token = models.CharField(max_length=40, unique=True)
    request = models.ForeignKey(InformationRequest, null=True, on_delete=models.PROTECT, related_name="+")
    query_code = EncryptedTextField("查询码")
    sent_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "requests_sent_form"


class Attempt(models.Model):
    """Something that may not be done too often from one place: a wrong code, a request handed in."""

    id = KeyField()
    what = models.CharField(max_length=20)
    whence = models.CharField(max_length=40, help_text="keyed digest of the address it came from")
    about = models.CharField(max_length=40, blank=True, help_text="keyed digest of the number it was tried on")
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "requests_attempt"
        indexes = [
            models.Index(fields=["what", "whence", "at"], name="requests_attempt_whence"),
            models.Index(fields=["what", "about", "at"], name="requests_attempt_about"),
        ]
