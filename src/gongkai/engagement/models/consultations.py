"""Consultations (意见征集), opinions, adoption feedback (采纳情况反馈), and the facts the report counts (domain 5.2)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency
from gongkai.editions.models import Publication
from gongkai.measures.facts import Fact
from gongkai.numbering.keys import KeyField, public_id
from gongkai.privacy.fields import EncryptedTextField


class PublicConsultation(models.Model):
    """A draft on which everybody is asked. Who drafted it never opens it."""

    class Kind(models.TextChoices):
        """What is consulted on decides the shortest period (``consultation_periods``)."""

        MAJOR_DECISION = "MAJOR_DECISION", "重大行政决策"
        RULE = "RULE", "规章"
        MARKET = "MARKET", "涉及市场主体的规章、行政规范性文件"
        NORMATIVE = "NORMATIVE", "其他行政规范性文件"
        OTHER = "OTHER", "其他"

    class State(models.TextChoices):
        DRAFT = "DRAFT", "起草中"
        OPEN = "OPEN", "征集中"
        CLOSED = "CLOSED", "已结束"
        FEEDBACK_PUBLISHED = "FEEDBACK_PUBLISHED", "已反馈"
        CANCELLED = "CANCELLED", "已取消"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="consultations")
    kind = models.CharField(max_length=16, choices=Kind)
    title = models.CharField(max_length=200)
    draft_text = models.TextField()
    explanation = models.TextField(help_text="起草说明")
    ways = models.JSONField(default=dict, help_text="反馈方式：网上、信函、电子邮件、电话")
    contact = models.CharField(max_length=200)
    drafted_by = models.CharField(max_length=80)
    opened_by = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    shorter_reason = models.CharField(max_length=300, blank=True)
    closed_on = models.DateField(null=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)
    publication = models.ForeignKey(Publication, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)

    class Meta:
        db_table = "engagement_consultation"
        verbose_name = "意见征集"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="engagement_consultation_period",
            ),
            models.CheckConstraint(condition=~Q(opened_by=F("drafted_by")), name="engagement_consultation_two_people"),
            models.CheckConstraint(
                condition=Q(state__in=["DRAFT", "CANCELLED"]) | Q(starts_on__isnull=False, ends_on__isnull=False),
                name="engagement_consultation_open_has_period",
            ),
            models.CheckConstraint(
                condition=~Q(state="CANCELLED") | ~Q(cancelled_reason=""), name="engagement_cancelled_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "ends_on"], name="engagement_consultation_board"),
            models.Index(fields=["-starts_on", "-id"], name="engagement_consultation_list"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def public_key(self) -> str:
        return public_id(self.id)


class Opinion(models.Model):
    """One opinion, on the whole draft or on a paragraph of it; who gave it is encrypted."""

    class Way(models.TextChoices):
        FORM = "FORM", "网上"
        MAIL = "MAIL", "信函"
        EMAIL = "EMAIL", "电子邮件"
        PHONE = "PHONE", "电话"

    id = KeyField()
    consultation = models.ForeignKey(PublicConsultation, on_delete=models.PROTECT, related_name="opinions")
    way = models.CharField(max_length=6, choices=Way)
    paragraph = models.CharField(max_length=60, blank=True, help_text="针对的条款；空为全文")
    text = EncryptedTextField()
    name = EncryptedTextField()
    contact = EncryptedTextField()
    contact_index = models.CharField(max_length=40, blank=True)
    received_on = models.DateField()
    entered_by = models.CharField(max_length=80)
    submission = models.CharField(max_length=40, blank=True, help_text="表单标识的摘要：同一张表单只收一次")

    class Meta:
        db_table = "engagement_opinion"
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=~Q(submission=""), name="engagement_opinion_form_taken_once"
            )
        ]
        indexes = [models.Index(fields=["consultation", "id"], name="engagement_opinion_list")]


class AdoptionFeedback(models.Model):
    """What became of the opinions: a summary and, point by point, adopted or not and why."""

    id = KeyField()
    consultation = models.OneToOneField(PublicConsultation, on_delete=models.PROTECT, related_name="feedback")
    summary = models.TextField()
    drafted_by = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    published_by = models.CharField(max_length=80, blank=True)
    published_on = models.DateField(null=True)
    publication = models.ForeignKey(Publication, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "engagement_adoption_feedback"
        constraints = [
            models.CheckConstraint(condition=~Q(published_by=F("drafted_by")), name="engagement_feedback_two_people")
        ]


class FeedbackPoint(models.Model):
    class Adoption(models.TextChoices):
        ADOPTED = "ADOPTED", "采纳"
        PARTLY = "PARTLY", "部分采纳"
        NOT_ADOPTED = "NOT_ADOPTED", "未采纳"

    id = KeyField()
    feedback = models.ForeignKey(AdoptionFeedback, on_delete=models.PROTECT, related_name="points")
    place = models.PositiveSmallIntegerField()
    opinion = models.TextField(help_text="意见概述，不含个人信息")
    adoption = models.CharField(max_length=12, choices=Adoption)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "engagement_feedback_point"
        constraints = [
            models.UniqueConstraint(fields=["feedback", "place"], name="engagement_feedback_place"),
            models.CheckConstraint(
                condition=Q(adoption="ADOPTED") | ~Q(reason=""), name="engagement_not_adopted_says_why"
            ),
        ]


class ConsultationOpened(Fact):
    """Fact: a consultation was opened. A later cancellation does not undo that the public was asked."""

    id = KeyField()
    consultation = models.ForeignKey(PublicConsultation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "engagement_consultation_opened"
        constraints = [
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(superseded_at__isnull=True), name="engagement_one_current_opening"
            )
        ]
        indexes = [
            models.Index(fields=["agency", "happened_on", "recorded_at"], name="engagement_opened_counts"),
        ]


class OpinionReceived(Fact):
    """Fact: an opinion came in on ``happened_on`` (mail and telephone may be entered later)."""

    id = KeyField()
    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="+")
    consultation = models.ForeignKey(PublicConsultation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "engagement_opinion_received"
        constraints = [
            models.UniqueConstraint(
                fields=["opinion"], condition=Q(superseded_at__isnull=True), name="engagement_one_current_opinion"
            )
        ]
        indexes = [models.Index(fields=["agency", "happened_on", "recorded_at"], name="engagement_opinion_counts")]


class FeedbackPublished(Fact):
    """Fact: the result of a consultation was published."""

    id = KeyField()
    consultation = models.ForeignKey(PublicConsultation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "engagement_feedback_published"
        constraints = [
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(superseded_at__isnull=True), name="engagement_one_current_feedback"
            )
        ]
        indexes = [models.Index(fields=["agency", "happened_on", "recorded_at"], name="engagement_feedback_counts")]
