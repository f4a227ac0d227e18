"""撤稿处置 over everything the public can see: found, taken down, proven as the files are served, put back, or shown where it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.catalogue.models import Takedown, TakedownLine
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.edit_item import attach_file
from gongkai.decisions.tests.factories import load, penalty, write_csv
from gongkai.desk.documents import proofs
from gongkai.desk.documents.tests.desk import Desk, said
from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address
from gongkai.engagement.models import PublicConsultation
from gongkai.engagement.tests.factories import announced_interview, opened_consultation, opened_survey
from gongkai.engagement.usecases.interview_questions import ask_question, show_question
from gongkai.files.store import store_upload
from gongkai.numbering.keys import public_id
from gongkai.outbox.worker import drain
from gongkai.publication.release import Release
from gongkai.search.everything_public import public_with, unread_files
from gongkai.search.file_texts import read_waiting_files

MARKER = "榴花泪雨"


@pytest.fixture
def release(settings: Any, tmp_path: Path) -> Release:
    settings.GONGKAI_HOME = tmp_path
    made = Release.of_installation()
    made.begin()
    return made


def found(cast: Cast, words: str) -> dict[str, tuple[str, ...]]:
    return {hit.publication.title: hit.places for hit in public_with(cast.act(Role.SUPERVISOR), words)}


def test_a_name_is_found_however_it_is_cut_and_in_whatever_holds_it(walk: Walk, release: Release) -> None:
    cast = walk.cast
    walk.published(
        title="表格", body_html="<table><tbody><tr><td>张<strong>某</strong></td></tr></tbody></table><p>张 某\n珍</p>"
    )
    walk.published(title="全角", body_html="<p>证号Ａｂ１２</p>")
    opened_consultation(cast, title=f"关于{MARKER}的征求意见", draft_text="第一条 张某珍")
    item = walk.draft("plan", "A20-03", title="附件里有", formed_on=cast.clock.now().date())
    stored = store_upload(
        act=walk.act(Role.DRAFTER), agency_id=cast.office.id, name="张某珍名单.txt", content="内容 李四光".encode()
    )
    item = attach_file(act=walk.act(Role.DRAFTER), item_id=item.id, version=item.version, file=stored, label="名单")
    walk.publish(walk.approved(item))
    drain()
    assert unread_files(cast.act(Role.SUPERVISOR)) == 1
    read_waiting_files()
    assert unread_files(cast.act(Role.SUPERVISOR)) == 0
    assert found(cast, "张某珍") == {
        "表格": ("正文",), f"关于{MARKER}的征求意见": ("正文",), "附件里有": ("附件名称",),
    }  # fmt: skip
    assert found(cast, "李四光") == {"附件里有": ("附件内容",)}
    assert found(cast, "ab12") == {"全角": ("正文",)}
    assert found(cast, "王五") == found(cast, "  ") == {}


def test_a_name_a_pdf_writes_with_radical_signs_is_found_and_the_other_way_round(walk: Walk, release: Release) -> None:
    walk.published(title="名单", body_html="<p>⻢⻩同志</p>")
    walk.published(title="通报", body_html="<p>黄马同志</p>")
    assert found(walk.cast, "马黄") == {"名单": ("正文",)}
    assert found(walk.cast, "⻩马") == {"通报": ("正文",)}


def test_a_consultation_and_a_document_go_down_together_and_are_proven_as_files_too(
    desk: Desk, walk: Walk, release: Release, django_capture_on_commit_callbacks: Any
) -> None:
    item = walk.published("plan", "A20-03", title=f"{MARKER}规划", formed_on=walk.cast.clock.now().date())
    consultation = opened_consultation(walk.cast, title=f"{MARKER}征求意见")
    drain()
    page = desk.post("/desk/documents/takedowns/find/", Role.SUPERVISOR, words=MARKER).content.decode()
    assert page.count('type="checkbox" name="item"') == 2
    keys = [item.publication_id or 0, consultation.publication_id or 0]
    addresses = [content_address(key) for key in keys]
    assert [proofs.from_file(address).status for address in addresses] == [200, 200]
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(
            "/desk/documents/takedowns/carry-out/", Role.SUPERVISOR, words=MARKER, kind="WITHDRAWN_WITH_NOTICE", reason="有误",
            item=[public_id(key) for key in keys],
        )  # fmt: skip
    sheet = Takedown.objects.get()
    at_once = {address: proofs.from_file(address).status for address in addresses}
    assert at_once == dict.fromkeys(addresses, 410)
    desk.post(f"/desk/documents/takedowns/{public_id(sheet.id)}/act/prove/", Role.SUPERVISOR)
    lines = list(TakedownLine.objects.order_by("id"))
    assert [line.kind_zh for line in lines] == ["公开信息", "意见征集"]
    for line in lines:
        assert [proof["address"] for proof in line.proofs if not proof["gone"]] == []
        assert line.proofs[0]["file"] == "410"
        assert {"检索", "首页", "订阅源", "网站地图", "开放数据", "栏目列表"} <= {
            proof["place"] for proof in line.proofs
        }
        assert all(proof["at"] and proof["file_at"] for proof in line.proofs)
    assert "/hdjl/zj/" in str(lines[1].proofs)
    assert MARKER not in str([proof["address"] for line in lines for proof in line.proofs])
    shown = desk.get(f"/desk/documents/takedowns/{public_id(sheet.id)}/", Role.SUPERVISOR).content.decode()
    assert "各网址均已不可访问" in shown


def test_a_file_that_still_lies_there_is_not_called_gone(desk: Desk, walk: Walk, release: Release) -> None:
    """No commit hooks run here, so the file stays until the worker comes: the proof must say so although the application answers 404."""
    item = walk.published("plan", "A20-03", formed_on=walk.cast.clock.now().date())
    drain()
    desk.post(
        "/desk/documents/takedowns/carry-out/", Role.PUBLISHER, kind="WITHDRAWN_SILENTLY", reason="有误",
        item=[public_id(item.publication_id or 0)],
    )  # fmt: skip
    line = TakedownLine.objects.get()
    assert (line.proofs[0]["file"], line.proofs[0]["answer"], line.proofs[0]["gone"]) == ("200", "404", False)
    page = desk.get(f"/desk/documents/takedowns/{public_id(line.takedown_id)}/", Role.PUBLISHER).content.decode()
    assert "尚有网址需要再次核验" in page


def test_what_a_sheet_cannot_take_off_is_shown_with_the_way_to_it(
    desk: Desk, walk: Walk, release: Release, tmp_path: Path
) -> None:
    cast = walk.cast
    load(cast, write_csv(tmp_path / "p.csv", [penalty(cast.market, CF_XDR_MC=f"{MARKER}商行")]))
    interview = announced_interview(cast)
    asked = ask_question(act=cast.act(Role.DRAFTER), interview_id=interview.id, text=f"{MARKER}商行怎么了？")
    show_question(act=cast.act(Role.PUBLISHER), question_id=asked.id)
    opened_survey(cast)
    page = desk.post("/desk/documents/takedowns/find/", Role.SUPERVISOR, words=f"{MARKER}商行").content.decode()
    assert 'name="item"' not in page
    assert "行政执法决定" in page
    assert "访谈提问" in page
    assert "/desk/interviews/" in page
    assert "问卷" in desk.post("/desk/documents/takedowns/find/", Role.SUPERVISOR, words="社会评议").content.decode()


def test_a_consultation_is_put_back_by_another_publisher_and_a_purged_one_never(
    desk: Desk, walk: Walk, release: Release
) -> None:
    first, second = (
        opened_consultation(walk.cast, title="征求意见一"),
        opened_consultation(walk.cast, title="征求意见二"),
    )
    for consultation, kind in ((first, "WITHDRAWN_SILENTLY"), (second, "PURGED")):
        desk.post(
            "/desk/documents/takedowns/carry-out/", Role.SUPERVISOR, kind=kind, reason="有误",
            item=[public_id(consultation.publication_id or 0)],
        )  # fmt: skip
    one, two = TakedownLine.objects.order_by("id").select_related("takedown")
    assert Client().get(f"/hdjl/zj/{public_id(first.id)}/").status_code == 404

    def restore(line: TakedownLine, role: Role) -> str:
        address = f"/desk/documents/takedowns/{public_id(line.takedown_id)}/act/restore/"
        return said(desk.post(address, role, line=public_id(line.id), reason="核查无误"))

    assert "不能恢复" in restore(two, Role.PUBLISHER)
    assert PublicConsultation.objects.get(pk=second.id).draft_text == "（内容已清除）"
    assert "已恢复发布" in restore(one, Role.PUBLISHER)
    assert Publication.objects.get(pk=first.publication_id).state == "PUBLISHED"
    assert Client().get(f"/hdjl/zj/{public_id(first.id)}/").status_code == 200
    assert "不需要恢复" in restore(one, Role.PUBLISHER)
