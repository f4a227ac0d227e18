"""A message and how far it came. Address and text are encrypted; the row says in the open only what it is about and its state."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency, Officer
from gongkai.numbering.keys import KeyField
from gongkai.privacy.fields import EncryptedTextField


class Message(models.Model):
    """``due_at`` is the next try and null once it is sent or given up; the public id is the delivery id a gateway is told."""

    class Channel(models.TextChoices):
        SMS = "SMS", "短信"
        EMAIL = "EMAIL", "电子邮件"
        WEBHOOK = "WEBHOOK", "工作群"

    class State(models.TextChoices):
        WAITING = "WAITING", "待发送"
        SENT = "SENT", "已发送"
        FAILED = "FAILED", "发送失败"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField("方式", max_length=10, choices=Channel)
    address = EncryptedTextField("收件地址")
    subject = EncryptedTextField("标题")
    text = EncryptedTextField("内容")
    about_kind = models.CharField(max_length=40)
    about_id = models.CharField(max_length=40)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField("尝试次数", default=0)
    due_at = models.DateTimeField(null=True)
    problem = models.CharField("失败原因", max_length=200, blank=True)
    queued_at = models.DateTimeField()
    queued_by = models.CharField(max_length=60, help_text="actor id")
    sent_at = models.DateTimeField(null=True)
    gateway = models.CharField("网关", max_length=20, blank=True)
    repeats = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="repeated_by")
    forgotten_at = models.DateTimeField(null=True, help_text="address and text were deleted after the retention period")

    class Meta:
        db_table = "messages_message"
        verbose_name = "消息"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="WAITING", due_at__isnull=False, sent_at__isnull=True)
                | models.Q(state="SENT", due_at__isnull=True, sent_at__isnull=False)
                | models.Q(state="FAILED", due_at__isnull=True, sent_at__isnull=True),
                name="messages_state",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="messages_waiting", condition=models.Q(due_at__isnull=False)),
            models.Index(fields=["agency", "state", "-id"], name="messages_of_agency"),
            models.Index(fields=["about_kind", "about_id"], name="messages_about"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.about_kind} {self.about_id}"


class DailyDigest(models.Model):
    """An officer asked for the to-do list by e-mail. ``last_on`` is the legal day it was last looked at, so that it goes once a day."""

    id = KeyField()
    officer = models.OneToOneField(Officer, on_delete=models.CASCADE, related_name="+")
    address = EncryptedTextField("收件地址")
    is_on = models.BooleanField(default=True)
    last_on = models.DateField(null=True)

    class Meta:
        db_table = "messages_daily_digest"
        verbose_name = "待办邮件"
