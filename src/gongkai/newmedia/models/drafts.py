"""A post written here: from draft through the three reviews to its publication; and its way to a WeChat official account."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.agencies.models import Agency, Officer
from gongkai.editions.models import Publication
from gongkai.files.models import StoredFile
from gongkai.newmedia.models.accounts import NewMediaAccount, Post
from gongkai.numbering.keys import KeyField
from gongkai.privacy.fields import EncryptedTextField
from gongkai.review.models import ReviewSheet

SUBJECT_KIND = "newmedia.post"


class PostDraft(models.Model):
    """``source`` is the site's own item the post comes from; ``authors`` everybody who wrote at it. What was approved is what goes out."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", "草稿"
        IN_REVIEW = "IN_REVIEW", "送审"
        RELEASED = "RELEASED", "已交付发布"
        BY_HAND = "BY_HAND", "已核准，待在平台后台发布"
        PUBLISHED = "PUBLISHED", "已发布"
        FAILED = "FAILED", "发布未成功"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="post_drafts")
    account = models.ForeignKey(NewMediaAccount, on_delete=models.PROTECT, related_name="drafts")
    title = models.CharField(max_length=64)
    summary = models.CharField(max_length=120, blank=True)
    body_html = models.TextField()
    source = models.ForeignKey(Publication, null=True, on_delete=models.PROTECT, related_name="+")
    cover = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    drafter = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    authors = models.JSONField()
    sheet = models.ForeignKey(ReviewSheet, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    released_by = models.CharField(max_length=80, blank=True)
    url = models.CharField(max_length=500, blank=True)
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "newmedia_post_draft"
        verbose_name = "新媒体信息"
        indexes = [models.Index(fields=["agency", "state", "-changed_at"], name="newmedia_drafts")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_editable(self) -> bool:
        """A draft, or a post whose review ended without approval."""
        if self.state == self.State.DRAFT:
            return True
        over = (ReviewSheet.State.RETURNED, ReviewSheet.State.RECALLED)
        return self.state == self.State.IN_REVIEW and self.sheet is not None and self.sheet.state in over

    @property
    def standing_zh(self) -> str:
        if self.state == self.State.IN_REVIEW and self.sheet is not None:
            return ReviewSheet.State(self.sheet.state).label
        return self.State(self.state).label


class WechatBinding(models.Model):
    """By which app id and secret a WeChat official account is written to; the secret is encrypted and never shown."""

    id = KeyField()
    account = models.OneToOneField(NewMediaAccount, on_delete=models.PROTECT, related_name="binding")
    app_id = models.CharField(max_length=40)
    secret = EncryptedTextField()
    bound_by = models.CharField(max_length=80)
    bound_on = models.DateField()

    class Meta:
        db_table = "newmedia_wechat_binding"


class WechatDelivery(models.Model):
    """How far a released post is. What WeChat answered is kept step by step, so that a killed worker goes on and repeats nothing.

    ``submitted_at`` is written before WeChat is asked to publish: after a lost answer it is first looked whether it did.
    """

    class Step(models.TextChoices):
        NEW = "NEW", "上传封面"
        COVERED = "COVERED", "新建草稿"
        DRAFTED = "DRAFTED", "提交发布"
        SUBMITTED = "SUBMITTED", "等待发布完成"
        PUBLISHED = "PUBLISHED", "已发布"
        FAILED = "FAILED", "未成功"

    id = KeyField()
    draft = models.OneToOneField(PostDraft, on_delete=models.PROTECT, related_name="delivery")
    step = models.CharField(max_length=10, choices=Step, default=Step.NEW)
    cover_id = models.CharField(max_length=128, blank=True)
    media_id = models.CharField(max_length=128, blank=True)
    publish_id = models.CharField(max_length=128, blank=True)
    article_id = models.CharField(max_length=128, blank=True)
    submitted_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "newmedia_wechat_delivery"
        indexes = [models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="newmedia_wechat_due")]
