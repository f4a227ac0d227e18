"""转载: a superior's policy to be reposted by some units within its limit, and how each has settled it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.agencies.models import Agency, Officer
from gongkai.catalogue.models import Item
from gongkai.numbering.keys import KeyField


class PolicyToRepost(models.Model):
    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    issuer = models.CharField(max_length=100)
    document_number = models.CharField(max_length=60, blank=True)
    source_address = models.CharField(max_length=500)
    published_on = models.DateField()
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "completeness_policy_to_repost"
        verbose_name = "待转载政策"
        constraints = [models.UniqueConstraint(fields=["agency", "source_address"], name="completeness_policy_once")]
        indexes = [models.Index(fields=["agency", "-published_on", "-id"], name="completeness_policy_list")]


class RepostTask(models.Model):
    """One unit's part: open, reposted by an item (done once that is public), or not its business, for a reason."""

    id = KeyField()
    policy = models.ForeignKey(PolicyToRepost, on_delete=models.PROTECT, related_name="tasks")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")
    not_needed = models.CharField(max_length=200, blank=True)
    settled_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "completeness_repost_task"
        verbose_name = "转载任务"
        constraints = [
            models.UniqueConstraint(fields=["policy", "agency"], name="completeness_repost_once"),
            models.CheckConstraint(
                condition=Q(item__isnull=True) | Q(not_needed=""), name="completeness_repost_settled_one_way"
            ),
        ]
        indexes = [models.Index(fields=["agency", "settled_at"], name="completeness_repost_open")]
