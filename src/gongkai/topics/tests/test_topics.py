"""A topic from its draft to the archive: two pairs of eyes, what the page shows at each moment, what the year counts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.catalogue.counts import items_published
from gongkai.catalogue.models import Item
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.restore_item import restore_item
from gongkai.catalogue.usecases.withdraw_item import withdraw_item
from gongkai.editions.models import Publication
from gongkai.measures.registry import Question
from gongkai.outbox.models import Event
from gongkai.oversight.website_table import table_of
from gongkai.publication.shown import lists_of, tied_to
from gongkai.topics.counts import topics_kept, topics_opened
from gongkai.topics.models import Topic, TopicSection
from gongkai.topics.selectors import public_topic, public_topics
from gongkai.topics.usecases.arrange import add_section, drop_section, gather, plan_closing, take_off
from gongkai.topics.usecases.close_topic import close_due, close_topic, reopen_topic
from gongkai.topics.usecases.release_gathered import release_gathered


def drafted(walk: Walk, title: str = "惠民惠农资金") -> Item:
    return walk.draft("topic", "ztzl", title=title, summary="补贴政策和发放结果", body_html="<p>引言</p>")


def opened(walk: Walk, title: str = "惠民惠农资金") -> Item:
    return walk.publish(walk.approved(drafted(walk, title)))


def section(walk: Walk, item: Item, name: str = "政策文件") -> TopicSection:
    return add_section(act=walk.act(Role.DRAFTER), item_id=item.id, name=name)


def put(walk: Walk, item: Item, into: TopicSection, what: Item) -> None:
    gather(act=walk.act(Role.DRAFTER), item_id=item.id, section_id=into.id, publication=what.publication)


def released(walk: Walk, item: Item) -> int:
    return release_gathered(act=walk.act(Role.PUBLISHER), item_id=item.id)


def shown(item: Item) -> list[tuple[str, list[str]]]:
    assert item.publication is not None
    item.publication.refresh_from_db()
    return [(one.name, [line.title for line in one.items]) for one in public_topic(item.publication).sections]


@pytest.fixture
def topic(walk: Walk) -> Item:
    return opened(walk)


def test_what_is_gathered_waits_for_another_person(walk: Walk, topic: Item) -> None:
    policy, news = walk.published(title="补贴办法"), walk.published(title="发放动态")
    both = walk.act(Role.DRAFTER, Role.PUBLISHER)
    first = add_section(act=both, item_id=topic.id, name="政策文件")
    gather(act=both, item_id=topic.id, section_id=first.id, publication=policy.publication)
    assert shown(topic) == []
    with pytest.raises(Refused, match="收入的人不得自己放行"):
        release_gathered(act=both, item_id=topic.id)
    assert released(walk, topic) == 2
    assert shown(topic) == [("政策文件", ["补贴办法"])]
    put(walk, topic, first, news)
    assert shown(topic) == [("政策文件", ["补贴办法"])]
    assert released(walk, topic) == 1
    assert shown(topic) == [("政策文件", ["发放动态", "补贴办法"])]
    with pytest.raises(NotAllowed):
        release_gathered(act=walk.act(Role.DRAFTER), item_id=topic.id)


def test_a_withdrawn_item_is_off_the_topic_at_once_and_back_with_its_restoration(walk: Walk, topic: Item) -> None:
    policy = walk.published(title="补贴办法")
    put(walk, topic, section(walk, topic), policy)
    released(walk, topic)
    assert policy.publication_id is not None
    assert tied_to([policy.publication_id]) == {topic.publication_id}  # its page is written anew with the item's
    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=policy.id, kind="WITHDRAWN_SILENTLY", reason="有误")
    assert shown(topic) == []
    restore_item(act=walk.act(Role.PUBLISHER, who="另一发布员"), item_id=policy.id, reason="核实无误")
    assert shown(topic) == [("政策文件", ["补贴办法"])]


def test_taking_off_works_at_once_and_tells_the_pages(walk: Walk, topic: Item) -> None:
    policy = walk.published(title="补贴办法")
    into = section(walk, topic)
    put(walk, topic, into, policy)
    with pytest.raises(Refused, match="还有 1 条信息"):
        drop_section(act=walk.act(Role.DRAFTER), item_id=topic.id, section_id=into.id)
    released(walk, topic)
    before = Event.objects.filter(kind="topics.changed").count()
    take_off(act=walk.act(Role.DRAFTER), item_id=topic.id, entry_id=Topic.objects.get().entries.get().id)
    assert shown(topic) == []
    assert Event.objects.filter(kind="topics.changed").count() == before + 1
    drop_section(act=walk.act(Role.DRAFTER), item_id=topic.id, section_id=into.id)
    assert not TopicSection.objects.exists()


def test_only_public_documents_are_gathered_each_once(walk: Walk, topic: Item) -> None:
    into = section(walk, topic)
    with pytest.raises(Refused, match="只能收入已公开的信息"):
        put(walk, topic, into, walk.draft(title="草稿"))
    with pytest.raises(Refused, match="不能收入专题"):
        put(walk, topic, into, opened(walk, "稳岗就业"))
    policy = walk.published(title="补贴办法")
    put(walk, topic, into, policy)
    with pytest.raises(Refused, match="专题中已有“补贴办法”"):
        put(walk, topic, into, policy)
    with pytest.raises(Refused, match="已有专题栏目“政策文件”"):
        section(walk, topic)
    with pytest.raises(NotFound):
        add_section(act=walk.act(Role.DRAFTER), item_id=policy.id, name="栏目")
    with pytest.raises(NotFound):
        add_section(act=walk.cast.act(Role.DRAFTER, agency=walk.cast.neighbour), item_id=topic.id, name="栏目")


def test_the_column_takes_topics_only_and_topics_stand_nowhere_else(walk: Walk) -> None:
    with pytest.raises(Refused, match="只放专题"):
        walk.draft("news", "ztzl")
    with pytest.raises(Refused, match="只能放在栏目“ztzl”"):
        walk.draft("topic", "tzgg")


def test_closing_keeps_the_page_and_stops_the_tending(walk: Walk, topic: Item) -> None:
    into = section(walk, topic)
    put(walk, topic, into, walk.published(title="补贴办法"))
    released(walk, topic)
    closed = close_topic(act=walk.act(Role.OFFICE_HEAD), item_id=topic.id)
    assert closed.closed_on == date(2022, 3, 1)
    assert shown(topic) == [("政策文件", ["补贴办法"])]
    assert [len(public_topics(state).items) for state in ("", "open", "archived")] == [1, 0, 1]
    with pytest.raises(Refused, match="已于 2022-03-01 归档"):
        section(walk, topic, "工作动态")
    reopen_topic(act=walk.act(Role.PUBLISHER), item_id=topic.id)
    assert [len(public_topics(state).items) for state in ("", "open", "archived")] == [1, 1, 0]
    with pytest.raises(Refused, match="还没有公开"):
        close_topic(act=walk.act(Role.PUBLISHER), item_id=drafted(walk, "草稿专题").id)


def test_a_planned_end_closes_the_topic_the_day_after(walk: Walk, topic: Item) -> None:
    with pytest.raises(Refused, match="早于今天"):
        plan_closing(act=walk.act(Role.DRAFTER), item_id=topic.id, closes_on=date(2022, 2, 28))
    plan_closing(act=walk.act(Role.DRAFTER), item_id=topic.id, closes_on=date(2022, 3, 31))
    assert close_due(datetime(2022, 3, 31, 15, 59, tzinfo=UTC)) == 0  # 23:59 in Shanghai
    assert close_due(datetime(2022, 3, 31, 16, 1, tzinfo=UTC)) == 1
    assert close_due(datetime(2022, 3, 31, 16, 2, tzinfo=UTC)) == 0
    assert Topic.objects.get().closed_on == date(2022, 4, 1)


def counted(walk: Walk, year: int) -> tuple[int, int, int]:
    question = Question((walk.agency.id,), date(year, 1, 1), date(year, 12, 31), date(2030, 1, 1))
    return topics_opened(question).count(), topics_kept(question).count(), items_published(question).count()


def test_the_years_count_what_was_opened_and_what_was_tended(walk: Walk, topic: Item) -> None:
    other = opened(walk, "稳岗就业")
    walk.cast.on(date(2023, 2, 1))
    close_topic(act=walk.act(Role.PUBLISHER), item_id=topic.id)
    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=other.id, kind="WITHDRAWN_SILENTLY", reason="撤下")
    walk.cast.on(date(2024, 2, 1))
    opened(walk, "优化营商环境")
    assert [counted(walk, year) for year in (2021, 2022, 2023, 2024)] == [(0, 0, 0), (2, 2, 0), (0, 2, 0), (1, 1, 0)]


def test_the_yearly_website_table_has_the_figures(walk: Walk, topic: Item) -> None:
    def row(year: int) -> list[object]:
        cells = {cell.row.key: cell.value for cell in table_of(walk.cast.government, year, date(2023, 6, 1))}
        return [cells["topics_kept"], cells["topics_new"], cells["items_total"]]

    assert [row(2022), row(2023)] == [[1, 1, 0], [1, 0, 0]]


def test_a_topic_is_listed_where_topics_are(topic: Item) -> None:
    publication = Publication.objects.select_related("agency").get(pk=topic.publication_id)
    assert {"/ztzl/", "/", "/feed/column/ztzl.xml"} <= lists_of([publication])
