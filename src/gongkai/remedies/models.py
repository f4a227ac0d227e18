"""A case before a reconsideration body or a court, its stages, and the facts table 4 counts.

A case is tied to a request and, where there is one, to the reply it attacks; to neither where it is about a duty to publish.
Days by which the agency must act are computed (``clocks``), never stored.
"""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency
from gongkai.measures.facts import Fact
from gongkai.numbering.keys import KeyField
from gongkai.privacy.fields import EncryptedTextField
from gongkai.requests.models import InformationRequest, Reply


class Block(models.TextChoices):
    """The three blocks of table 4."""

    RECONSIDERATION = "reconsideration", "行政复议"
    LITIGATION_DIRECT = "litigation_direct", "未经复议直接起诉"
    LITIGATION_AFTER = "litigation_after_reconsideration", "复议后起诉"


class Instance(models.TextChoices):
    """Who decided: the reconsideration body, or a court of first or second instance or on retrial."""

    RECONSIDERATION = "RECONSIDERATION", "行政复议"
    FIRST = "FIRST", "一审"
    SECOND = "SECOND", "二审"
    RETRIAL = "RETRIAL", "再审"


class StageKind(models.TextChoices):
    FILED = "FILED", "申请人提出"
    ACCEPTED = "ACCEPTED", "受理"
    COPY_RECEIVED = "COPY_RECEIVED", "收到申请书（起诉状）副本"
    ANSWERED = "ANSWERED", "提交答复（答辩）和证据"
    HEARING = "HEARING", "听证、开庭"
    DECIDED = "DECIDED", "作出决定（裁判）"
    DECISION_RECEIVED = "DECISION_RECEIVED", "收到决定书（裁判文书）"
    APPEALED = "APPEALED", "上诉"
    APPEAL_DECIDED = "APPEAL_DECIDED", "二审（再审）裁判"
    EFFECT_ORDERED = "EFFECT_ORDERED", "转入重新办理"


class RemedyCase(models.Model):
    class Effect(models.TextChoices):
        REMAKE = "REMAKE", "责令重新答复"
        DUTY_TO_ACT = "DUTY_TO_ACT", "责令履行职责"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="remedy_cases")
    block = models.CharField(max_length=40, choices=Block)
    request = models.ForeignKey(InformationRequest, null=True, on_delete=models.PROTECT, related_name="remedy_cases")
    reply = models.ForeignKey(Reply, null=True, on_delete=models.PROTECT, related_name="remedy_cases")
    after = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followed_by")
    body = models.CharField("复议机关、受理法院", max_length=80)
    case_number = models.CharField("案号", max_length=60, blank=True)
    subject = models.CharField("事项（不含个人信息）", max_length=120)
    claimant = EncryptedTextField("申请人、原告")
    claims = EncryptedTextField("请求")
    simplified = models.BooleanField("适用简易程序", default=False)
    warning = models.CharField(max_length=40, blank=True, help_text="code of a warning given at registration")
    effect = models.CharField(max_length=12, choices=Effect, blank=True)
    effect_until = models.DateField(null=True, help_text="day the decision sets for the new reply")
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=60)

    class Meta:
        db_table = "remedies_case"
        verbose_name = "复议诉讼案件"
        constraints = [
            models.CheckConstraint(condition=models.Q(block__in=Block.values), name="remedies_known_block"),
            models.CheckConstraint(
                condition=models.Q(reply__isnull=True) | models.Q(request__isnull=False),
                name="remedies_reply_has_request",
            ),
            models.CheckConstraint(
                condition=models.Q(after__isnull=True) | models.Q(block=Block.LITIGATION_AFTER),
                name="remedies_only_suits_follow",
            ),
            models.CheckConstraint(
                condition=models.Q(effect_until__isnull=True) | ~models.Q(effect=""), name="remedies_effect_named"
            ),
        ]
        indexes = [models.Index(fields=["agency", "-id"], name="remedies_newest")]

    def __str__(self) -> str:
        return self.case_number or f"{self.body} {self.subject}"


class CaseStage(models.Model):
    """What happened in a case on which day; added, never changed."""

    id = KeyField()
    case = models.ForeignKey(RemedyCase, on_delete=models.PROTECT, related_name="stages")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=StageKind)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    actor_id = models.CharField(max_length=60)

    class Meta:
        db_table = "remedies_stage"
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["case", "sequence"], name="remedies_stage_once")]


_HOLDS = models.Q(superseded_at__isnull=True)


class CaseFiled(Fact):
    """``happened_on`` is the day the applicant filed."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(RemedyCase, on_delete=models.PROTECT, related_name="filings")
    block = models.CharField(max_length=40)

    class Meta:
        db_table = "remedies_filed"
        constraints = [models.UniqueConstraint(fields=["case"], condition=_HOLDS, name="remedies_one_filing")]
        indexes = [models.Index(fields=["agency", "happened_on", "block"], name="remedies_filed_count")]


class CaseResult(Fact):
    """``happened_on`` is the day of the decision. A result on appeal supersedes the one below it."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(RemedyCase, on_delete=models.PROTECT, related_name="results")
    block = models.CharField(max_length=40)
    result = models.CharField(max_length=20, help_text="column of table 4: upheld, corrected, other_result")
    detail = models.CharField(max_length=30, help_text="code of law.remedy_results")
    instance = models.CharField(max_length=20, choices=Instance)

    class Meta:
        db_table = "remedies_result"
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=_HOLDS, name="remedies_one_result"),
            models.CheckConstraint(
                condition=models.Q(result__in=["upheld", "corrected", "other_result"]), name="remedies_known_result"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "happened_on", "block", "result"], name="remedies_result_count"),
            models.Index(fields=["case", "happened_on"], name="remedies_result_of_case"),
        ]
