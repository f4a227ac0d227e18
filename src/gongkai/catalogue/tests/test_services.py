"""The elements of a service guide: cleaned, checked, required before review, published and corrected with the item."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.agencies.errors import Refused
from gongkai.agencies.roles import Role
from gongkai.catalogue.models import Item
from gongkai.catalogue.services import cleaned_service, missing_elements, rows_of, service_reasons
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.edit_item import edit_item
from gongkai.catalogue.usecases.submit_for_review import submit_for_review

WHOLE = {
    "basis": "《残疾人保障法》第十五条", "conditions": "具有本县户籍", "material": "身份证件\n医院诊断证明", "place": "县政务服务中心2楼",
    "hours": "工作日8:00—12:00", "phone": "0391-6100000", "flow": "申请\n受理\n办结", "audience": "person", "subject": "社会保障",
}  # fmt: skip


def guide(walk: Walk, service: dict[str, str] | None = None, **more: Any) -> Item:
    return walk.draft(
        "service_guide",
        "bsfw",
        title="残疾人证办理",
        body_html="",
        service=WHOLE if service is None else service,
        **more,
    )


def test_elements_are_cleaned_and_named() -> None:
    assert cleaned_service({"flow": "  申请 \n\n 受理 ", "fee": " "}) == {"flow": "申请\n受理"}
    assert missing_elements({"flow": "申请"}) == [
        "设定依据",
        "申请条件",
        "办理材料",
        "办理地点",
        "办理时间",
        "联系电话",
    ]
    assert rows_of({"flow": "申请", "audience": "legal", "online": "https://x.cn"}) == [
        ("办理对象", "法人和其他组织"), ("办理流程", "申请"),
    ]  # fmt: skip
    with pytest.raises(TypeError, match="no element 'price'"):
        cleaned_service({"price": "1"})


@pytest.mark.parametrize(
    ("service", "field"),
    [
        ({"online": "www.example.cn"}, "service_online"),
        ({"online": "javascript:alert(1)"}, "service_online"),
        ({"audience": "everybody"}, "service_audience"),
        ({"subject": "天气"}, "service_subject"),
        ({"flow": "流" * 2001}, "service_flow"),
    ],
)
def test_what_is_wrong_names_its_element(service: dict[str, str], field: str) -> None:
    assert [reason.field for reason in service_reasons(service)] == [field]


def test_whole_elements_are_not_wrong() -> None:
    assert list(service_reasons(cleaned_service(WHOLE | {"online": "https://www.example.cn/a?b=1"}))) == []


def test_a_guide_is_not_handed_in_without_its_elements(walk: Walk) -> None:
    item = guide(walk, {"basis": "《残疾人保障法》"})
    with pytest.raises(Refused) as refused:
        submit_for_review(act=walk.act(Role.DRAFTER), item_id=item.id)
    fields = [reason.field for reason in refused.value.reasons]
    assert fields == [
        "service_conditions",
        "service_material",
        "service_place",
        "service_hours",
        "service_phone",
        "service_flow",
    ]
    edited = edit_item(act=walk.act(Role.DRAFTER), item_id=item.id, version=1, service=WHOLE)
    assert submit_for_review(act=walk.act(Role.DRAFTER), item_id=edited.id).sheet is not None


def test_elements_go_out_with_the_edition_and_are_corrected_like_the_text(walk: Walk) -> None:
    item = walk.publish(walk.approved(guide(walk)))
    assert item.publication is not None
    assert item.publication.current is not None
    assert item.publication.current.payload["service"]["place"] == "县政务服务中心2楼"
    corrected = walk.corrected(item, "更正办理地点", service=WHOLE | {"place": "县政务服务中心1楼"})
    corrected.publication.refresh_from_db()  # type: ignore[union-attr]
    assert corrected.publication.current.payload["service"]["place"] == "县政务服务中心1楼"  # type: ignore[union-attr]


def test_the_gate_looks_into_the_elements(walk: Walk) -> None:
    item = walk.approved(guide(walk, WHOLE | {"phone": "13800138000", "online": "http://10.1.2.3/apply"}))
    with pytest.raises(Refused) as refused:
        walk.publish(item)
    told = str(refused.value)
    assert "http://10.1.2.3/apply" in told
    assert "办事指南要素" in told


def test_other_kinds_have_no_elements(walk: Walk) -> None:
    with pytest.raises(Refused, match="只有办事指南"):
        walk.draft(service=WHOLE)
    news = walk.published(formed_on=date(2022, 2, 28))
    assert news.publication is not None
    assert news.publication.current is not None
    assert "service" not in news.publication.current.payload
