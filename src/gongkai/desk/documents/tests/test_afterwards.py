"""After publication, by the forms: corrected, compared, withdrawn, restored; a planted word is gone from everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from time import monotonic

import pytest
from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.catalogue.models import Correction, Takedown, TakedownLine
from gongkai.catalogue.tests.walk import Walk
from gongkai.desk.documents.proofs import answered
from gongkai.desk.documents.tests.desk import Desk, address_of, said
from gongkai.numbering.keys import public_id
from gongkai.outbox.worker import drain
from gongkai.search import service

MARKER = "榴花泪雨"
SECONDS = 60


@pytest.fixture
def index(settings, tmp_path) -> Iterator[None]:
    settings.GONGKAI_HOME = tmp_path
    service._open.forget()
    yield
    service._open.forget()


def places(key: str) -> dict[str, str]:
    """What a reader gets at every place the marker could stand."""
    reader = Client()
    return {
        address: _text(reader.get(address).content.decode())
        for address in (
            f"/content/{key}.html", "/", "/zfxxgk/", "/zfxxgk/fdzdgknr/", f"/search?q={MARKER}", f"/search/feed?q={MARKER}",
            "/api/v1/publications", f"/api/v1/publications/{key}", "/map/",
        )
    }  # fmt: skip


def _text(body: str) -> str:
    """JSON is written in ASCII: read what it says."""
    return json.dumps(json.loads(body), ensure_ascii=False) if body.startswith("{") else body


@pytest.mark.parametrize("kind", ["WITHDRAWN_WITH_NOTICE", "WITHDRAWN_SILENTLY", "PURGED"])
def test_a_planted_word_is_gone_from_every_place_after_a_withdrawal(
    desk: Desk, walk: Walk, index: None, kind: str
) -> None:
    item = walk.published(title=f"关于{MARKER}的通知", body_html=f"<p>{MARKER}</p>")
    drain()
    key = public_id(item.publication_id or 0)
    before = [address for address, text in places(key).items() if MARKER in text.replace(f"q={MARKER}", "")]
    assert f"/content/{key}.html" in before
    assert f"/api/v1/publications/{key}" in before
    assert "/zfxxgk/fdzdgknr/" in before
    answer = desk.post(address_of(item, "after/withdraw/"), Role.PUBLISHER, kind=kind, reason="内容有误")
    assert "已撤稿" in said(answer)
    drain()
    for address, text in places(key).items():
        if address.startswith("/search"):
            assert f"/content/{key}.html" not in text, address
        else:
            assert MARKER not in text, address


def test_a_correction_shows_old_beside_new_and_comes_out_with_its_note(desk: Desk, walk: Walk) -> None:
    item = walk.published()
    page = desk.get(address_of(item, "correct/"), Role.DRAFTER).content.decode()
    assert "3月1日，全县春季农业生产现场会召开。" in page
    same = desk.post(address_of(item, "correct/"), Role.DRAFTER, note="更正日期")
    assert "须至少改动一项内容" in said(same)
    done = desk.post(
        address_of(item, "correct/"),
        Role.DRAFTER,
        note="更正会议日期",
        title=item.title,
        body_html="<p>3月2日，全县春季农业生产现场会召开。</p>",
    )
    assert done.status_code == 302
    correction = Correction.objects.select_related("sheet").get()
    assert list(correction.changes) == ["body_html"]
    sheet = desk.get(f"/desk/review/{public_id(correction.sheet_id or 0)}/", Role.FIRST_REVIEWER).content.decode()
    assert "<del>3月1日，全县春季农业生产现场会召开。</del>" in sheet
    assert "<ins>3月2日，全县春季农业生产现场会召开。</ins>" in sheet
    walk.review(correction.sheet)
    answer = desk.post(address_of(item, "after/correct/"), Role.PUBLISHER, correction=public_id(correction.id))
    assert "更正已发布" in said(answer)
    public = Client().get(f"/content/{public_id(item.publication_id or 0)}.html").content.decode()
    assert "更正会议日期" in public
    assert "3月2日" in public
    compared = desk.get(address_of(item, "editions/?old=1&new=2"), Role.SUPERVISOR).content.decode()
    assert "<del>3月1日，全县春季农业生产现场会召开。</del>" in compared


def test_a_merged_address_leads_to_the_item_that_stays(desk: Desk, walk: Walk) -> None:
    old, stays = walk.published(title="旧"), walk.published(title="新")
    new_address = f"/content/{public_id(stays.publication_id or 0)}.html"
    desk.post(address_of(old, "after/merge/"), Role.PUBLISHER, into=f"http://www.example.gov.cn{new_address}")
    answer = Client().get(f"/content/{public_id(old.publication_id or 0)}.html")
    assert (answer.status_code, answer["Location"]) == (301, new_address)


def test_a_broken_time_is_told_with_its_form(desk: Desk, walk: Walk) -> None:
    item = walk.approved(walk.draft())
    assert "2022-06-30T09:00" in said(desk.post(address_of(item, "after/schedule/"), Role.PUBLISHER, publish_at="明天"))


def test_a_hundred_items_of_two_units_are_down_and_proven_in_under_a_minute(
    desk: Desk, walk: Walk, index: None
) -> None:
    police = Walk(walk.cast, walk.cast.police)
    first, second = police.published(body_html="<p>张某珍</p>"), walk.published(body_html="<p>张某珍</p>")
    others = [
        (police if number % 2 else walk).published(title=f"公示{number}", body_html="<p>张某珍</p>")
        for number in range(98)
    ]
    drain()
    begun = monotonic()
    page = desk.post("/desk/documents/takedowns/find/", Role.SUPERVISOR, words="张某珍").content.decode()
    assert page.count('type="checkbox" name="item"') == 100
    answer = desk.post(
        "/desk/documents/takedowns/carry-out/", Role.SUPERVISOR, words="张某珍", kind="WITHDRAWN_SILENTLY", reason="涉个人信息",
        item=[public_id(item.publication_id or 0) for item in (first, second, *others)],
    )  # fmt: skip
    assert answer.status_code == 302
    assert monotonic() - begun < SECONDS
    assert answered(f"/content/{public_id(first.publication_id or 0)}.html")[0] == 404
    drain()
    sheet = Takedown.objects.get()
    desk.post(f"/desk/documents/takedowns/{public_id(sheet.id)}/act/prove/", Role.SUPERVISOR)
    assert TakedownLine.objects.count() == 100
    assert all(proof["gone"] for line in TakedownLine.objects.all() for proof in line.proofs)
    shown = desk.get(f"/desk/documents/takedowns/{public_id(sheet.id)}/", Role.SUPERVISOR).content.decode()
    assert "共 100 条，各网址均已不可访问" in shown


def test_an_item_that_is_still_there_is_not_called_gone(desk: Desk, walk: Walk) -> None:
    item = walk.published()
    assert answered(f"/content/{public_id(item.publication_id or 0)}.html")[0] == 200


def test_the_approver_confirms_on_the_sheet_and_the_handler_has_no_button(desk: Desk, walk: Walk) -> None:
    item = walk.published()
    desk.post(
        "/desk/documents/takedowns/carry-out/",
        Role.PUBLISHER,
        item=[public_id(item.publication_id or 0)],
        kind="WITHDRAWN_SILENTLY",
        reason="有误",
    )
    address = f"/desk/documents/takedowns/{public_id(Takedown.objects.get().id)}/"
    assert "act/agree/" not in desk.get(address, Role.PUBLISHER).content.decode()
    assert "act/agree/" in desk.get(address, Role.APPROVER).content.decode()
    desk.post(f"{address}act/agree/", Role.APPROVER, opinion="同意处置")
    assert "已审批" in desk.get(address, Role.APPROVER).content.decode()
