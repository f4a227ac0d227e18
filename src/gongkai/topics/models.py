"""A topic beside its item, its sections, and the publications gathered in them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Officer
from gongkai.catalogue.models import Item
from gongkai.editions.models import Publication
from gongkai.numbering.keys import KeyField


class Topic(models.Model):
    """``closes_on`` is planned: the topic closes after that day. ``closed_on`` is when it was closed; a topic may be opened again."""

    id = KeyField()
    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="+")
    closes_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "topics_topic"
        verbose_name = "专题"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_at__isnull=True)
                | Q(closed_on__isnull=False, closed_at__isnull=False),
                name="topics_closed_whole",
            )
        ]
        indexes = [models.Index(fields=["closes_on"], condition=Q(closed_on__isnull=True), name="topics_to_close")]


class Gathered(models.Model):
    """What two people put on the page: whoever added it never releases it."""

    added_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    released_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class TopicSection(Gathered):
    id = KeyField()
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="sections")
    place = models.PositiveIntegerField()
    name = models.CharField(max_length=40)

    class Meta:
        db_table = "topics_section"
        verbose_name = "专题栏目"
        constraints = [
            models.UniqueConstraint(fields=["topic", "name"], name="topics_section_once"),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("added_by")), name="topics_section_two_people"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TopicEntry(Gathered):
    id = KeyField()
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="entries")
    section = models.ForeignKey(TopicSection, on_delete=models.PROTECT, related_name="entries")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "topics_entry"
        verbose_name = "专题信息"
        constraints = [
            models.UniqueConstraint(fields=["topic", "publication"], name="topics_gathered_once"),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("added_by")), name="topics_entry_two_people"
            ),
        ]
        indexes = [models.Index(fields=["publication"], name="topics_gathering")]
