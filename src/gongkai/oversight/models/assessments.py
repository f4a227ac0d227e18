"""Yearly assessment (考核): indicators with points, a score of each unit with its formula and raw numbers, objections."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency
from gongkai.numbering.keys import KeyField


class Assessment(models.Model):
    """Plan -> self-assessment -> review by two people -> published draft -> objections -> final."""

    class State(models.TextChoices):
        PLAN = "PLAN", "方案拟定"
        SELF = "SELF", "单位自评"
        REVIEW = "REVIEW", "评审"
        PUBLISHED = "PUBLISHED", "结果公示"
        FINAL = "FINAL", "结果确定"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="assessments")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.PLAN)
    set_up_by = models.CharField(max_length=80)
    computed_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    objections_until = models.DateField(null=True)
    final_on = models.DateField(null=True)
    final_by = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "oversight_assessment"
        verbose_name = "考核"
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="oversight_one_assessment_a_year")]

    def __str__(self) -> str:
        return self.title


class Indicator(models.Model):
    """``formula`` names how it is computed (``oversight.indicators``); empty: judged by people. ``points`` below zero are never given."""

    id = KeyField()
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="indicators")
    place = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    points = models.DecimalField(max_digits=5, decimal_places=1)
    formula = models.CharField(max_length=40, blank=True)
    is_adjustment = models.BooleanField(default=False, help_text="加减分项，-points 到 +points")

    class Meta:
        db_table = "oversight_indicator"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "place"], name="oversight_indicator_place"),
            models.CheckConstraint(condition=Q(points__gt=0), name="oversight_indicator_points"),
        ]


class Score(models.Model):
    """A unit's score on an indicator. ``raw``: the numbers the formula gave. The first reviewer scores, the second agrees."""

    id = KeyField()
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="scores")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="scores")
    raw = models.JSONField(default=dict)
    computed = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    self_score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    self_note = models.CharField(max_length=500, blank=True)
    evidence = models.JSONField(default=list)
    self_by = models.CharField(max_length=80, blank=True)
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    reason = models.CharField(max_length=500, blank=True)
    reviewed_by = models.CharField(max_length=80, blank=True)
    agreed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "oversight_score"
        constraints = [
            models.UniqueConstraint(fields=["indicator", "agency"], name="oversight_one_score"),
            models.CheckConstraint(
                condition=Q(agreed_by="") | ~Q(agreed_by=F("reviewed_by")), name="oversight_two_reviewers"
            ),
        ]
        indexes = [models.Index(fields=["agency"], name="oversight_scores_of_unit")]


class Objection(models.Model):
    """A unit's objection within the period of the published draft, and what was decided; the deciding person scored nothing of it."""

    id = KeyField()
    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="objections")
    text = models.CharField(max_length=500)
    raised_on = models.DateField()
    raised_by = models.CharField(max_length=80)
    answer = models.CharField(max_length=500, blank=True)
    changed_to = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "oversight_objection"
        constraints = [
            models.UniqueConstraint(
                fields=["score"], condition=Q(decided_on__isnull=True), name="oversight_one_open_objection"
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("raised_by")), name="oversight_objection_two_people"),
        ]
