"""What is public now, each snapshot ever published, and the leaves of the public log."""

from django.db import models

from gongkai.agencies.models import Agency
from gongkai.numbering.keys import KeyField


class Publication(models.Model):
    """The public standing of one object. ``subject_kind`` + ``subject_id`` name the record of the room it belongs to.

    ``kind``, ``subject``, ``audience`` and ``standing`` are those of the current edition (``facets.py``), so that lists go by an index.
    """

    class State(models.TextChoices):
        PUBLISHED = "PUBLISHED", "已发布"
        WITHDRAWN_WITH_NOTICE = "WITHDRAWN_WITH_NOTICE", "已撤下（公告）"
        WITHDRAWN_SILENTLY = "WITHDRAWN_SILENTLY", "已撤下"
        PURGED = "PURGED", "已清除"

    id = KeyField()
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="publications")
    column = models.CharField(max_length=60, help_text="栏目代码")
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=24, choices=State, default=State.PUBLISHED)
    current = models.ForeignKey("Edition", null=True, on_delete=models.PROTECT, related_name="+")
    leads_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", help_text="合并到")
    kind = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=100, blank=True)
    audience = models.CharField(max_length=10, blank=True)
    standing = models.CharField(max_length=20, blank=True)
    first_published_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "editions_publication"
        constraints = [models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="editions_one_per_subject")]
        indexes = [
            models.Index(
                fields=["state", "-first_published_at", "-id", "column", "kind", "standing"], name="editions_whole_list"
            ),
            models.Index(fields=["state", "column", "-first_published_at", "-id"], name="editions_column_list"),
            models.Index(fields=["state", "agency", "-first_published_at", "-id"], name="editions_agency_list"),
            models.Index(
                fields=["state", "subject", "-first_published_at", "-id", "column"], name="editions_subject_list"
            ),
            models.Index(fields=["state", "column", "kind", "subject", "agency"], name="editions_counts"),
        ]


class Edition(models.Model):
    """One snapshot, never changed after it is written. ``digest`` is SHA-256 over salt and canonical payload."""

    id = KeyField()
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    payload = models.JSONField()
    salt = models.BinaryField(max_length=16)
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=500, blank=True, help_text="更正说明")
    published_at = models.DateTimeField()

    class Meta:
        db_table = "editions_edition"
        constraints = [models.UniqueConstraint(fields=["publication", "number"], name="editions_numbered")]


class LogLeaf(models.Model):
    """One entry of the public log: only a salted digest, what kind of act it was, and when."""

    class Kind(models.TextChoices):
        PUBLISH = "PUBLISH", "发布"
        CORRECT = "CORRECT", "更正"
        WITHDRAW = "WITHDRAW", "撤下"

    index = models.PositiveBigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind)
    digest = models.CharField(max_length=64)
    event_id = models.BigIntegerField(unique=True)
    logged_at = models.DateTimeField()

    class Meta:
        db_table = "editions_log_leaf"
