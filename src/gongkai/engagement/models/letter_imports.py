"""Letters of other systems: which heading of their files holds what, kept per source, and what each import brought."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency
from gongkai.numbering.keys import KeyField


class LetterMapping(models.Model):
    """``headings`` maps the fields of ``letter_columns`` to the headings of a source's files; the last import's is kept."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=40)
    headings = models.JSONField()
    saved_by = models.CharField(max_length=80)
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "engagement_letter_mapping"
        constraints = [models.UniqueConstraint(fields=["agency", "source"], name="engagement_one_mapping_a_source")]


class LetterImport(models.Model):
    """One file that was taken in: how many letters were new, how many had been here before."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="letter_imports")
    source = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    new = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    imported_by_name = models.CharField(max_length=80)
    imported_at = models.DateTimeField()

    class Meta:
        db_table = "engagement_letter_import"
        indexes = [models.Index(fields=["agency", "imported_at"], name="engagement_imports")]
