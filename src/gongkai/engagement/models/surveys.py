"""Questionnaires (调查问卷) and public appraisal (社会评议): questions, answers without a person, the published result.

An answer keeps no name, no address, no time. What keeps it to one answer a person are tokens: a used one is a digest in a table
of its own, which nothing ties to an answer.
"""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency
from gongkai.editions.models import Publication
from gongkai.measures.facts import Fact
from gongkai.numbering.keys import KeyField, public_id
from gongkai.privacy.fields import EncryptedTextField


def random_key() -> int:
    """A key that does not tell when its row was made."""
    return secrets.randbits(62)


class Survey(models.Model):
    class Kind(models.TextChoices):
        SURVEY = "SURVEY", "调查问卷"
        APPRAISAL = "APPRAISAL", "政府信息公开社会评议"

    class State(models.TextChoices):
        DRAFT = "DRAFT", "起草中"
        OPEN = "OPEN", "进行中"
        CLOSED = "CLOSED", "已结束"
        PUBLISHED = "PUBLISHED", "结果已公布"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="surveys")
    kind = models.CharField(max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField(help_text="评议年度")
    title = models.CharField(max_length=200)
    introduction = models.TextField()
    questions = models.JSONField(help_text="survey_questions.Question 的列表；开始后不再变动")
    drafted_by = models.CharField(max_length=80)
    opened_by = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    feedback = models.TextField(blank=True, help_text="对结果的反馈和整改措施，公开")
    feedback_by = models.CharField(max_length=80, blank=True)
    published_by = models.CharField(max_length=80, blank=True)
    publication = models.ForeignKey(Publication, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)

    class Meta:
        db_table = "engagement_survey"
        verbose_name = "调查问卷"
        constraints = [
            models.CheckConstraint(condition=~Q(opened_by=F("drafted_by")), name="engagement_survey_two_people"),
            models.CheckConstraint(
                condition=Q(published_by="") | ~Q(published_by=F("feedback_by")),
                name="engagement_survey_result_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT") | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="engagement_survey_open_has_period",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "ends_on"], name="engagement_survey_board")]

    def __str__(self) -> str:
        return self.title

    @property
    def public_key(self) -> str:
        return public_id(self.id)


class SurveyOpened(Fact):
    """Fact: a questionnaire was opened to the public."""

    id = KeyField()
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "engagement_survey_opened"
        constraints = [
            models.UniqueConstraint(
                fields=["survey"], condition=Q(superseded_at__isnull=True), name="engagement_one_current_survey"
            )
        ]
        indexes = [models.Index(fields=["agency", "happened_on", "recorded_at"], name="engagement_survey_counts")]


class SurveyResultPublished(Fact):
    """Fact: its result was published, with how many answers there were: an answer itself keeps no day."""

    id = KeyField()
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    answers = models.PositiveIntegerField()

    class Meta:
        db_table = "engagement_survey_result_published"
        constraints = [
            models.UniqueConstraint(
                fields=["survey"], condition=Q(superseded_at__isnull=True), name="engagement_one_current_result"
            )
        ]
        indexes = [models.Index(fields=["agency", "happened_on", "recorded_at"], name="engagement_result_counts")]


class SurveyAnswer(models.Model):
    """One filled-in questionnaire: chosen options by question, free words encrypted, the group a link was meant for."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    group = models.CharField(max_length=40, blank=True, help_text="公众为空；链接发给的群体，如人大代表")
    chosen = models.JSONField()
    words = EncryptedTextField()

    class Meta:
        db_table = "engagement_survey_answer"


class UsedToken(models.Model):
    """A token that has brought its answer. Only its digest, in no order: it leads to no answer and to nobody."""

    digest = models.CharField(max_length=40, primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "engagement_survey_used_token"
