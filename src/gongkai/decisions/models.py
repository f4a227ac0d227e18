"""Import batches and the four ledgers. A ledger row is one *version* of a decision and is never changed.

A version is visible on a day when its batch was committed by the end of that day and no batch committed by then
supersedes it. ``superseded_by`` is written while the superseding batch is still staging: it has no meaning until that
batch is committed, so one row's flip makes a whole file visible. Identity: (agency, document number, counterparty index).
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency
from gongkai.clock import end_of_day
from gongkai.law.publicity import LABELS_ZH, Publicity
from gongkai.numbering.keys import KeyField
from gongkai.privacy.fields import EncryptedTextField


class Kind(models.TextChoices):
    PERMIT = "permit", "行政许可"
    PENALTY = "penalty", "行政处罚"
    COERCION = "coercion", "行政强制"
    CHARGE = "charge", "行政事业性收费"


class Counterparty(models.TextChoices):
    ORGANISATION = "organisation", "法人及非法人组织"
    PERSON = "person", "自然人"
    HOUSEHOLD = "household", "个体工商户"


class ImportBatch(models.Model):
    """One file (or one act on a single decision). ``committed_at`` is the recorded time of all its rows.

    ``first_key`` and ``last_key`` bound the keys of its rows, so that what a killed import left is found by primary key.
    """

    class State(models.TextChoices):
        STAGING = "STAGING", "导入中"
        COMMITTED = "COMMITTED", "已生效"
        FAILED = "FAILED", "未生效"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.STAGING)
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    partial = models.BooleanField(default=False)
    started_by = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=120, blank=True, help_text="host:process")
    heartbeat_at = models.DateTimeField()
    first_key = models.BigIntegerField(default=0)
    last_key = models.BigIntegerField(default=0)

    class Meta:
        db_table = "decisions_batch"
        verbose_name = "导入批次"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind"], condition=Q(state="STAGING"), name="decisions_batch_one_staging"
            ),
            models.CheckConstraint(
                condition=Q(state="COMMITTED", committed_at__isnull=False)
                | (~Q(state="COMMITTED") & Q(committed_at__isnull=True)),
                name="decisions_batch_committed_at",
            ),
        ]
        indexes = [models.Index(fields=["kind", "agency", "committed_at"], name="decisions_batch_visible")]


class VersionQuerySet(models.QuerySet["DecisionVersion"]):
    def known_at(self, day: date, agency_ids: tuple[int, ...] | None = None) -> Self:
        """Versions visible at the end of ``day``; ``agency_ids`` only narrows the batches looked at.

        One statement: a batch that flips meanwhile is either wholly seen or not at all.
        """
        committed = ImportBatch.objects.filter(kind=self.model.KIND, committed_at__lt=end_of_day(day))
        if agency_ids is not None:
            committed = committed.filter(agency_id__in=agency_ids)
        ids = committed.values("id")
        return self.filter(Q(superseded_by__isnull=True) | ~Q(superseded_by__in=ids), batch__in=ids)

    def happened(self, first: date, last: date) -> Self:
        return self.filter(happened_on__gte=first, happened_on__lte=last)


class DecisionVersion(models.Model):
    """What the four ledgers share (domain 7.2). Names and numbers of natural persons are encrypted.

    ``region_code`` and ``decision_year`` stand in every row so that a province can partition by them. Foreign keys carry
    no index of their own: rows are read by day, by number, by code and by key.
    """

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="+", db_index=False)
    superseded_by = models.ForeignKey(
        ImportBatch, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    first_batch = models.ForeignKey(
        ImportBatch,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text="该决定首次导入的批次；空：本批次即首次",
    )
    region_code = models.CharField(max_length=12)
    decision_year = models.PositiveSmallIntegerField()
    document_number = models.CharField(max_length=128)
    counterparty_index = models.PositiveSmallIntegerField(default=1)
    happened_on = models.DateField()
    row_digest = models.BinaryField(max_length=16)
    publicity = models.CharField(max_length=20, choices=[(code.value, LABELS_ZH[code]) for code in Publicity])

    counterparty_kind = models.CharField(max_length=12, choices=Counterparty)
    counterparty_name = models.CharField(max_length=200, blank=True, help_text="空：自然人，姓名另行加密")
    credit_code = models.CharField(max_length=18, blank=True)
    registration_number = models.CharField(max_length=50, blank=True)
    organisation_code = models.CharField(max_length=9, blank=True)
    tax_number = models.CharField(max_length=15, blank=True)
    institution_number = models.CharField(max_length=12, blank=True)
    social_organisation_number = models.CharField(max_length=50, blank=True)
    representative = EncryptedTextField()
    representative_id_type = models.CharField(max_length=20, blank=True)
    representative_id = EncryptedTextField()
    representative_id_index = models.CharField(max_length=40, blank=True)
    person_name = EncryptedTextField()
    person_name_index = models.CharField(max_length=40, blank=True)
    person_id_type = models.CharField(max_length=20, blank=True)
    person_id = EncryptedTextField()
    person_id_index = models.CharField(max_length=40, blank=True)

    organ_name = models.CharField(max_length=200)
    organ_code = models.CharField(max_length=18)
    source_name = models.CharField(max_length=200)
    source_code = models.CharField(max_length=18)
    note = models.TextField(blank=True)

    objects = VersionQuerySet.as_manager()

    KIND: ClassVar[Kind]

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["document_number", "agency", "counterparty_index"],
                condition=Q(superseded_by__isnull=True),
                name="%(class)s_one_current",
            ),
            models.CheckConstraint(
                condition=~Q(document_number="") & Q(counterparty_index__gte=1), name="%(class)s_identity"
            ),
            models.CheckConstraint(
                condition=~Q(counterparty_kind="person") | Q(counterparty_name=""), name="%(class)s_person_sealed"
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=F("batch")), name="%(class)s_other_batch"
            ),
        ]
        indexes = [
            # Yearly counts and drill-down pages are answered from this index alone.
            models.Index(fields=["agency", "happened_on", "id", "batch", "superseded_by"], name="%(class)s_day"),
            models.Index(fields=["superseded_by"], condition=Q(superseded_by__isnull=False), name="%(class)s_old"),
            # What citizens look up (public.py): each page is a walk along one of these, newest first, from the cursor on.
            models.Index(
                fields=["credit_code", "happened_on", "id"], condition=~Q(credit_code=""), name="%(class)s_code"
            ),
            models.Index(
                fields=["counterparty_name", "happened_on", "id"],
                condition=~Q(counterparty_name=""),
                name="%(class)s_name",
            ),
            models.Index(
                fields=["happened_on", "id", "batch", "superseded_by"],
                condition=Q(publicity=Publicity.PUBLISH.value),
                name="%(class)s_public",
            ),
            models.Index(
                fields=["agency", "happened_on", "id", "batch", "superseded_by"],
                condition=Q(publicity=Publicity.PUBLISH.value),
                name="%(class)s_organ",
            ),
            models.Index(fields=["person_id_index"], condition=~Q(person_id_index=""), name="%(class)s_person"),
        ]

    @property
    def is_person(self) -> bool:
        return self.counterparty_kind == Counterparty.PERSON


class PermitRecord(DecisionVersion):
    KIND = Kind.PERMIT
    document_title = models.CharField(max_length=64)
    permit_kind = models.CharField(max_length=40)
    certificate_name = models.CharField(max_length=64, blank=True)
    certificate_number = models.CharField(max_length=64, blank=True)
    content = models.TextField()
    valid_from = models.DateField()
    valid_until = models.DateField()
    status = models.CharField(max_length=1)

    class Meta(DecisionVersion.Meta):
        db_table = "decisions_permit"
        verbose_name = "行政许可"


class PenaltyRecord(DecisionVersion):
    KIND = Kind.PENALTY
    offence_kind = models.TextField()
    facts = models.TextField()
    basis = models.TextField()
    penalty_kinds = models.CharField(max_length=200)
    procedure = models.CharField(max_length=10, blank=True)
    content = models.TextField()
    fine_fen = models.BigIntegerField(null=True)
    confiscated_fen = models.BigIntegerField(null=True)
    licence = models.CharField(max_length=200, blank=True)
    valid_until = models.DateField()
    publicity_end = models.DateField(null=True)

    class Meta(DecisionVersion.Meta):
        db_table = "decisions_penalty"
        verbose_name = "行政处罚"


class CoercionRecord(DecisionVersion):
    KIND = Kind.COERCION
    coercion_type = models.CharField(max_length=10)
    coercion_kind = models.CharField(max_length=30)
    object_text = models.TextField()
    reason = models.TextField(blank=True)
    basis = models.TextField()
    valid_until = models.DateField(null=True)
    status = models.CharField(max_length=10)

    class Meta(DecisionVersion.Meta):
        db_table = "decisions_coercion"
        verbose_name = "行政强制"


class AdministrativeCharge(DecisionVersion):
    """``amount_fen`` is negative for a refund, which is a fact of its own on its own day."""

    KIND = Kind.CHARGE
    item = models.CharField(max_length=100)
    item_code = models.CharField(max_length=40, blank=True)
    basis = models.TextField()
    standard = models.TextField()
    direction = models.CharField(max_length=4)
    refund_of = models.CharField(max_length=128, blank=True)
    amount_fen = models.BigIntegerField()

    class Meta(DecisionVersion.Meta):
        db_table = "decisions_charge"
        verbose_name = "行政事业性收费"
        constraints = [
            *DecisionVersion.Meta.constraints,
            models.CheckConstraint(
                condition=Q(direction="收费", amount_fen__gt=0, refund_of="")
                | (Q(direction="退费", amount_fen__lt=0) & ~Q(refund_of="")),
                name="%(class)s_sign",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "happened_on", "id", "batch", "superseded_by", "amount_fen"], name="%(class)s_day"
            ),
            *DecisionVersion.Meta.indexes[1:],
            models.Index(fields=["refund_of"], condition=~Q(refund_of=""), name="%(class)s_refund"),
        ]


class Revocation(models.Model):
    """A decision lawfully changed, revoked or held unlawful. The decision still counts in the year it was made (domain 4.3).

    It belongs to the identity, not to a version: a later corrected import does not lose it. Never changed.
    """

    class Ground(models.TextChoices):
        CHANGED = "CHANGED", "依法变更"
        REVOKED = "REVOKED", "依法撤销"
        UNLAWFUL = "UNLAWFUL", "确认违法"
        VOID = "VOID", "确认无效"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    document_number = models.CharField(max_length=128)
    counterparty_index = models.PositiveSmallIntegerField(default=1)
    ground = models.CharField(max_length=10, choices=Ground)
    reason = models.TextField()
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    revoked_by = models.CharField(max_length=80)

    class Meta:
        db_table = "decisions_revocation"
        verbose_name = "处罚、许可等决定的撤销"
        constraints = [
            models.UniqueConstraint(
                fields=["document_number", "agency", "kind", "counterparty_index"], name="decisions_revocation_once"
            )
        ]
        indexes = [models.Index(fields=["agency", "happened_on"], name="decisions_revocation_day")]
