"""Arrange a topic: sections, what is gathered in them, when it is to close. What is added waits for another person; what is taken off is off at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import Max

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.kinds import TOPIC
from gongkai.catalogue.models import Item
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.editions.models import Publication
from gongkai.numbering.keys import public_id
from gongkai.topics.changed import tell
from gongkai.topics.models import Topic, TopicEntry, TopicSection

MOST_SECTIONS, MOST_ENTRIES = 20, 500


def add_section(*, act: Act, item_id: int, name: str) -> TopicSection:
    """A heading of the page. Its words are seen by a second person before the public sees them."""
    require(act, Role.DRAFTER, Role.PUBLISHER)
    name = " ".join(name.split())
    with transaction.atomic():
        topic = topic_locked(act, item_id)
        refuse_if(_section_reasons(topic, name))
        place = (topic.sections.aggregate(last=Max("place"))["last"] or 0) + 1
        row = TopicSection.objects.create(
            topic=topic, place=place, name=name, added_by_id=person_of(act), added_at=act.now
        )
        record(
            act,
            "topics.section_added",
            SUBJECT_KIND,
            public_id(item_id),
            facts={"section": public_id(row.id)},
            changed={"name": name},
        )
    return row


def drop_section(*, act: Act, item_id: int, section_id: int) -> None:
    """An empty section goes; one that holds items is emptied first."""
    require(act, Role.DRAFTER, Role.PUBLISHER)
    with transaction.atomic():
        topic = topic_locked(act, item_id)
        row = topic.sections.filter(pk=section_id).first()
        if row is None:
            raise NotFound([Reason("section", "没有这个专题栏目")])
        held = row.entries.count()
        refuse_if([Reason("section", f"“{row.name}”中还有 {held} 条信息，请先移出")] if held else [])
        record(act, "topics.section_dropped", SUBJECT_KIND, public_id(item_id), facts={"section": public_id(row.id)})
        row.delete()


def gather(*, act: Act, item_id: int, section_id: int, publication: Publication | None) -> TopicEntry:
    """A public item of any unit goes into a section; None is what was named and is not there."""
    require(act, Role.DRAFTER, Role.PUBLISHER)
    with transaction.atomic():
        topic = topic_locked(act, item_id)
        section = topic.sections.filter(pk=section_id).first()
        refuse_if(_gather_reasons(topic, section, publication))
        assert section is not None
        assert publication is not None
        row = TopicEntry.objects.create(
            topic=topic, section=section, publication=publication, added_by_id=person_of(act), added_at=act.now
        )
        record(
            act, "topics.gathered", SUBJECT_KIND, public_id(item_id),
            facts={"publication": public_id(publication.id), "section": public_id(section.id)},
        )  # fmt: skip
    return row


def take_off(*, act: Act, item_id: int, entry_id: int) -> None:
    """Off the page, at once and by one person: taking off publishes nothing."""
    require(act, Role.DRAFTER, Role.PUBLISHER)
    with transaction.atomic():
        topic = topic_locked(act, item_id)
        row = topic.entries.filter(pk=entry_id).first()
        if row is None:
            raise NotFound([Reason("entry", "专题中没有这条信息")])
        record(
            act,
            "topics.taken_off",
            SUBJECT_KIND,
            public_id(item_id),
            facts={"publication": public_id(row.publication_id)},
        )
        was_shown = row.released_at is not None
        row.delete()
        if was_shown:
            tell(act, topic)


def plan_closing(*, act: Act, item_id: int, closes_on: date | None) -> Topic:
    """The last day the topic is tended; None for no end. The system closes it after that day."""
    require(act, Role.DRAFTER, Role.PUBLISHER, Role.OFFICE_HEAD)
    with transaction.atomic():
        topic = topic_locked(act, item_id)
        refuse_if(_closing_reasons(act, topic, closes_on))
        topic.closes_on = closes_on
        topic.save(update_fields=["closes_on"])
        record(
            act,
            "topics.closing_planned",
            SUBJECT_KIND,
            public_id(item_id),
            facts={"closes_on": closes_on.isoformat() if closes_on else ""},
        )
    return topic


def topic_locked(act: Act, item_id: int) -> Topic:
    """The topic of an item of the own agency, its item locked; made when it is first arranged. Raises NotFound for another kind."""
    item = lock_item(act, item_id, "agency")
    if item.kind != TOPIC:
        raise NotFound([Reason("item", "这条信息不是专题")])
    topic, _ = Topic.objects.get_or_create(item=item)
    return topic


def _section_reasons(topic: Topic, name: str) -> Iterator[Reason]:
    if not 2 <= len(name) <= 40:
        yield Reason("name", f"专题栏目名称应为 2 至 40 字，现有 {len(name)} 字，例如“政策文件”")
    if topic.sections.filter(name=name).exists():
        yield Reason("name", f"已有专题栏目“{name}”")
    if topic.sections.count() >= MOST_SECTIONS:
        yield Reason("name", f"一个专题最多 {MOST_SECTIONS} 个栏目")
    yield from _open_reasons(topic)


def _gather_reasons(topic: Topic, section: TopicSection | None, publication: Publication | None) -> Iterator[Reason]:
    if section is None:
        yield Reason("section", "请先选择专题栏目")
    if publication is None or publication.state != Publication.State.PUBLISHED:
        yield Reason("publication", "只能收入已公开的信息；请粘贴它的网址或者索引号，例如 /content/0123456789abc.html")
    elif (
        publication.subject_kind != SUBJECT_KIND or Item.objects.filter(pk=publication.subject_id, kind=TOPIC).exists()
    ):
        yield Reason("publication", f"“{publication.title}”不能收入专题；可以收入的是已发布的文稿")
    elif topic.entries.filter(publication=publication).exists():
        yield Reason("publication", f"专题中已有“{publication.title}”")
    if topic.entries.count() >= MOST_ENTRIES:
        yield Reason("publication", f"一个专题最多收入 {MOST_ENTRIES} 条信息")
    yield from _open_reasons(topic)


def _open_reasons(topic: Topic) -> Iterator[Reason]:
    if topic.closed_on is not None:
        yield Reason("state", f"专题已于 {topic.closed_on} 归档，请先重新开放")


def _closing_reasons(act: Act, topic: Topic, closes_on: date | None) -> Iterator[Reason]:
    yield from _open_reasons(topic)
    if closes_on is not None and closes_on < act.today:
        yield Reason("closes_on", f"计划归档日期 {closes_on} 早于今天（{act.today}）；立即归档请用“归档”")
