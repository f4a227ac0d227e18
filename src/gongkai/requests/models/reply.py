"""A reply (答复书): what was decided per item, the one row it counts in, and the three persons it took.

A remade reply is a further row that names the one it replaces; the earlier stays as it was sent.
"""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency, Officer
from gongkai.files.models import StoredFile
from gongkai.numbering.keys import KeyField
from gongkai.privacy.fields import EncryptedTextField
from gongkai.requests.models.case import InformationRequest


class Reply(models.Model):
    class Stage(models.TextChoices):
        DRAFT = "DRAFT", "拟稿"
        REVIEWED = "REVIEWED", "法制审核通过"
        RETURNED = "RETURNED", "退回修改"
        APPROVED = "APPROVED", "已签发"
        SENT = "SENT", "已发出"
        DELIVERED = "DELIVERED", "已送达"
        ABANDONED = "ABANDONED", "未发出即终止"

    class Delivery(models.TextChoices):
        IN_PERSON = "IN_PERSON", "当面送达"
        POST = "POST", "邮寄"
        ELECTRONIC = "ELECTRONIC", "电子送达"
        E_MAIL = "E_MAIL", "电子邮件"

    id = KeyField()
    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="replies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.CharField("文号", max_length=60, null=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    outcome = models.CharField(max_length=40, help_text="code of law.outcomes: the main result")
    row = models.CharField(max_length=40, help_text="row of table 3, from the outcome")
    grounds = models.JSONField(default=list, help_text="articles, e.g. REG 16(2)")
    items = models.JSONField(default=list, help_text="outcome and grounds per item asked for; codes only")
    content = EncryptedTextField("正文")
    document = EncryptedTextField("定稿")  # the whole letter as it went out
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    drafted_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    drafters = models.JSONField(
        default=list, help_text="officer ids of everybody who wrote at it: none of them approves"
    )
    reviewed_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    note = EncryptedTextField("审核意见")
    made_on = models.DateField("答复日期", null=True)
    delivery = models.CharField("送达方式", max_length=12, choices=Delivery, blank=True)
    proof = EncryptedTextField("送达凭证")  # tracking number, who signed: may name a person
    delivered_on = models.DateField("送达日期", null=True)

    class Meta:
        db_table = "requests_reply"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("drafted_by")),
                name="requests_reply_two_persons",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_by__isnull=True) | ~models.Q(reviewed_by=models.F("drafted_by")),
                name="requests_reply_review_not_own",
            ),
            models.CheckConstraint(
                condition=models.Q(made_on__isnull=True)
                | models.Q(approved_by__isnull=False, reviewed_by__isnull=False, number__isnull=False),
                name="requests_reply_made_when_signed",
            ),
            models.CheckConstraint(
                condition=models.Q(delivered_on__isnull=True) | models.Q(delivered_on__gte=models.F("made_on")),
                name="requests_reply_days",
            ),
            models.UniqueConstraint(fields=["agency", "number"], name="requests_reply_number"),
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(stage__in=["DRAFT", "REVIEWED", "RETURNED", "APPROVED"]),
                name="requests_one_reply_in_work",
            ),
        ]
        indexes = [models.Index(fields=["request", "id"], name="requests_replies_of_case")]


class ReplyAttachment(models.Model):
    """Information handed over with a reply (附件): a stored file, listed in the letter by its title, in order."""

    id = KeyField()
    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField("名称", max_length=200)
    is_severed = models.BooleanField("区分处理后的副本", default=False)
    attached_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()

    class Meta:
        db_table = "requests_reply_attachment"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["reply", "file"], name="requests_attached_once")]
