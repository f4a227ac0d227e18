"""Reading topics: what the public page shows, which pages an item stands on, and the list of the desk with its rights."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.catalogue.columns import TOPICS
from gongkai.catalogue.kinds import TOPIC
from gongkai.catalogue.models import Item
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.editions.models import Publication
from gongkai.editions.selectors import PublicItem, PublicList, line_of, page_of, public_rows
from gongkai.topics.models import Topic, TopicEntry, TopicSection

WAITING = Q(released_at__isnull=True)


@dataclass(frozen=True, slots=True)
class PublicSection:
    """One section with what is public of it now, the newest first."""

    name: str
    items: tuple[PublicItem, ...]


@dataclass(frozen=True, slots=True)
class PublicTopic:
    """``closed_on`` is the day it was archived; None while it is tended."""

    sections: tuple[PublicSection, ...]
    closed_on: date | None

    @property
    def total(self) -> int:
        return sum(len(section.items) for section in self.sections)


def public_topic(publication: Publication) -> PublicTopic:
    """The sections of a topic's page: only what was released and is published at this moment."""
    topic = Topic.objects.filter(item_id=publication.subject_id).first()
    if topic is None:
        return PublicTopic((), None)
    rows = TopicEntry.objects.filter(topic=topic, publication__state=Publication.State.PUBLISHED).exclude(WAITING)
    found: dict[int, list[PublicItem]] = {}
    for entry in rows.select_related("publication__agency").order_by(
        "-publication__first_published_at", "-publication_id"
    ):
        found.setdefault(entry.section_id, []).append(line_of(entry.publication, bare=True))
    sections = TopicSection.objects.filter(topic=topic).exclude(WAITING).order_by("place", "id")
    shown = tuple(PublicSection(one.name, tuple(found[one.id])) for one in sections if one.id in found)
    return PublicTopic(shown, topic.closed_on)


def public_topics(state: str = "", after: str = "") -> PublicList:
    """Topics the public sees, newest first; ``open`` or ``archived`` only, all of them by default."""
    rows = public_rows(columns=(TOPICS,))
    archived = Topic.objects.filter(closed_on__isnull=False).values("item_id")
    if state == "archived":
        rows = rows.filter(subject_id__in=archived)
    elif state == "open":
        rows = rows.exclude(subject_id__in=archived)
    return page_of(rows, after)


def closed_days(publications: Collection[Publication]) -> dict[int, date]:
    """By the publication's key, for those that are archived."""
    by_item = {one.subject_id: one.id for one in publications}
    rows = Topic.objects.filter(item_id__in=by_item, closed_on__isnull=False)
    return {by_item[item]: day for item, day in rows.values_list("item_id", "closed_on") if day is not None}


def topics_showing(publications: Collection[int]) -> set[int]:
    """Keys of the topics' own publications on whose pages one of these stands."""
    items = TopicEntry.objects.filter(publication__in=publications).exclude(WAITING).values("topic__item_id")
    rows = Publication.objects.filter(subject_kind=SUBJECT_KIND, subject_id__in=items)
    return set(rows.values_list("id", flat=True))


def topic_items(act: Act) -> QuerySet[Item]:
    """Topics of the own agency, or of the area for a supervisor; the newest first."""
    rows = Item.objects.filter(kind=TOPIC, agency_id__in=visible_agency_ids(act))
    return rows.select_related("agency", "sheet", "publication").defer("body_html").order_by("-created_at", "-id")


def counts_of(items: Collection[Item]) -> dict[int, tuple[int, int]]:
    """By item: how much is on the page and how much waits for its release (sections and entries)."""
    found = {}
    rows = Topic.objects.filter(item__in=items).annotate(
        shown=Count("entries", filter=~Q(entries__released_at=None), distinct=True),
        entries_waiting=Count("entries", filter=Q(entries__released_at=None), distinct=True),
        sections_waiting=Count("sections", filter=Q(sections__released_at=None), distinct=True),
    )
    for row in rows:
        found[row.item_id] = (row.shown, row.entries_waiting + row.sections_waiting)
    return found


def to_release(agency_ids: Collection[int], officer_id: int) -> QuerySet[Topic]:
    """Topics with something gathered by somebody else that waits."""
    entries = TopicEntry.objects.filter(WAITING).exclude(added_by_id=officer_id).values("topic_id")
    sections = TopicSection.objects.filter(WAITING).exclude(added_by_id=officer_id).values("topic_id")
    rows = Topic.objects.filter(Q(pk__in=entries) | Q(pk__in=sections), item__agency_id__in=agency_ids)
    return rows.select_related("item").order_by("id")
