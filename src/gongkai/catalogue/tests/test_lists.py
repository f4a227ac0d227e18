"""What an officer sees, what a citizen may list, and how a document and its interpretation find each other."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.catalogue.columns import COLUMNS, codes_below
from gongkai.catalogue.interpretations import documents_explained_by, interpretations_of
from gongkai.catalogue.models import Column
from gongkai.catalogue.seed import seed_columns
from gongkai.catalogue.selectors import item_for, items_to_mend, items_to_publish, items_visible_to, obstacles
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.link_interpretation import link_interpretation
from gongkai.editions.models import Edition
from gongkai.editions.selectors import public_list, publication
from gongkai.review.usecases.return_sheet import return_sheet


def test_the_fifteen_categories_are_there_in_the_laws_order_and_seeding_twice_adds_nothing(walk: Walk) -> None:
    codes = (
        Column.objects.filter(parent_id="fdzdgknr", code__startswith="A20-")
        .order_by("place")
        .values_list("code", flat=True)
    )
    assert list(codes) == [f"A20-{number:02d}" for number in range(1, 16)]
    assert Column.objects.get(code="A20-07").content == "财政预算、决算信息"
    assert seed_columns(Column) == 0
    assert {row.parent for row in COLUMNS if row.parent} <= {row.code for row in COLUMNS}


def test_own_agency_area_for_the_supervisor_nothing_for_others(walk: Walk) -> None:
    cast = walk.cast
    item = Walk(cast, cast.market).draft()
    assert item_for(cast.act(Role.DRAFTER, agency=cast.market), item.id) == item
    assert item_for(cast.act(Role.SUPERVISOR), item.id) == item
    for outsider in (cast.act(Role.DRAFTER, agency=cast.police), cast.act(Role.SUPERVISOR, agency=cast.neighbour)):
        with pytest.raises(NotFound):
            item_for(outsider, item.id)
    assert list(items_visible_to(cast.citizen())) == []


def test_the_publishers_list_holds_what_is_approved_and_not_the_own(walk: Walk) -> None:
    item = walk.approved(walk.draft())
    walk.submit(walk.draft())
    assert items_to_publish(walk.act(Role.PUBLISHER)) == [item]
    assert items_to_publish(walk.act(Role.DRAFTER)) == []
    assert obstacles(walk.act(Role.PUBLISHER), items_to_publish(walk.act(Role.PUBLISHER))[0]) == []


def test_a_returned_item_waits_with_its_drafter(walk: Walk) -> None:
    item = walk.submit(walk.draft())
    return_sheet(act=walk.act(Role.SECRECY_REVIEWER), sheet_id=item.sheet_id or 0, reason="请核对数据")
    waiting = items_to_mend(walk.act(Role.DRAFTER)).get()
    assert (waiting, waiting.standing_zh, waiting.sheet.closing_reason) == (item, "退回修改", "请核对数据")  # type: ignore[union-attr]


def test_a_public_list_pages_by_key_without_gap_or_double(walk: Walk) -> None:
    for number in range(5):
        walk.published(title=f"第{number}条")
    walk.cast.on(date(2022, 3, 2))
    walk.published(title="最新一条")
    first = public_list(size=2)
    walk.published(title="翻页时新发布")
    second = public_list(size=2, after=first.after or "")
    third = public_list(size=2, after=second.after or "")
    titles = [item.title for page in (first, second, third) for item in page.items]
    assert titles == ["最新一条", "第4条", "第3条", "第2条", "第1条", "第0条"]
    assert third.after is None


def test_lists_by_column_with_those_below_by_organ_and_by_year(walk: Walk) -> None:
    notice = walk.published("notice", "A20-07-03", title="资金公示")
    Walk(walk.cast, walk.cast.market).published("notice", "A20-13", title="抽检结果")
    walk.cast.on(date(2023, 1, 1), 0, 0)
    walk.published(title="新年")
    assert public_list(columns=["A20-07"]).items == ()
    assert [item.title for item in public_list(columns=codes_below("A20-07")).items] == ["资金公示"]
    assert [item.title for item in public_list(agency_ids=[walk.cast.market.id]).items] == ["抽检结果"]
    assert [item.title for item in public_list(year=2023).items] == ["新年"]
    assert len(public_list(year=2022).items) == 2
    assert publication(notice.publication_id or 0).title == "资金公示"  # type: ignore[union-attr]


def test_a_column_stands_for_itself_and_for_all_below_it() -> None:
    assert codes_below("A20-07") == {"A20-07", "A20-07-01", "A20-07-02", "A20-07-03"}
    assert {"fdzdgknr", "A20-01", "A20-01-04", "A21-12", "A55"} <= codes_below("fdzdgknr")
    assert "zwdt" not in codes_below("fdzdgknr")
    assert codes_below("own-column") == {"own-column"}


def test_document_and_interpretation_find_each_other(walk: Walk) -> None:
    document = walk.publish(walk.issued())
    reading = walk.draft("interpretation", "A20-01-04", title="一图读懂宅基地办法", formed_on=date(2022, 3, 1))
    link_interpretation(act=walk.act(Role.DRAFTER), interpretation_id=reading.id, document_id=document.id)
    assert list(interpretations_of(document.publication)) == []  # type: ignore[arg-type]
    reading = walk.publish(walk.approved(reading))
    assert list(interpretations_of(document.publication)) == [reading.publication]  # type: ignore[arg-type]
    assert list(documents_explained_by(reading.publication)) == [document.publication]  # type: ignore[arg-type]
    shown = Edition.objects.get(publication=reading.publication).payload["interprets"]
    assert [row["document_number"] for row in shown] == ["温政〔2022〕1号"]


def test_a_department_explains_its_governments_document_once_public(walk: Walk) -> None:
    department = Walk(walk.cast, walk.cast.market)
    reading = department.draft("interpretation", "A20-01-04")
    document = walk.issued()
    ids = {"interpretation_id": reading.id, "document_id": document.id}
    with pytest.raises(Refused, match="尚未公开"):
        link_interpretation(act=department.act(Role.DRAFTER), **ids)
    walk.publish(document)
    link_interpretation(act=department.act(Role.DRAFTER), **ids)
    with pytest.raises(Refused, match="已与这份文件关联"):
        link_interpretation(act=department.act(Role.DRAFTER), **ids)


def test_only_interpretations_of_policies_are_linked(walk: Walk) -> None:
    news, other = walk.published(), walk.published()
    with pytest.raises(Refused) as refused:
        link_interpretation(act=walk.act(Role.DRAFTER), interpretation_id=news.id, document_id=other.id)
    assert {reason.field for reason in refused.value.reasons} == {"interpretation", "document"}
