"""佐证材料 that are files: what a unit uploads for a task of the work plan or for an assessed score."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.files.models import StoredFile
from gongkai.numbering.keys import KeyField
from gongkai.oversight.models.assessments import Score
from gongkai.oversight.models.plans import TaskUnit


class EvidenceFile(models.Model):
    """Belongs to one task or one score. Taken off again only while the unit still reports."""

    id = KeyField()
    unit = models.ForeignKey(TaskUnit, null=True, on_delete=models.PROTECT, related_name="files")
    score = models.ForeignKey(Score, null=True, on_delete=models.PROTECT, related_name="files")
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_on = models.DateField()
    added_by = models.CharField(max_length=80)
    added_by_name = models.CharField(max_length=80)

    class Meta:
        db_table = "oversight_evidence_file"
        verbose_name = "佐证文件"
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True, score__isnull=False) | Q(unit__isnull=False, score__isnull=True),
                name="oversight_evidence_of_one",
            )
        ]
