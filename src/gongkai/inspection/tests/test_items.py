"""Links, guides and letters: what counts as broken, lacking, left unanswered."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.tests.factories import Cast
from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address
from gongkai.engagement.tests.factories import receive
from gongkai.inspection.evidence_items import is_broken
from gongkai.inspection.models import Finding
from gongkai.inspection.tests.factories import levels, shown
from gongkai.inspection.tests.test_run import run

GUIDE = "设定依据：… 申请条件：… 申请材料：… 办理地点：… 办公时间：… 联系电话：… 办理流程：…"


@pytest.mark.parametrize(
    "link",
    [
        "", " ", "http://localhost:8000/a.html", "http://192.168.1.20/附件.doc", "http://oa/notice", "file:///C:/通知.doc",
        "/no-such-page/", "notice.html", "/content/0000000000000.html", "http://[::1]/", "https://10.0.0.8",
    ],
)  # fmt: skip
def test_links_no_citizen_can_follow_are_broken(link: str) -> None:
    assert is_broken(link, set())


@pytest.mark.parametrize(
    "link",
    [
        "https://www.gov.cn/zhengce/",
        "//www.henan.gov.cn/",
        "/zfxxgk/",
        "mailto:a@b.cn",
        "tel:12345",
        "#top",
        "/search?q=1",
    ],
)
def test_other_links_are_left_alone(link: str) -> None:
    assert not is_broken(link, set())


def test_a_link_to_what_was_withdrawn_is_found_and_cleared_when_it_is_back(cast: Cast) -> None:
    target = shown(cast.government, "tzgg", date(2022, 2, 1), "被链接")
    body = f'<p><a href="{content_address(target.pk)}">见</a></p>'
    shown(cast.government, "tzgg", date(2022, 2, 2), "链接者", body_html=body)
    run(cast)
    assert levels(cast, "I-LINK") == {}
    Publication.objects.filter(pk=target.pk).update(state=Publication.State.WITHDRAWN_SILENTLY)
    run(cast)
    assert levels(cast, "I-LINK") == {"链接者": "VIOLATION"}
    Publication.objects.filter(pk=target.pk).update(state=Publication.State.PUBLISHED)
    run(cast)
    assert levels(cast, "I-LINK") == {}


def test_a_guide_that_lacks_four_classes_counts_a_complete_one_does_not(cast: Cast) -> None:
    shown(cast.government, "bsfw", date(2022, 2, 1), "完整指南", kind="service_guide", body_html=GUIDE)
    shown(cast.government, "bsfw", date(2022, 2, 1), "缺两类", kind="service_guide", body_html=GUIDE[:-20])
    shown(cast.government, "bsfw", date(2022, 2, 1), "空指南", kind="service_guide", body_html="")
    run(cast)
    assert levels(cast, "I-GUIDE") == {"空指南": "VIOLATION", "缺两类": "WARNING"}
    assert levels(cast, "W-SERVICE") == {}  # one of three guides is poor: not all of them
    shown(cast.government, "bsfw", date(2022, 2, 1), "又一空指南", kind="service_guide")
    run(cast)
    assert Finding.objects.get(rule="W-SERVICE").level == "WARNING"


def test_a_site_without_any_guide_offers_no_service(cast: Cast) -> None:
    run(cast)
    assert Finding.objects.get(rule="W-SERVICE").level == "VIOLATION"


@pytest.mark.parametrize(
    ("looked_on", "level"), [(date(2022, 4, 16), None), (date(2022, 4, 17), "WARNING"), (date(2022, 6, 1), "WARNING"), (date(2022, 6, 2), "VIOLATION")]
)  # fmt: skip
def test_a_letter_unanswered_for_three_months_is_a_veto_item(cast: Cast, looked_on: date, level: str | None) -> None:
    letter = receive(cast).letter
    cast.on(looked_on)
    run(cast)
    assert levels(cast, "L-ANSWER") == ({f"来信 {letter.number}": level} if level else {})
