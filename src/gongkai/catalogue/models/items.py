"""An item of the catalogue from draft to publication, its attachments, corrections and withdrawals.

An item's state says where it stands with us; what the public sees is its ``editions.Publication``. Whether it is approved
is read from its review sheet, never copied here.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency, Officer
from gongkai.catalogue.kinds import KINDS, ItemKind
from gongkai.catalogue.models.columns import Column
from gongkai.editions.models import Publication
from gongkai.files.models import StoredFile
from gongkai.numbering.keys import KeyField
from gongkai.review.models import ReviewSheet

SUBJECT_KIND = "catalogue.item"
CORRECTION_KIND = "catalogue.correction"
AFTERWARDS_KIND = "catalogue.afterwards"


class Disclosure(models.TextChoices):
    """公开属性, fixed at the source."""

    PROACTIVE = "PROACTIVE", "主动公开"
    ON_REQUEST = "ON_REQUEST", "依申请公开"
    WITHHELD = "WITHHELD", "不予公开"


class Item(models.Model):
    """``authors`` are the ids of everybody who wrote it; ``version`` rises with every change, so that no work is overwritten.

    ``service`` holds the elements of a service guide (``catalogue/services.py``), empty for other kinds.
    ``origin_*`` are what an imported item brought along: its own day of publication with its evidence (site, old address, batch, who
    vouches), its old index number, which stands apart from those given here.
    """

    class State(models.TextChoices):
        DRAFT = "DRAFT", "草稿"
        IN_REVIEW = "IN_REVIEW", "送审"
        PUBLISHED = "PUBLISHED", "已发布"
        WITHDRAWN = "WITHDRAWN", "已撤稿（下线）"
        INHERITED = "INHERITED", "历史信息"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=30, choices=[(kind.key, kind.label_zh) for kind in KINDS.values()])
    column = models.ForeignKey(Column, to_field="code", on_delete=models.PROTECT, related_name="items")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(max_length=300, blank=True)
    body_html = models.TextField(blank=True)
    summary = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=100, blank=True)
    keywords = models.CharField(max_length=200, blank=True)
    subject_class = models.CharField(max_length=100, blank=True)
    genre = models.CharField(max_length=40, blank=True)
    issuing_agencies = models.JSONField(default=list)
    service = models.JSONField(default=dict)
    formed_on = models.DateField(null=True)
    date_of_document = models.DateField(null=True)
    document_number = models.CharField(max_length=60, blank=True)
    index_number = models.CharField(max_length=60, blank=True)
    attribute = models.CharField(max_length=10, choices=Disclosure, blank=True)
    ground = models.CharField(max_length=30, blank=True)
    ground_kind = models.CharField(max_length=20, blank=True)
    attribute_reason = models.CharField(max_length=500, blank=True)
    attribute_checked_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    attribute_checked_at = models.DateTimeField(null=True)
    drafter = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="drafted_items")
    authors = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    urgent_reason = models.CharField(max_length=500, blank=True)
    sheet = models.ForeignKey(ReviewSheet, null=True, on_delete=models.PROTECT, related_name="+")
    publication = models.ForeignKey(Publication, null=True, on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    origin_source = models.CharField(max_length=300, blank=True)
    origin_published_on = models.DateField(null=True)
    origin_index_number = models.CharField(max_length=100, blank=True)
    origin_address = models.CharField(max_length=500, blank=True)
    origin_batch = models.CharField(max_length=60, blank=True)
    origin_vouched_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "catalogue_item"
        verbose_name = "公开信息"
        constraints = [
            models.UniqueConstraint(
                fields=["index_number"], condition=~Q(index_number=""), name="catalogue_index_number_once"
            ),
            models.UniqueConstraint(
                fields=["agency", "document_number"],
                condition=~Q(document_number=""),
                name="catalogue_document_number_once",
            ),
            models.CheckConstraint(
                condition=~Q(attribute="WITHHELD") | ~Q(ground="") & ~Q(attribute_reason=""),
                name="catalogue_withheld_has_a_ground",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["PUBLISHED", "WITHDRAWN"], attribute="PROACTIVE", published_on__isnull=False)
                & ~Q(index_number="")
                | Q(state__in=["DRAFT", "IN_REVIEW", "INHERITED"], published_on__isnull=True),
                name="catalogue_public_items_are_whole",
            ),
            models.CheckConstraint(
                condition=Q(date_of_document__isnull=True)
                | Q(published_on__isnull=True)
                | Q(date_of_document__lte=F("published_on")),
                name="catalogue_dated_before_published",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "-changed_at", "-id"], name="catalogue_item_desk"),
            models.Index(fields=["agency", "attribute", "-id"], name="catalogue_item_attribute"),
            models.Index(fields=["-changed_at", "-id"], name="catalogue_item_changed"),
            models.Index(fields=["state", "-changed_at", "-id"], name="catalogue_item_state"),
            models.Index(fields=["drafter", "state", "-changed_at", "-id"], name="catalogue_item_own"),
            # Whole answers for those who read many items without their texts: the matrices, and what went out in a year.
            models.Index(
                fields=["state", "kind", "agency", "published_on", "id", "column", "title", "formed_on", "publication"],
                name="catalogue_item_shown",
            ),
            models.Index(fields=["published_on", "agency", "kind", "formed_on"], name="catalogue_item_out"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def rules(self) -> ItemKind:
        """What its kind asks for."""
        return KINDS[self.kind]

    @property
    def is_editable(self) -> bool:
        """A draft, or an item whose review ended without approval."""
        if self.state == self.State.DRAFT:
            return True
        over = (ReviewSheet.State.RETURNED, ReviewSheet.State.RECALLED)
        return self.state == self.State.IN_REVIEW and self.sheet is not None and self.sheet.state in over

    @property
    def is_approved(self) -> bool:
        return self.sheet is not None and self.sheet.state == ReviewSheet.State.APPROVED

    @property
    def standing_zh(self) -> str:
        """The state as an officer reads it, with that of the review."""
        if self.state == self.State.IN_REVIEW and self.sheet is not None:
            return ReviewSheet.State(self.sheet.state).label
        return self.State(self.state).label


class Attachment(models.Model):
    """A file that goes out with its item, under the name citizens see; a picture put ``in_text`` stands there and in no list."""

    id = KeyField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="attachments")
    place = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=200)
    in_text = models.BooleanField(default=False)

    class Meta:
        db_table = "catalogue_attachment"
        verbose_name = "附件"
        constraints = [models.UniqueConstraint(fields=["item", "place"], name="catalogue_attachment_place")]


class Correction(models.Model):
    """更正 of a published item: the new values, the note citizens will read, and the review they go through."""

    id = KeyField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveIntegerField()
    changes = models.JSONField()
    note = models.CharField(max_length=500, blank=True)
    drafter = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    sheet = models.ForeignKey(ReviewSheet, null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "catalogue_correction"
        verbose_name = "更正"
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="catalogue_correction_numbered")]


class Withdrawal(models.Model):
    """撤稿: who took an item down, in which of the three kinds, and why. The reason stays inside."""

    id = KeyField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="withdrawals")
    kind = models.CharField(max_length=24, choices=Publication.State)
    reason = models.CharField(max_length=500)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_withdrawal"
        verbose_name = "撤稿"
        constraints = [models.CheckConstraint(condition=~Q(kind="PUBLISHED"), name="catalogue_withdrawal_kinds")]
