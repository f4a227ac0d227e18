"""Beside an existing portal: packages and tables by the outbox, corrections and withdrawals too; the desk alone."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.catalogue.models import Item
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.edit_item import attach_file
from gongkai.catalogue.usecases.withdraw_item import withdraw_item
from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address
from gongkai.files.store import store_upload
from gongkai.numbering.keys import public_id
from gongkai.outbox.models import Delivery
from gongkai.outbox.worker import drain
from gongkai.publication.recurring import refresh
from gongkai.publication.release import Release
from gongkai.targets import package_consumer
from gongkai.targets.adapters import package, table
from gongkai.targets.delivering import round_of_deliveries
from gongkai.targets.models import Target, TargetEntry, TargetFile
from gongkai.targets.usecases.deliver import make_table, note_address, retry, take_receipts
from gongkai.targets.usecases.set_up import add_target, change_target, fill_target

pytestmark = pytest.mark.django_db


def a_target(walk: Walk, kind: str = "PACKAGE", agency: Agency | None = None, **changes: Any) -> Target:
    act = walk.cast.act(Role.SYSTEM_ADMIN)
    target = add_target(
        act=act, agency=agency or walk.cast.government, code=f"t{Target.objects.count()}", kind=kind, name="市平台"
    )
    given: dict[str, Any] = {
        "name": "市平台", "site": "https://www.example.gov.cn/", "is_active": True, "format": "csv", "only": [], "fields": [], "columns": {},
    }  # fmt: skip
    return change_target(act=act, target_id=target.pk, **(given | changes)) if changes else target


def entry(target: Target, item: Item) -> TargetEntry:
    return TargetEntry.objects.get(target=target, publication_id=item.publication_id)


def packages(target: Target) -> list[str]:
    place = package.folder(target)
    return sorted(path.name for path in place.iterdir()) if place.is_dir() else []


def withdrawn(walk: Walk, item: Item, kind: str = "WITHDRAWN_SILENTLY") -> None:
    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind=kind, reason="有误")
    drain()


def with_file(walk: Walk) -> Item:
    item = walk.draft("plan", "A20-03", title="规划", body_html="<p>正文</p>", formed_on=walk.cast.clock.now().date())
    stored = store_upload(
        act=walk.act(Role.DRAFTER), agency_id=walk.agency.id, name="全文.txt", content="规划全文".encode()
    )
    item = attach_file(act=walk.act(Role.DRAFTER), item_id=item.id, version=item.version, file=stored, label="规划全文")
    return walk.publish(walk.approved(item))


def test_a_package_is_whole_and_its_digests_cover_every_part(walk: Walk) -> None:
    target = a_target(walk, columns={"A20-03": "规划信息"}, fields=[("标题", "title"), ("目录", "column")])
    item = with_file(walk)
    drain()
    assert entry(target, item).state == "DELIVERED"
    (name,) = packages(target)
    assert name == f"{public_id(item.publication_id or 0)}-0001-publish"
    place = package.folder(target) / name
    lines = (place / "SHA256SUMS").read_text().splitlines()
    sums = {path: digest for digest, path in (line.split("  ") for line in lines)}
    parts = {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}
    assert sums == {
        path: hashlib.sha256(content).hexdigest() for path, content in parts.items() if path != "SHA256SUMS"
    }
    manifest = json.loads(parts["manifest.json"])
    assert (manifest["action"], manifest["mapped"]) == ("publish", {"标题": "规划", "目录": "规划信息"})
    assert [parts[file["file"]].decode() for file in manifest["files"]] == ["规划全文"]
    assert "<p>正文</p>" in parts["index.html"].decode()
    assert "http" not in parts["index.html"].decode()


def test_a_withdrawal_goes_the_same_way_and_takes_back_what_was_not_fetched(walk: Walk) -> None:
    target = a_target(walk)
    item = walk.published(title="要撤的")
    drain()
    withdrawn(walk, item, "PURGED")
    assert entry(target, item).state == "WITHDRAWN"
    (name,) = packages(target)
    assert name.endswith("-0001-withdraw")
    text = "".join(path.read_text() for path in (package.folder(target) / name).rglob("*") if path.is_file())
    assert "要撤的" not in text
    assert '"action": "withdraw"' in text


def test_an_event_delivered_twice_or_after_a_kill_gives_the_same_package_once(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = a_target(walk)
    item = walk.published()

    def killed(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            drain(["target-packages"])
    assert (packages(target), TargetEntry.objects.count()) == ([], 0)
    drain()
    before = packages(target)
    events = [one.event for one in Delivery.objects.filter(consumer="target-packages").select_related("event")]
    package_consumer.take(events)
    assert (packages(target), entry(target, item).attempts) == (before, 1)
    assert list((package.folder(target).parent).glob(".new-*")) == []


def test_what_has_no_name_there_fails_with_its_reason_and_goes_after_it_was_given_one(walk: Walk) -> None:
    target = a_target(walk, columns={"A20-03": "规划信息"})
    item = walk.published()
    drain()
    row = entry(target, item)
    assert (row.state, row.why) == ("FAILED", "栏目“zwdt”没有对应到“市平台”的栏目，请补充对应关系后重试")
    with pytest.raises(NotAllowed):
        retry(act=walk.act(Role.DRAFTER), target_id=target.pk)
    retry(act=walk.act(Role.SYSTEM_ADMIN), target_id=target.pk, entry_id=row.pk)
    assert entry(target, item).state == "FAILED"
    change_target(
        act=walk.cast.act(Role.SYSTEM_ADMIN), target_id=target.pk, name="市平台", site="", is_active=True, format="csv", only=[], fields=[],
        columns={"A20-03": "规划信息", "zwdt": "工作动态"},
    )  # fmt: skip
    round_of_deliveries(walk.cast.clock.now())
    assert entry(target, item).state == "DELIVERED"


def test_a_full_disk_is_told_and_tried_again_later(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    target = a_target(walk)
    item = walk.published()

    def full(place: Path, parts: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(package, "_write", full)
        drain()
    row = entry(target, item)
    assert (row.state, row.why) == ("FAILED", "写入失败：No space left on device，稍后自动重试")
    assert round_of_deliveries(row.changed_at + timedelta(minutes=9)) == 0
    assert round_of_deliveries(row.changed_at + timedelta(minutes=11)) == 1
    assert entry(target, item).state == "DELIVERED"


def test_a_table_has_the_headings_of_the_other_side_and_nothing_that_counts_as_a_formula(walk: Walk) -> None:
    fields = [("动作", "action"), ("编码", "id"), ("名称", "title"), ("频道", "column")]
    target = a_target(walk, "TABLE", fields=fields, columns={"zwdt": "工作动态"})
    first, gone = walk.published(title="=1+1"), walk.published(title="第二条")
    drain()
    assert {row.state for row in TargetEntry.objects.all()} == {"WAITING"}
    withdrawn(walk, gone)
    assert TargetEntry.objects.count() == 1  # it never went, so nothing has to be taken back
    file = make_table(act=walk.act(Role.PUBLISHER), target_id=target.pk)
    rows = list(csv.reader(io.StringIO(table.place_of(file).read_text("utf-8-sig"))))
    assert rows == [
        ["动作", "编码", "名称", "频道"],
        ["发布", public_id(first.publication_id or 0), "'=1+1", "工作动态"],
    ]
    assert (entry(target, first).state, file.name) == ("DELIVERED", "t0-20220301-0001.csv")
    withdrawn(walk, first, "PURGED")
    assert entry(target, first).state == "WAITING"
    assert (table.place_of(file).exists(), TargetFile.objects.get(pk=file.pk).removed_at is not None) == (False, True)
    again = make_table(act=walk.act(Role.PUBLISHER), target_id=target.pk)
    rows = list(csv.reader(io.StringIO(table.place_of(again).read_text("utf-8-sig"))))
    assert rows[1] == ["撤下", public_id(first.publication_id or 0), "", ""]
    assert entry(target, first).state == "WITHDRAWN"
    with pytest.raises(Refused, match="没有等待报送"):
        make_table(act=walk.act(Role.PUBLISHER), target_id=target.pk)


def test_a_workbook_is_written_and_a_text_too_long_for_a_cell_is_told(walk: Walk) -> None:
    target = a_target(walk, "TABLE", format="xlsx", fields=[("标题", "title"), ("正文", "body_text")])
    walk.published(title="短")
    long = walk.published(title="长", body_html=f"<p>{'长' * 33_000}</p>")
    drain()
    file = make_table(act=walk.act(Role.PUBLISHER), target_id=target.pk)
    sheet = openpyxl.load_workbook(table.place_of(file)).active
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["标题", "短"]
    assert "XLSX 的一格放不下" in entry(target, long).why


def test_a_target_gets_its_area_its_columns_and_what_was_there_before_when_asked(walk: Walk) -> None:
    police = Walk(walk.cast, walk.cast.police).published(title="公安信息")
    drain()
    own, other = a_target(walk, agency=walk.cast.office), a_target(walk, only=["A20-03"])
    whole = a_target(walk)
    item = walk.published()
    drain()
    assert {row.target_id for row in TargetEntry.objects.filter(publication_id=item.publication_id)} == {
        own.pk,
        whole.pk,
    }
    assert fill_target(act=walk.act(Role.SYSTEM_ADMIN), target_id=whole.pk) == 1
    assert fill_target(act=walk.act(Role.SYSTEM_ADMIN), target_id=other.pk) == 0
    round_of_deliveries(walk.cast.clock.now())
    assert entry(whole, police).state == "DELIVERED"
    with pytest.raises(NotFound):
        retry(act=walk.cast.act(Role.PUBLISHER, agency=walk.cast.police), target_id=whole.pk)


def test_what_was_missed_while_a_target_was_off_follows_when_it_is_on_again(walk: Walk) -> None:
    target = a_target(walk)
    item = walk.published()
    drain()
    Target.objects.filter(pk=target.pk).update(is_active=False)
    withdrawn(walk, item)
    assert entry(target, item).state == "DELIVERED"
    Target.objects.filter(pk=target.pk).update(is_active=True)
    round_of_deliveries(walk.cast.clock.now())
    assert entry(target, item).state == "WITHDRAWN"


def test_addresses_there_are_noted_by_hand_and_by_receipts(walk: Walk) -> None:
    target = a_target(walk)
    first, second = walk.published(), walk.published()
    drain()
    act = walk.act(Role.PUBLISHER)
    with pytest.raises(Refused, match="不是网址"):
        note_address(act=act, entry_id=entry(target, first).pk, address="javascript:alert(1)")
    note_address(act=act, entry_id=entry(target, first).pk, address="https://www.example.gov.cn/1.html")
    receipts = f"编号,网址\n{public_id(second.publication_id or 0)},https://www.example.gov.cn/2.html\n"
    assert take_receipts(act=act, target_id=target.pk, content=receipts.encode("gb18030")) == 1
    with pytest.raises(Refused, match="没有报送到"):
        take_receipts(act=act, target_id=target.pk, content=b"0000000000001,https://www.example.gov.cn/3.html\n")
    assert entry(target, second).address == "https://www.example.gov.cn/2.html"


def test_the_desk_alone_leads_readers_to_the_other_site_and_leaves_no_files(walk: Walk, client: Client) -> None:
    target = a_target(walk)
    known, unknown, gone = (walk.published(title=title) for title in ("甲", "乙", "丙"))
    drain()
    pages = [content_address(item.publication_id or 0) for item in (known, unknown, gone)]
    assert Release.of_installation().path(pages[0].lstrip("/")).exists()
    note_address(
        act=walk.act(Role.PUBLISHER), entry_id=entry(target, known).pk, address="https://www.example.gov.cn/1.html"
    )
    for name, value in (("portal.own", False), ("portal.external", "https://www.example.gov.cn/wenxian/")):
        choose_setting(
            act=walk.cast.act(Role.SYSTEM_ADMIN), agency=walk.cast.government, name=name, value=value,
            since=walk.cast.clock.now().date(),
        )  # fmt: skip
    refresh(walk.cast.clock.now())
    withdrawn(walk, gone)
    assert list(Release.of_installation().names()) == []
    assert not Release.of_installation().is_begun
    assert [client.get(page).status_code for page in pages] == [302, 302, 404]
    assert client.get(pages[0])["Location"] == "https://www.example.gov.cn/1.html"
    for path in (pages[1], "/", "/zfxxgk/", "/hdjl/", "/search?q=甲"):
        assert client.get(path)["Location"] == "https://www.example.gov.cn/wenxian/"
    assert client.get("/api/v1/publications").status_code == 404
    assert client.post("/zfxxgk/ysqgk/").status_code == 404
    assert client.get("/desk/login/").status_code == 200
    assert entry(target, gone).state == "WITHDRAWN"
    assert Publication.objects.filter(state="PUBLISHED").count() == 2
