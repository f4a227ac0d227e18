"""What happens to a published item by plan or in an emergency: publication at a time, and the takedown sheet (撤稿处置单)."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency, Officer
from gongkai.catalogue.models.items import Item
from gongkai.editions.models import Publication
from gongkai.numbering.keys import KeyField
from gongkai.privacy.fields import EncryptedTextField


class Schedule(models.Model):
    """定时发布: an approved item goes out at ``publish_at`` in the name of the publisher who set it. ``problem``: why it could not."""

    id = KeyField()
    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="schedule")
    publish_at = models.DateTimeField()
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "catalogue_schedule"
        verbose_name = "定时发布"
        indexes = [models.Index(fields=["publish_at"], name="catalogue_schedule_due")]


class Takedown(models.Model):
    """撤稿处置单: many items taken down at once by the officer on duty, confirmed by another afterwards.

    ``searched`` is the word or name that was looked for; it may itself be the harm, so it is stored encrypted.
    """

    class State(models.TextChoices):
        CARRIED_OUT = "CARRIED_OUT", "已处置，待审批"
        CONFIRMED = "CONFIRMED", "已审批"
        OBJECTED = "OBJECTED", "审批人不同意"

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, unique=True)
    searched = EncryptedTextField()
    kind = models.CharField(max_length=24, choices=Publication.State)
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=12, choices=State, default=State.CARRIED_OUT)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    officer_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    decided_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    decided_by_name = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    opinion = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "catalogue_takedown"
        verbose_name = "撤稿处置单"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("officer")),
                name="catalogue_takedown_two_people",
            )
        ]
        indexes = [models.Index(fields=["agency", "-at", "-id"], name="catalogue_takedown_list")]


class TakedownLine(models.Model):
    """One publication of a sheet: where it stood, when it was down, and what each of its addresses answered afterwards, with the time.

    ``files`` are the public keys of its files at that moment: after a purge nothing else names them, and their addresses must be asked.
    """

    id = KeyField()
    takedown = models.ForeignKey(Takedown, on_delete=models.PROTECT, related_name="lines")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind_zh = models.CharField(max_length=40)
    files = models.JSONField(default=list)
    title = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=80)
    down_at = models.DateTimeField()
    proofs = models.JSONField(default=list)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "catalogue_takedown_line"
        constraints = [models.UniqueConstraint(fields=["takedown", "publication"], name="catalogue_takedown_once_each")]
