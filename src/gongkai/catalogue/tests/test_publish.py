"""From draft to portal, told by situation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.models import AgencySetting
from gongkai.agencies.roles import Role
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.audit.acts import system_act
from gongkai.audit.log import verify
from gongkai.catalogue.attributes import Attribute
from gongkai.catalogue.models import Item, ItemPublished
from gongkai.catalogue.obstacles import reasons_not_to_submit
from gongkai.catalogue.selectors import items_to_publish
from gongkai.catalogue.tests.walk import PROACTIVE, Walk
from gongkai.catalogue.usecases.determine_attribute import propose_attribute
from gongkai.catalogue.usecases.draft_item import draft_item
from gongkai.catalogue.usecases.edit_item import attach_file, edit_item
from gongkai.catalogue.usecases.publish_item import publish_item
from gongkai.editions.models import Edition, Publication
from gongkai.files.store import store_scan, store_upload
from gongkai.review.usecases.return_sheet import recall_sheet, return_sheet


def test_a_news_item_goes_from_draft_to_portal(walk: Walk) -> None:
    item = walk.published()
    item.refresh_from_db()
    fact = ItemPublished.objects.get()
    edition = Edition.objects.get()
    assert (item.state, item.published_on) == ("PUBLISHED", date(2022, 3, 1))
    assert (fact.happened_on, fact.kind, fact.column_code) == (date(2022, 3, 1), "news", "zwdt")
    assert item.index_number == f"{walk.agency.uscc}/2022-00001"
    assert edition.payload["title"] == "温县召开春季农业生产现场会"
    assert edition.payload["index_number"] == item.index_number
    assert edition.payload["issuing_agencies"] == ["温县人民政府"]
    assert list(verify()) == []


def test_nobody_who_made_the_page_is_named_on_it(walk: Walk) -> None:
    walk.published()
    text = str(Edition.objects.get().payload)
    assert not any(name in text for name in ("拟稿人", "保密审查员", "签发人", "发布员"))


def test_index_numbers_have_no_gap_and_start_anew_each_year(walk: Walk) -> None:
    numbers = [walk.published().index_number[-10:] for _ in range(2)]
    with pytest.raises(Refused):
        walk.publish(walk.draft())
    numbers.append(walk.published().index_number[-10:])
    walk.cast.on(date(2023, 1, 3))
    numbers.append(walk.published().index_number[-10:])
    assert numbers == ["2022-00001", "2022-00002", "2022-00003", "2023-00001"]


def test_the_pattern_of_index_numbers_is_the_agencys_choice(walk: Walk) -> None:
    act = walk.act(Role.OFFICE_HEAD)
    given = {"act": act, "agency": walk.agency, "name": "index_number.pattern"}
    choose_setting(**given, value="{code}-{year}-{serial:03d}", since=date(2022, 1, 1))
    assert walk.published().index_number == "wenxian-2022-001"
    for pattern, said in (
        ("{code}-{year}", "须含 {year}、{serial}"), ("{year}-{serial}", "须含"), ("{code}{year}{serial}{uscc.__class__}", "须含"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=said):
            choose_setting(**given, value=pattern, since=date(2022, 2, 1))
    AgencySetting.objects.update(value="{code}-{year}")
    with pytest.raises(Refused, match=r"须含 \{year\} 和 \{serial\}"):
        walk.published()


def test_a_draft_is_not_published(walk: Walk) -> None:
    with pytest.raises(Refused, match="草稿"):
        walk.publish(walk.draft())
    assert not Publication.objects.exists()


def test_a_half_reviewed_item_is_not_published(walk: Walk) -> None:
    item = walk.submit(walk.draft())
    with pytest.raises(Refused, match="等待保密审查"):
        walk.publish(item)


def test_the_drafter_does_not_publish_the_own_item_with_whatever_roles(walk: Walk) -> None:
    both = (Role.DRAFTER, Role.PUBLISHER)
    item = draft_item(
        act=walk.act(*both), kind="news", column="zwdt", title="题", body_html="<p>文</p>", attribute=PROACTIVE
    )
    walk.approved(item)
    with pytest.raises(Refused, match="拟稿人不得发布"):
        publish_item(act=walk.act(*both), item_id=item.id)
    assert walk.publish(item).state == "PUBLISHED"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PUBLISHER])
def test_only_publishers_publish(walk: Walk, role: Role) -> None:
    item = walk.approved(walk.draft())
    with pytest.raises(NotAllowed):
        publish_item(act=walk.act(role), item_id=item.id)


def test_another_agency_and_the_system_find_nothing_to_publish(walk: Walk) -> None:
    item = walk.approved(walk.draft())
    with pytest.raises(NotFound):
        publish_item(act=walk.cast.act(Role.PUBLISHER, agency=walk.cast.police), item_id=item.id)
    with pytest.raises(NotAllowed):
        publish_item(act=system_act("发布", walk.cast.clock), item_id=item.id)


def test_the_office_writes_reviews_and_publishes_in_the_name_of_its_government(walk: Walk) -> None:
    office = Walk(walk.cast, walk.cast.office)
    item = office.approved(office.draft(agency_id=walk.cast.government.pk))
    assert [found.pk for found in items_to_publish(office.act(Role.PUBLISHER))] == [item.pk]
    published = office.publish(item)
    assert (published.state, published.agency_id) == ("PUBLISHED", walk.cast.government.pk)
    assert ItemPublished.objects.get().agency_id == walk.cast.government.pk


def test_nobody_else_writes_in_the_name_of_the_government(walk: Walk) -> None:
    police = Walk(walk.cast, walk.cast.police)
    with pytest.raises(NotAllowed, match="只能办理本单位的事项"):
        police.draft(agency_id=walk.cast.government.pk)
    item = walk.approved(walk.draft())
    with pytest.raises(NotFound):
        police.publish(item)
    assert items_to_publish(police.act(Role.PUBLISHER)) == []


def test_the_government_does_not_write_for_its_office(walk: Walk) -> None:
    item = Walk(walk.cast, walk.cast.office).draft()
    with pytest.raises(NotFound):
        walk.submit(item)


def test_what_was_approved_is_what_goes_out(walk: Walk) -> None:
    item = walk.approved(walk.draft())
    Item.objects.filter(pk=item.pk).update(body_html="<p>签发之后换掉的正文</p>")
    with pytest.raises(Refused, match="内容在审核通过后有改动"):
        walk.publish(item)


def test_the_day_of_publication_is_the_clocks(walk: Walk) -> None:
    item = walk.approved(walk.draft())
    walk.cast.on(date(2022, 12, 31), hour=23, minute=59)
    assert walk.publish(item).published_on == date(2022, 12, 31)
    with pytest.raises(TypeError):
        publish_item(act=walk.act(Role.PUBLISHER), item_id=item.id, published_on=date(2022, 1, 1))  # type: ignore[call-arg]


def test_a_published_item_is_not_published_again(walk: Walk) -> None:
    item = walk.published()
    with pytest.raises(Refused, match="已发布"):
        walk.publish(item)


def test_all_obstacles_come_at_once(walk: Walk) -> None:
    item = walk.draft("policy_document", "A20-01-03", body_html="<p> </p>", attribute=None)
    fields = {reason.field for reason in reasons_not_to_submit(item, [])}
    assert fields == {"attribute", "body", "summary", "subject_class", "formed_on", "interpretation_plan"}
    with pytest.raises(Refused, match="未确定公开属性"):
        walk.submit(item)


def test_news_stay_out_of_the_disclosure_column(walk: Walk) -> None:
    with pytest.raises(Refused, match="专栏姓专"):
        walk.draft("news", "A20-07")
    assert walk.draft("budget", "A20-07-01").column_id == "A20-07-01"


def test_unknown_kind_column_and_field_are_named(walk: Walk) -> None:
    with pytest.raises(Refused) as refused:
        walk.draft("essay", "nowhere", formed_on=date(2022, 3, 2), title="长" * 301)
    assert {reason.field for reason in refused.value.reasons} == {"kind", "column", "formed_on", "title"}
    with pytest.raises(TypeError, match="no field 'published_on'"):
        walk.draft(published_on=date(2021, 1, 1))


def test_hostile_html_becomes_harmless(walk: Walk) -> None:
    item = walk.draft(
        title="  春季\n防火  通知 ",
        body_html='<p onclick="x()">防火<script>alert(1)</script></p><img src="javascript:x"><a href="https://example.cn">看</a>',
    )
    assert item.title == "春季 防火 通知"
    assert item.body_html == '<p>防火</p><a href="https://example.cn" rel="noopener noreferrer">看</a>'


def test_nobodys_work_is_overwritten(walk: Walk) -> None:
    item = walk.draft()
    edit_item(act=walk.act(Role.DRAFTER), item_id=item.id, version=1, title="第一人的标题")
    with pytest.raises(Refused, match="您打开的是第 1 版，现已是第 2 版"):
        edit_item(act=walk.act(Role.DRAFTER, who="第二人"), item_id=item.id, version=1, title="第二人的标题")


def test_an_editor_becomes_an_author_and_reviews_nothing_of_it(walk: Walk) -> None:
    everything = (Role.DRAFTER, Role.SECRECY_REVIEWER, Role.PUBLISHER)
    item = edit_item(act=walk.act(*everything), item_id=walk.draft().id, version=1, summary="补充概述")
    walk.approved(item)
    with pytest.raises(Refused, match="拟稿人不得发布"):
        publish_item(act=walk.act(*everything), item_id=item.id)


def test_an_item_in_review_is_not_edited_until_it_comes_back(walk: Walk) -> None:
    item = walk.submit(walk.draft())
    change: dict[str, Any] = {"item_id": item.id, "version": 1, "title": "改过的标题"}
    with pytest.raises(Refused, match="不能直接修改"):
        edit_item(act=walk.act(Role.DRAFTER), **change)
    assert item.sheet is not None
    return_sheet(act=walk.act(Role.SECRECY_REVIEWER), sheet_id=item.sheet_id or 0, reason="标题不准确")
    item = edit_item(act=walk.act(Role.DRAFTER), **change)
    assert (item.state, item.sheet, item.version) == ("DRAFT", None, 2)
    assert walk.publish(walk.approved(item)).title == "改过的标题"


def test_an_approved_item_taken_back_needs_a_new_review(walk: Walk) -> None:
    item = walk.approved(walk.draft())
    item.refresh_from_db()
    recall_sheet(act=walk.act(Role.DRAFTER), sheet_id=item.sheet_id or 0, reason="补充照片")
    with pytest.raises(Refused, match="拟稿人撤回"):
        walk.publish(item)


def test_what_is_published_is_not_taken_back_by_its_drafter(walk: Walk) -> None:
    item = walk.published()
    with pytest.raises(Refused, match="办理更正或者撤稿"):
        recall_sheet(act=walk.act(Role.DRAFTER), sheet_id=item.sheet_id or 0, reason="想改一改")


def test_an_attachment_is_reviewed_and_goes_out_with_its_digest(walk: Walk) -> None:
    item = walk.draft(body_html="")
    with transaction.atomic():
        file = store_upload(
            act=walk.act(Role.DRAFTER), agency_id=walk.agency.id, name="a.txt", content="名单：祥云镇".encode()
        )
        foreign = store_scan(act=walk.act(Role.DRAFTER), agency_id=walk.cast.police.id, name="b.pdf", content=b"%PDF-x")
    with pytest.raises(Refused, match="只能附本单位"):
        attach_file(act=walk.act(Role.DRAFTER), item_id=item.id, version=1, file=foreign, label="附件1")
    item = attach_file(act=walk.act(Role.DRAFTER), item_id=item.id, version=1, file=file, label="附件1：名单")
    walk.publish(walk.approved(item))
    shown = Edition.objects.get().payload["attachments"]
    assert [(row["label"], row["sha256"], row["size"]) for row in shown] == [("附件1：名单", file.sha256, 18)]


def test_the_database_refuses_a_public_item_without_a_number(walk: Walk) -> None:
    item = walk.published()
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(index_number="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(attribute="WITHHELD", ground="", attribute_reason="")


def test_a_proposal_changed_later_lapses_the_check_of_the_office(walk: Walk) -> None:
    item = walk.checked(walk.draft("budget", "A20-07-01", formed_on=date(2022, 2, 20)))
    assert item.attribute_checked_at is not None
    item = propose_attribute(act=walk.act(Role.DRAFTER), item_id=item.id, attribute=Attribute("ON_REQUEST"))
    with pytest.raises(Refused, match="须先由公开工作机构审核"):
        walk.submit(item)
