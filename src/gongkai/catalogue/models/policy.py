"""Around a policy: how documents relate, which interpretation is planned, and the clean-up run (清理) over many documents."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency, Officer
from gongkai.catalogue.models.documents import NormativeDocument
from gongkai.catalogue.models.items import Item
from gongkai.numbering.keys import KeyField


class DocumentRelation(models.Model):
    """``item`` repeals, amends or implements ``other``; ``other_title`` where that one is not kept here (an upper law)."""

    class Kind(models.TextChoices):
        REPEALS = "REPEALS", "废止"
        AMENDS = "AMENDS", "修改"
        IMPLEMENTS = "IMPLEMENTS", "依据（落实）"

    id = KeyField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=10, choices=Kind)
    other = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="related_from")
    other_title = models.CharField(max_length=300, blank=True)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_document_relation"
        verbose_name = "文件关系"
        constraints = [
            models.UniqueConstraint(fields=["item", "kind", "other"], name="catalogue_related_once"),
            models.CheckConstraint(condition=~Q(item=F("other")), name="catalogue_not_related_to_itself"),
            models.CheckConstraint(
                condition=Q(other__isnull=False, other_title="") | Q(other__isnull=True) & ~Q(other_title=""),
                name="catalogue_relation_names_one",
            ),
        ]


class InterpretationPlan(models.Model):
    """解读方案, made with the draft (三同步): who interprets, in which forms; ``exempt_reason`` where none is made."""

    id = KeyField()
    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="interpretation_plan")
    forms = models.JSONField(default=list)
    interpreter = models.CharField(max_length=60, blank=True)
    points = models.CharField(max_length=500, blank=True)
    exempt_reason = models.CharField(max_length=300, blank=True)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_interpretation_plan"
        verbose_name = "解读方案"


class CleanUp(models.Model):
    """One run of 清理: a decision over many documents, whose list is published as an item of its own."""

    class State(models.TextChoices):
        OPEN = "OPEN", "清理中"
        CONCLUDED = "CONCLUDED", "已办结"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    basis = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    concluded_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField(null=True)
    effective_on = models.DateField(null=True)
    list_item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "catalogue_clean_up"
        verbose_name = "文件清理"
        constraints = [
            models.CheckConstraint(
                condition=Q(concluded_by__isnull=True) | ~Q(concluded_by=F("officer")),
                name="catalogue_clean_up_two_people",
            )
        ]


class CleanUpLine(models.Model):
    class Result(models.TextChoices):
        CONTINUE = "CONTINUE", "继续有效"
        REPEAL = "REPEAL", "废止"
        EXPIRED = "EXPIRED", "失效"
        AMEND = "AMEND", "修改"

    id = KeyField()
    clean_up = models.ForeignKey(CleanUp, on_delete=models.PROTECT, related_name="lines")
    document = models.ForeignKey(NormativeDocument, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=10, choices=Result, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "catalogue_clean_up_line"
        constraints = [models.UniqueConstraint(fields=["clean_up", "document"], name="catalogue_cleaned_up_once")]
