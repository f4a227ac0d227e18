"""A sheet is one round of review over one content; its steps are kept as they were written, by the database itself."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency, Officer
from gongkai.files.models import StoredFile
from gongkai.numbering.keys import KeyField
from gongkai.review.paths import STAGES


class ReviewSheet(models.Model):
    """信息发布审查表. ``content_digest`` names the content that is reviewed; another content needs another sheet.

    ``authors`` are the ids of everybody who wrote that content, ``reviewers`` of those who concluded its stages, in their order (read from
    here to refuse early; the steps are the proof). ``next_stage`` is empty once the sheet is closed. ``used_at``: since when a number or a
    publication rests on the approval, which can then not be taken back.
    """

    class State(models.TextChoices):
        OPEN = "OPEN", "审核中"
        APPROVED = "APPROVED", "审核通过"
        RETURNED = "RETURNED", "退回修改"
        RECALLED = "RECALLED", "拟稿人撤回"

    id = KeyField()
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    round = models.PositiveIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="review_sheets")
    title = models.CharField(max_length=300)
    path = models.CharField(max_length=20)
    stages = models.JSONField()
    content_digest = models.CharField(max_length=64)
    authors = models.JSONField()
    reviewers = models.JSONField(default=list)
    for_publication = models.BooleanField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    next_stage = models.CharField(max_length=10, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    closing_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "review_sheet"
        verbose_name = "信息发布审查表"
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "round"], name="review_one_sheet_per_round"),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"],
                condition=models.Q(state="OPEN"),
                name="review_one_open_sheet",
            ),
            models.CheckConstraint(
                condition=models.Q(state="OPEN", closed_at__isnull=True) & ~models.Q(next_stage="")
                | ~models.Q(state="OPEN") & models.Q(closed_at__isnull=False, next_stage=""),
                name="review_sheet_open_or_closed",
            ),
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True) | models.Q(state="APPROVED"), name="review_used_when_approved"
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "next_stage", "opened_at"], name="review_waiting")]


class ReviewStep(models.Model):
    """One stage as one person concluded it. The two unique constraints are the rule: one person, one stage."""

    class Conclusion(models.TextChoices):
        PASSED = "PASSED", "审核通过"
        RETURNED = "RETURNED", "退回修改"

    class Secrecy(models.TextChoices):
        MAY_BE_PUBLIC = "MAY_BE_PUBLIC", "不涉及国家秘密、工作秘密和敏感信息，可以公开"
        NOT_PUBLIC = "NOT_PUBLIC", "不得公开"

    id = KeyField()
    sheet = models.ForeignKey(ReviewSheet, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=10, choices=[(stage.key, stage.label_zh) for stage in STAGES.values()])
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="review_steps")
    officer_name = models.CharField(max_length=60)
    conclusion = models.CharField(max_length=10, choices=Conclusion)
    secrecy = models.CharField(max_length=20, choices=Secrecy, blank=True)
    basis = models.CharField(max_length=200, blank=True, help_text="保密审查依据")
    opinion = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "review_step"
        verbose_name = "审核意见"
        constraints = [
            models.UniqueConstraint(fields=["sheet", "stage"], name="review_one_step_per_stage"),
            models.UniqueConstraint(fields=["sheet", "officer"], name="review_nobody_passes_two_stages"),
            models.CheckConstraint(
                condition=~models.Q(stage="SECRECY", conclusion="PASSED") | ~models.Q(secrecy="") & ~models.Q(basis=""),
                name="review_secrecy_concludes",
            ),
            models.CheckConstraint(
                condition=models.Q(conclusion="PASSED") | ~models.Q(opinion=""), name="review_return_has_a_reason"
            ),
        ]


class ReviewMark(models.Model):
    """A proof-reading mark (校对): the words as they stand, what should stand there, and why. The author settles it with the next text."""

    class Kind(models.TextChoices):
        WRONG_CHARACTER = "WRONG_CHARACTER", "错别字"
        WORDING = "WORDING", "表述"
        FACT = "FACT", "事实、数据"
        FORMAT = "FORMAT", "格式"

    id = KeyField()
    sheet = models.ForeignKey(ReviewSheet, on_delete=models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=20, choices=Kind)
    quote = models.CharField(max_length=200)
    suggestion = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    officer_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        db_table = "review_mark"
        verbose_name = "校对意见"


class OfflineSignature(models.Model):
    """线下审签: a leader signed the printed sheet; its scan, who recorded it, and the second officer who attests that it is so.

    ``step`` is the stage it became when it was attested: it counts as that leader's.
    """

    class State(models.TextChoices):
        RECORDED = "RECORDED", "待核实"
        ATTESTED = "ATTESTED", "已核实"
        REJECTED = "REJECTED", "核实不符"

    id = KeyField()
    sheet = models.ForeignKey(ReviewSheet, on_delete=models.PROTECT, related_name="signatures")
    stage = models.CharField(max_length=10, choices=[(stage.key, stage.label_zh) for stage in STAGES.values()])
    leader = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    leader_name = models.CharField(max_length=60)
    opinion = models.CharField(max_length=1000)
    signed_on = models.DateField()
    scan = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.RECORDED)
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_by_name = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    attested_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    attested_by_name = models.CharField(max_length=60, blank=True)
    attested_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)
    step = models.OneToOneField(ReviewStep, null=True, on_delete=models.PROTECT, related_name="signature")

    class Meta:
        db_table = "review_offline_signature"
        verbose_name = "线下审签"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(attested_by__isnull=True)
                | ~models.Q(attested_by=models.F("recorded_by")) & ~models.Q(attested_by=models.F("leader")),
                name="review_attested_by_a_second_officer",
            ),
            models.UniqueConstraint(
                fields=["sheet"], condition=models.Q(state="RECORDED"), name="review_one_signature_waits"
            ),
        ]
