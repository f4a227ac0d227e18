"""Another kind or column for a draft: what goes, what is asked anew, when it is refused."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.catalogue.models import InterpretationPlan, Item, NormativeDocument
from gongkai.catalogue.terms import Terms
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.reclassify_item import asked_anew, reclassify_item
from gongkai.review.usecases.return_sheet import recall_sheet


def changed(walk: Walk, item: Item, kind: str, column: str, **more: Any) -> Item:
    return reclassify_item(
        act=walk.act(Role.DRAFTER), item_id=item.id, version=more.get("version", item.version), kind=kind, column=column
    )


def test_a_draft_becomes_a_normative_document_and_its_fields_are_asked(walk: Walk) -> None:
    item = changed(walk, walk.draft(), "normative_document", "A20-01-02")
    assert (item.kind, item.column_id, item.version, item.state) == ("normative_document", "A20-01-02", 2, "DRAFT")
    assert item.document.terms == {}
    assert asked_anew(item) == [
        "行政规范性文件须填写内容概述", "行政规范性文件须填写主题分类", "行政规范性文件须填写信息形成日期",
    ]  # fmt: skip


def test_what_only_the_old_kind_had_goes_and_the_attribute_is_checked_anew(walk: Walk) -> None:
    item = walk.planned(walk.checked(walk.document(terms=Terms(valid_years=5))))
    item = changed(walk, item, "budget", "A20-07-01")
    assert item.attribute_checked_at is None
    assert not NormativeDocument.objects.filter(item=item).exists()
    assert not InterpretationPlan.objects.filter(item=item).exists()
    guide = walk.draft("service_guide", "bsfw", service={"flow": "申请"})
    assert changed(walk, guide, "notice", "tzgg").service == {}


def test_an_item_that_came_back_may_change_and_one_in_review_or_public_may_not(walk: Walk) -> None:
    item = walk.submit(walk.draft())
    with pytest.raises(Refused, match="不能直接修改"):
        changed(walk, item, "notice", "tzgg")
    recall_sheet(act=walk.act(Role.DRAFTER), sheet_id=item.sheet_id or 0, reason="改类型")
    item.refresh_from_db()
    assert changed(walk, item, "notice", "tzgg").state == "DRAFT"
    with pytest.raises(Refused, match="不能直接修改"):
        changed(walk, walk.published(), "notice", "tzgg")


def test_refusals_name_what_is_wrong(walk: Walk) -> None:
    item = walk.draft()
    with pytest.raises(Refused, match="专栏姓专"):
        changed(walk, item, "news", "A20-01-02")
    with pytest.raises(Refused, match="没有变化"):
        changed(walk, item, "news", "zwdt")
    with pytest.raises(Refused, match="您打开的是第 9 版"):
        changed(walk, item, "notice", "tzgg", version=9)
    with pytest.raises(Refused, match="请另行起草"):
        changed(walk, item, "topic", "ztzl")
    with pytest.raises(NotAllowed):
        reclassify_item(act=walk.act(Role.PUBLISHER), item_id=item.id, version=1, kind="notice", column="tzgg")
    with pytest.raises(NotFound):
        reclassify_item(
            act=walk.cast.act(Role.DRAFTER, agency=walk.cast.police),
            item_id=item.id,
            version=1,
            kind="notice",
            column="tzgg",
        )
