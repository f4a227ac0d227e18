"""Audit lines and the head of each chain. Both databases refuse UPDATE and DELETE of a line (see the migration's triggers)."""

from django.db import models

from gongkai.numbering.keys import KeyField


class AuditLine(models.Model):
    """One act. ``digest`` covers every other column and the digest before it."""

    id = KeyField()
    chain = models.CharField(max_length=64)
    sequence = models.PositiveBigIntegerField()
    event = models.CharField(max_length=80)
    actor_id = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    changed = models.JSONField(default=dict)
    source = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_line"
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="audit_line_one_per_place")]
        indexes = [
            models.Index(fields=["object_kind", "object_id"], name="audit_line_object"),
            models.Index(fields=["chain", "recorded_at"], name="audit_line_time"),
        ]


class ChainHead(models.Model):
    """Where a chain ends: a shortened chain no longer fits its head."""

    chain = models.CharField(max_length=64, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "audit_chain_head"
