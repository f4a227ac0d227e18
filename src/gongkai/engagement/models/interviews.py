"""Online interviews (在线访谈): guests, questions, answers, transcript, and the facts the report counts (domain 5.3)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency
from gongkai.editions.models import Publication
from gongkai.measures.facts import Fact
from gongkai.numbering.keys import KeyField, public_id
from gongkai.privacy.fields import EncryptedTextField


class OnlineInterview(models.Model):
    class State(models.TextChoices):
        DRAFT = "DRAFT", "筹备中"
        ANNOUNCED = "ANNOUNCED", "已预告"
        HELD = "HELD", "已举办"
        CANCELLED = "CANCELLED", "已取消"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="interviews")
    topic = models.CharField(max_length=200)
    announcement = models.TextField()
    host = models.CharField(max_length=80, blank=True, help_text="主持人")
    planned_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=80)
    announced_by = models.CharField(max_length=80, blank=True)
    recording_url = models.URLField(max_length=300, blank=True)
    transcript = models.TextField(blank=True)
    transcript_by = models.CharField(max_length=80, blank=True)
    held_on = models.DateField(null=True)
    closed_by = models.CharField(max_length=80, blank=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)
    publication = models.ForeignKey(Publication, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)

    class Meta:
        db_table = "engagement_interview"
        verbose_name = "在线访谈"
        constraints = [
            models.CheckConstraint(condition=~Q(announced_by=F("drafted_by")), name="engagement_interview_two_people"),
            models.CheckConstraint(
                condition=Q(closed_by="") | ~Q(closed_by=F("transcript_by")), name="engagement_transcript_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(state="HELD") | (Q(held_on__isnull=False) & ~Q(transcript="")),
                name="engagement_held_has_transcript",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "planned_at"], name="engagement_interview_board"),
            models.Index(fields=["state", "-planned_at", "-id"], name="engagement_interview_coming"),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def public_key(self) -> str:
        return public_id(self.id)


class InterviewGuest(models.Model):
    """A guest appears publicly in office: name and post are announced."""

    id = KeyField()
    interview = models.ForeignKey(OnlineInterview, on_delete=models.PROTECT, related_name="guests")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    post = models.CharField(max_length=120)

    class Meta:
        db_table = "engagement_interview_guest"
        constraints = [models.UniqueConstraint(fields=["interview", "place"], name="engagement_guest_place")]


class InterviewQuestion(models.Model):
    """A question of a citizen, beforehand or live; hidden ones are kept but not shown."""

    class Moment(models.TextChoices):
        BEFOREHAND = "BEFOREHAND", "访谈前征集"
        LIVE = "LIVE", "访谈中提问"

    id = KeyField()
    interview = models.ForeignKey(OnlineInterview, on_delete=models.PROTECT, related_name="questions")
    moment = models.CharField(max_length=10, choices=Moment)
    nickname = EncryptedTextField()
    text = EncryptedTextField()
    asked_on = models.DateField()
    hidden_reason = models.CharField(max_length=200, blank=True)
    shown_by = models.CharField(max_length=80, blank=True, help_text="审看后展示的人；空为尚未审看")
    submission = models.CharField(max_length=40, blank=True, help_text="表单标识的摘要：同一张表单只收一次")

    class Meta:
        db_table = "engagement_interview_question"
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=~Q(submission=""), name="engagement_question_form_taken_once"
            )
        ]
        indexes = [models.Index(fields=["interview", "id"], name="engagement_question_list")]


class InterviewAnswer(models.Model):
    id = KeyField()
    question = models.OneToOneField(InterviewQuestion, on_delete=models.PROTECT, related_name="answer")
    guest = models.ForeignKey(InterviewGuest, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()
    answered_on = models.DateField()
    entered_by = models.CharField(max_length=80)

    class Meta:
        db_table = "engagement_interview_answer"


class InterviewHeld(Fact):
    """Fact: an interview took place."""

    id = KeyField()
    interview = models.ForeignKey(OnlineInterview, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "engagement_interview_held"
        constraints = [
            models.UniqueConstraint(
                fields=["interview"], condition=Q(superseded_at__isnull=True), name="engagement_one_current_interview"
            )
        ]
        indexes = [models.Index(fields=["agency", "happened_on", "recorded_at"], name="engagement_held_counts")]


class QuestionAsked(Fact):
    id = KeyField()
    question = models.ForeignKey(InterviewQuestion, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "engagement_question_asked"
        constraints = [
            models.UniqueConstraint(
                fields=["question"], condition=Q(superseded_at__isnull=True), name="engagement_one_current_question"
            )
        ]
        indexes = [models.Index(fields=["agency", "happened_on", "recorded_at"], name="engagement_asked_counts")]


class QuestionAnswered(Fact):
    id = KeyField()
    question = models.ForeignKey(InterviewQuestion, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "engagement_question_answered"
        constraints = [
            models.UniqueConstraint(
                fields=["question"], condition=Q(superseded_at__isnull=True), name="engagement_one_current_answer"
            )
        ]
        indexes = [models.Index(fields=["agency", "happened_on", "recorded_at"], name="engagement_answered_counts")]
