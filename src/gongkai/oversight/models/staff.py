"""Full-time and part-time staff of disclosure (专职、兼职) at each unit, from a day to a day."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency
from gongkai.numbering.keys import KeyField


class DisclosureStaff(models.Model):
    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="disclosure_staff")
    name = models.CharField(max_length=60)
    post = models.CharField(max_length=80, blank=True)
    full_time = models.BooleanField()
    since = models.DateField()
    until = models.DateField(null=True)
    entered_by = models.CharField(max_length=80)

    class Meta:
        db_table = "oversight_staff"
        verbose_name = "公开工作人员"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="oversight_staff_days"
            ),
            models.UniqueConstraint(
                fields=["agency", "name"], condition=Q(until__isnull=True), name="oversight_staff_once"
            ),
        ]
