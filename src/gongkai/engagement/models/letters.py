"""Letters (领导信箱, 市政府在线, 留言), their answers and steps, and the two facts the report counts (domain 5.1)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency
from gongkai.editions.models import Publication
from gongkai.engagement.letter_states import LetterState
from gongkai.files.models import StoredFile
from gongkai.measures.facts import Fact
from gongkai.numbering.keys import KeyField, public_id
from gongkai.privacy.fields import EncryptedTextField


class Letter(models.Model):
    """A letter as its writer sent it. Who wrote what is encrypted; a due day is computed, never stored."""

    class Channel(models.TextChoices):
        LEADER_MAILBOX = "LEADER_MAILBOX", "领导信箱"
        CITY_GOV_ONLINE = "CITY_GOV_ONLINE", "市政府在线"
        MESSAGE = "MESSAGE", "留言"

    class Kind(models.TextChoices):
        ADVICE = "ADVICE", "咨询"
        HELP = "HELP", "求助"
        COMPLAINT = "COMPLAINT", "投诉"
        REPORT = "REPORT", "举报"
        SUGGESTION = "SUGGESTION", "建议"

    class Complexity(models.TextChoices):
        """Which answering limit of ``law/limits`` applies."""

        SIMPLE = "SIMPLE", "简单常见问题"
        NORMAL = "NORMAL", "一般来信"
        ERROR_REPORT = "ERROR_REPORT", "网站找错"

    class Publicity(models.TextChoices):
        UNDECIDED = "UNDECIDED", "待定"
        PUBLISHED = "PUBLISHED", "公开"
        PRIVATE = "PRIVATE", "不公开"

    class Rating(models.TextChoices):
        SATISFIED = "SATISFIED", "满意"
        MOSTLY_SATISFIED = "MOSTLY_SATISFIED", "基本满意"
        DISSATISFIED = "DISSATISFIED", "不满意"

    class Rejection(models.TextChoices):
        """Why a letter is not taken up. Petitions and requests are pointed to their own channel, never converted."""

        REPEATED = "REPEATED", "重复来信"
        ABUSIVE = "ABUSIVE", "含有侮辱、诽谤等内容"
        OUT_OF_SCOPE = "OUT_OF_SCOPE", "不属于本机关职责范围"
        UNCLEAR = "UNCLEAR", "诉求不明且无法联系"
        PETITION = "PETITION", "属于信访事项，请通过信访渠道提出"
        INFORMATION_REQUEST = "INFORMATION_REQUEST", "属于政府信息公开申请，请通过依申请公开渠道提出"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="letters")
    unit = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="assigned_letters")
    number = models.CharField(max_length=40)
    channel = models.CharField(max_length=20, choices=Channel)
    kind = models.CharField(max_length=12, choices=Kind)
    complexity = models.CharField(max_length=14, choices=Complexity, default=Complexity.NORMAL)
    source = models.CharField(max_length=40, blank=True, help_text="来源系统；本系统收件为空")
    source_number = models.CharField(max_length=80, blank=True)
    writer_name = EncryptedTextField()
    writer_name_index = models.CharField(max_length=40)
    writer_phone = EncryptedTextField()
    writer_phone_index = models.CharField(max_length=40)
    title = EncryptedTextField()
    text = EncryptedTextField()
    wishes_public = models.BooleanField()
    submission = models.CharField(max_length=40, blank=True, help_text="表单标识的摘要：同一张表单只收一次")
    query_digest = models.CharField(max_length=40)
    state = models.CharField(max_length=16, choices=LetterState, default=LetterState.SUBMITTED)
    rejection = models.CharField(max_length=24, choices=Rejection, blank=True)
    publicity = models.CharField(max_length=12, choices=Publicity, default=Publicity.UNDECIDED)
    publication = models.ForeignKey(Publication, null=True, on_delete=models.PROTECT, related_name="+")
    rating = models.CharField(max_length=20, choices=Rating, blank=True)
    submitted_on = models.DateField()
    extended_on = models.DateField(null=True)
    answered_on = models.DateField(null=True, help_text="答复经审核通过之日")
    closed_on = models.DateField(null=True)

    class Meta:
        db_table = "engagement_letter"
        verbose_name = "来信"
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="engagement_letter_number"),
            models.UniqueConstraint(
                fields=["agency", "source", "source_number"],
                condition=~Q(source_number=""),
                name="engagement_letter_counted_once",
            ),
            models.UniqueConstraint(
                fields=["submission"], condition=~Q(submission=""), name="engagement_letter_form_taken_once"
            ),
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="engagement_letter_known_state"),
            models.CheckConstraint(
                condition=~Q(publicity="PUBLISHED") | Q(wishes_public=True), name="engagement_letter_wish_kept"
            ),
            models.CheckConstraint(
                condition=(Q(state=LetterState.REJECTED) & ~Q(rejection=""))
                | (~Q(state=LetterState.REJECTED) & Q(rejection="")),
                name="engagement_letter_rejection_told",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("submitted_on")),
                name="engagement_letter_days_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "submitted_on"], name="engagement_letter_board"),
            models.Index(fields=["unit", "state", "submitted_on"], name="engagement_letter_unit_board"),
            models.Index(fields=["writer_phone_index"], name="engagement_letter_writer"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def public_key(self) -> str:
        return public_id(self.id)


class LetterAnswer(models.Model):
    """One version of an answer. Who drafted it never reviews it; a returned version stays and the next one follows."""

    class Verdict(models.TextChoices):
        WAITING = "WAITING", "待审核"
        PASSED = "PASSED", "审核通过"
        RETURNED = "RETURNED", "退回修改"

    id = KeyField()
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="answers")
    version = models.PositiveSmallIntegerField()
    text = EncryptedTextField()
    drafted_by = models.CharField(max_length=80)
    drafted_by_name = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.WAITING)
    reviewed_by = models.CharField(max_length=80, blank=True)
    reviewed_by_name = models.CharField(max_length=80, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    review_note = EncryptedTextField()

    class Meta:
        db_table = "engagement_letter_answer"
        constraints = [
            models.UniqueConstraint(fields=["letter", "version"], name="engagement_answer_version"),
            models.CheckConstraint(condition=~Q(reviewed_by=F("drafted_by")), name="engagement_answer_two_people"),
            models.CheckConstraint(
                condition=Q(verdict="WAITING", reviewed_by="") | (~Q(verdict="WAITING") & ~Q(reviewed_by="")),
                name="engagement_answer_reviewer_named",
            ),
        ]


class LetterFile(models.Model):
    """A file that came with a letter, or goes with one version of its answer. The bytes are encrypted, and so is the name: it may tell who wrote.

    ``personal``: kinds of personal data found in it and how often, never the data; ``unread``: it could not be looked through.
    """

    id = KeyField()
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="files")
    answer = models.ForeignKey(LetterAnswer, null=True, on_delete=models.PROTECT, related_name="files")
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = EncryptedTextField()
    size = models.PositiveBigIntegerField()
    personal = models.JSONField(default=dict)
    unread = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "engagement_letter_file"
        verbose_name = "来信附件"
        indexes = [models.Index(fields=["letter", "id"], name="engagement_letter_files")]


class LetterAssistance(models.Model):
    """Another unit is asked to help (协办); its opinion goes to the handling unit, the answer stays that unit's."""

    id = KeyField()
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="assistances")
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="letter_assistances")
    asked_by_name = models.CharField(max_length=80)
    asked_on = models.DateField()
    question = EncryptedTextField()
    opinion = EncryptedTextField()
    answered_by_name = models.CharField(max_length=80, blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        db_table = "engagement_letter_assistance"
        constraints = [models.UniqueConstraint(fields=["letter", "unit"], name="engagement_assisting_unit_once")]
        indexes = [models.Index(fields=["unit", "answered_on"], name="engagement_assistance_board")]


class LetterStep(models.Model):
    """What was done with a letter, by whom, when: its history, written with each change of state."""

    id = KeyField()
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=16, choices=LetterState)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    actor_id = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=80)
    unit = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    note = EncryptedTextField()

    class Meta:
        db_table = "engagement_letter_step"
        indexes = [models.Index(fields=["letter", "id"], name="engagement_letter_history")]


class LetterReceived(Fact):
    """Fact: a letter came in. ``agency`` is the organ whose mailbox it reached."""

    id = KeyField()
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20, choices=Letter.Channel)

    class Meta:
        db_table = "engagement_letter_received"
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=Q(superseded_at__isnull=True), name="engagement_one_current_receipt"
            )
        ]
        indexes = [
            models.Index(
                fields=["agency", "happened_on", "channel", "recorded_at", "superseded_at"],
                name="engagement_received_counts",
            )
        ]


class LetterClosed(Fact):
    """Fact: a letter was closed, with the day it was received, so that "of these, closed" needs no join."""

    class Manner(models.TextChoices):
        ANSWERED = "ANSWERED", "答复办结"
        REJECTED = "REJECTED", "不予受理并告知"

    id = KeyField()
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20, choices=Letter.Channel)
    manner = models.CharField(max_length=10, choices=Manner)
    received_on = models.DateField()

    class Meta:
        db_table = "engagement_letter_closed"
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=Q(superseded_at__isnull=True), name="engagement_one_current_closing"
            ),
            models.CheckConstraint(
                condition=Q(happened_on__gte=F("received_on")), name="engagement_closed_after_received"
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "received_on", "happened_on", "channel", "recorded_at", "superseded_at"],
                name="engagement_closed_counts",
            )
        ]
