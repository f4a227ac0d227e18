"""A tie joins two published things; each is what the public reads, so that a tie never leads to a draft."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.editions.models import Publication
from gongkai.numbering.keys import KeyField


class Tie(models.Model):
    class Kind(models.TextChoices):
        RESULT = "RESULT", "意见征集与出台的文件"
        INTERVIEW = "INTERVIEW", "在线访谈与所谈的文件"

    id = KeyField()
    kind = models.CharField(max_length=10, choices=Kind)
    source = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="ties_from")
    document = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="ties_to")
    tied_by = models.CharField(max_length=80)
    tied_by_name = models.CharField(max_length=80)
    tied_at = models.DateTimeField()

    class Meta:
        db_table = "links_tie"
        verbose_name = "关联"
        constraints = [
            models.UniqueConstraint(fields=["source", "document"], name="links_tied_once"),
            models.CheckConstraint(condition=~Q(source=F("document")), name="links_not_to_itself"),
        ]
