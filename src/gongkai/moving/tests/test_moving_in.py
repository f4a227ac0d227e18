"""An old site moves in: dry run, all or nothing, the gate, two people, its own days, its own numbers, its old addresses."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.db import transaction
from django.test import Client
from PIL import Image

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.roles import Role
from gongkai.audit.models import AuditLine
from gongkai.catalogue.integrity import broken_numbers
from gongkai.catalogue.models import DocumentIssued, Item, ItemPublished, NormativeDocument
from gongkai.catalogue.usecases.withdraw_item import withdraw_item
from gongkai.clock import legal_day
from gongkai.editions.models import Publication
from gongkai.editions.publish import publish
from gongkai.editions.selectors import content_address
from gongkai.files.models import StoredFile
from gongkai.moving.models import OldAddress, SiteFile, SiteImport, SiteMapping, SiteRow
from gongkai.moving.tests.site import DOCUMENT, HOST, NEWS, NOTICE, OldSite
from gongkai.moving.usecases import import_site as importing
from gongkai.moving.usecases.clear_row import leave_out, release_row_finding
from gongkai.moving.usecases.examine_batch import examine_batch
from gongkai.moving.usecases.import_site import clear_abandoned
from gongkai.moving.usecases.publish_batch import publish_batch, vouch_for_batch

pytestmark = pytest.mark.django_db
CARD = "410825198001010010"


def test_a_dry_run_says_what_is_wrong_by_row_and_column_and_writes_nothing(old: OldSite) -> None:
    old.put("坏.pdf", b"%PDF-1.4 nothing")
    report = old.take(
        NEWS,
        {**NEWS, "标题": "", "发布日期": "昨天", "网址": "http://evil.example/x"},
        {**NEWS, "栏目": "领导活动", "网址": "/a/1", "成文日期": "2020-01-01", "附件": "没有.pdf；坏.pdf"},
        {**NEWS, "网址": f"https://{HOST}/art/2019/3/4/art_1_2.html"},
        {**DOCUMENT, "文号": "", "成文日期": ""},
        dry_run=True,
    )
    told = [(fault.row, fault.field, fault.value, fault.reason.partition("；")[0]) for fault in report.faults]
    assert told == [
        (3, "发布日期", "昨天", "不是日期"),
        (3, "网址", "http://evil.example/x", "网址属于“evil.example”，不是本次迁入的网站“www.wenxian.gov.cn”"),
        (3, "标题", "", "没有标题"),
        (4, "栏目", "领导活动", "没有这个栏目，或者已关闭"),
        (4, "成文日期", "2020-01-01", "晚于发布日期2019-03-04"),
        (4, "附件", "没有.pdf", "附件文件夹或者 ZIP 中没有这个文件"),
        (4, "附件", "坏.pdf", told[6][3]),
        (5, "网址", f"https://{HOST}/art/2019/3/4/art_1_2.html", "与第2行重复"),
        (6, "文号", "", "行政规范性文件须填写发文字号"),
        (6, "成文日期", "", "行政规范性文件须填写成文日期"),
    ]
    assert all(fault.accepted for fault in report.faults)
    assert (report.batch, dict(report.unknown_columns)) == (None, {"领导活动": 1})
    assert [model.objects.count() for model in (SiteImport, SiteRow, StoredFile, SiteMapping, Item)] == [0] * 5


def test_with_one_wrong_row_nothing_comes_in_and_without_it_everything(old: OldSite) -> None:
    assert old.take(NEWS, {**NOTICE, "发布日期": "2099-01-01"}).batch is None
    assert not SiteRow.objects.exists()
    report = old.take(NEWS, NOTICE, DOCUMENT)
    assert (report.new, report.faults, SiteRow.objects.count()) == (3, (), 3)
    assert report.batch is not None
    assert report.batch.number == "县政府办迁入〔2022〕1号"
    line = AuditLine.objects.get(event="moving.staged")
    assert (line.facts["rows"], line.facts["sha256"]) == (3, report.batch.sha256)
    assert not Item.objects.exists()


@pytest.mark.parametrize(("heading", "ceases"), [("失效日期", "2023-05-01"), ("有效期至", "2023-05-02")])
def test_the_last_day_in_force_and_the_day_a_document_ceases_are_told_apart(
    old: OldSite, heading: str, ceases: str
) -> None:
    old.take({**DOCUMENT, "施行日期": "2018-05-01", heading: "2023年5月1日"})
    assert SiteRow.objects.get().values["expires_on"] == ceases


def test_the_same_file_again_changes_nothing_and_a_mended_one_replaces_what_waits(old: OldSite) -> None:
    first = old.take(NEWS, NOTICE)
    again = old.take(NEWS, NOTICE)
    assert (again.repeated, again.batch, again.unchanged) == (True, first.batch, 2)
    assert (SiteImport.objects.count(), SiteRow.objects.count()) == (1, 2)
    mended = old.take({**NEWS, "标题": "改过的标题"}, NOTICE)
    assert (mended.new, mended.unchanged, mended.replaced) == (1, 1, 1)
    assert [(row.title, row.state) for row in old.rows()] == [
        ("县城区供水管网改造完工", "REPLACED"), ("关于申报补贴的通知", "WAITING"), ("改过的标题", "WAITING"),
    ]  # fmt: skip


def test_published_it_stands_under_its_own_day_with_the_evidence_and_counts_for_that_day(
    old: OldSite, client: Client
) -> None:
    batch = old.published(NEWS, NOTICE, DOCUMENT)
    assert (batch.state, batch.vouched_by_name != batch.importer_name) == ("PUBLISHED", True)
    item = Item.objects.get(title="关于申报补贴的通知")
    assert item.published_on == item.origin_published_on == date(2019, 3, 4)
    assert (item.origin_index_number, item.origin_address) == ("000014349/2019-00110", f"{HOST}/info.aspx?id=7")
    assert item.index_number != item.origin_index_number
    assert item.index_number.endswith("/2022-00002")
    assert item.origin_vouched_by == old.cast.officer(Role.PUBLISHER)
    found = item.publication
    assert found is not None
    assert found.current is not None
    assert (legal_day(found.first_published_at), legal_day(found.current.published_at)) == (
        date(2019, 3, 4),
        date(2022, 3, 1),
    )
    facts = {(fact.happened_on, legal_day(fact.recorded_at)) for fact in ItemPublished.objects.all()}
    assert facts == {(date(2019, 3, 4), date(2022, 3, 1)), (date(2018, 5, 1), date(2022, 3, 1))}
    page = client.get(content_address(found.id)).content.decode()
    for words in (
        "原门户网站迁入",
        "保留原发布日期 2019-03-04",
        f"{HOST}/info.aspx?id=7",
        "000014349/2019-00110",
        'content="2019-03-04 00:00"',
    ):
        assert words in page
    document = NormativeDocument.objects.get()
    assert (document.issued_on, DocumentIssued.objects.get().inherited) == (date(2018, 4, 28), True)
    assert list(broken_numbers()) == []


def test_an_earlier_day_without_its_evidence_is_refused_by_the_editions_themselves(old: OldSite) -> None:
    given: dict[str, Any] = {
        "act": old.cast.act(Role.PUBLISHER), "subject_kind": "x", "subject_id": 1, "agency": old.cast.office, "column": "zwdt",
        "title": "x", "originally_on": date(2019, 3, 4),
    }  # fmt: skip
    for payload in ({}, {"origin": {"published_on": "2019-03-04", "address": "", "batch": "1", "vouched_by": "x"}}):
        with pytest.raises(ValueError, match="evidence"), transaction.atomic():
            publish(payload=payload, **given)


def test_old_addresses_lead_on_and_stop_when_the_item_is_taken_down(old: OldSite, client: Client) -> None:
    old.published(NEWS, NOTICE)
    news, notice = Item.objects.order_by("id")
    assert news.publication is not None
    assert notice.publication is not None
    for path, item in (("/art/2019/3/4/art_1_2.html", news), ("/info.aspx?id=7", notice)):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (301, content_address(item.publication_id))
    assert client.get("/info.aspx?id=8").status_code == 404
    assert client.post("/art/2019/3/4/art_1_2.html").status_code == 404
    withdraw_item(act=old.cast.act(Role.PUBLISHER), item_id=news.id, kind="WITHDRAWN_SILENTLY", reason="重复")
    assert client.get("/art/2019/3/4/art_1_2.html").status_code == 404
    assert client.get(content_address(news.publication_id)).status_code == 404


@pytest.mark.parametrize(
    "address", ["/", "/zfxxgk/", "/content/0sc9n9bj8frky.html", "//evil.example/x", "javascript:alert(1)", "/a b", "\\\\x", "art/1.html"],
)  # fmt: skip
def test_addresses_that_would_hide_a_page_or_lead_elsewhere_are_refused(old: OldSite, address: str) -> None:
    assert [fault.field for fault in old.take({**NEWS, "网址": address}, dry_run=True).faults] == ["网址"]


def test_two_old_sites_with_one_path_are_told_apart_by_their_host(old: OldSite, client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    old.published(NEWS)
    old.published(
        {**NEWS, "标题": "另一网站的信息", "网址": "/art/2019/3/4/art_1_2.html"},
        site="公安局网站",
        host="gaj.wenxian.gov.cn",
    )
    first, second = Item.objects.order_by("id")
    path = "/art/2019/3/4/art_1_2.html"
    assert client.get(path, headers={"host": HOST})["Location"] == content_address(first.publication_id or 0)
    assert client.get(path, headers={"host": "gaj.wenxian.gov.cn"})["Location"] == content_address(
        second.publication_id or 0
    )
    assert client.get(path, headers={"host": "other.example"}).status_code == 404


def test_the_gate_makes_a_list_that_another_person_clears(old: OldSite) -> None:
    personal = {
        **NEWS,
        "正文": f"<p onclick='x()'>身份证号 {CARD}</p><script>alert(1)</script><img src='/upload/no.png' alt='示意图'>",
    }
    batch = old.examined(personal, NOTICE)
    bad, good = old.rows()
    assert (bad.state, good.state) == ("WAITING", "CLEAR")
    assert "script" not in bad.values["body_html"]
    assert "onclick" not in bad.values["body_html"]
    assert CARD not in str(bad.findings)
    assert {one["section"] for one in bad.findings} == {"personal", "file"}
    publisher = old.cast.act(Role.PUBLISHER)
    vouch_for_batch(act=publisher, batch_id=batch.pk)
    publish_batch(act=publisher, batch_id=batch.pk)
    assert [row.state for row in old.rows()] == ["WAITING", "OUT"]
    key = bad.findings[0]["key"]
    with pytest.raises(NotAllowed):
        release_row_finding(act=publisher, row_id=bad.pk, key=key, reason="公开号码")
    both = old.cast.act(Role.DRAFTER, Role.FIRST_REVIEWER)
    own = old.examined({**personal, "网址": "/x/1"}, act=both)
    with pytest.raises(Refused, match="导入人不得放行"):
        release_row_finding(act=both, row_id=own.rows.get().pk, key=own.rows.get().findings[0]["key"], reason="x")
    reviewer = old.cast.act(Role.FIRST_REVIEWER)
    for one in bad.findings:
        release_row_finding(act=reviewer, row_id=bad.pk, key=one["key"], reason="已核实，系公开信息")
    assert old.rows()[0].state == "CLEAR"
    publish_batch(act=publisher, batch_id=batch.pk)
    item = Item.objects.get(pk=bad.pk)
    assert item.releases.count() == len(bad.findings)
    assert SiteImport.objects.get(pk=batch.pk).state == "PUBLISHED"


def test_a_row_left_out_stays_out_and_the_importer_never_vouches(old: OldSite) -> None:
    both = old.cast.act(Role.DRAFTER, Role.PUBLISHER)
    batch = old.examined(NEWS, NOTICE, act=both)
    with pytest.raises(Refused, match="导入人不得担保"):
        vouch_for_batch(act=both, batch_id=batch.pk)
    leave_out(act=both, row_id=old.rows()[0].pk, reason="已过时")
    assert old.take(NEWS, NOTICE, act=both).unchanged == 2
    act = old.cast.act(Role.PUBLISHER)
    with pytest.raises(Refused, match="请先担保"):
        publish_batch(act=act, batch_id=batch.pk)
    vouch_for_batch(act=act, batch_id=batch.pk)
    publish_batch(act=act, batch_id=batch.pk)
    publish_batch(act=act, batch_id=batch.pk)
    assert (Item.objects.count(), Publication.objects.count(), OldAddress.objects.count()) == (1, 1, 1)
    assert old.take({**NOTICE, "标题": "另一标题"}).faults[0].reason.startswith("这个网址的信息已经迁入并发布")


def test_attachments_and_pictures_come_in_from_a_zip_with_chinese_names(old: OldSite, client: Client) -> None:
    drawn = BytesIO()
    Image.new("RGB", (4, 4)).save(drawn, "PNG")
    png = drawn.getvalue()
    packed = old.zipped(
        {
            "2019/申报指南.txt": "申报指南全文".encode(),
            "upload/2019/图.png": png,
            "text/全文.html": "<p>正文在文件里</p>".encode("gb18030"),
        }
    )
    row = {**NEWS, "正文": "", "正文文件": "全文.html", "附件": "2019\\申报指南.TXT|2019年申报指南"}
    picture = {
        **NOTICE,
        "正文": "<p><img src='http://www.wenxian.gov.cn/upload/2019/图.png' alt='示意图'></p>",
        "正文文件": "",
        "附件": "",
    }
    batch = old.published(row, picture, files=packed)
    waiting = old.rows()[1]
    for one in waiting.findings:  # a picture cannot be searched for personal data: somebody has to look at it
        release_row_finding(
            act=old.cast.act(Role.SECRECY_REVIEWER), row_id=waiting.pk, key=one["key"], reason="已看过，无个人信息"
        )
    publish_batch(act=old.cast.act(Role.PUBLISHER), batch_id=batch.pk)
    first, second = Item.objects.order_by("id")
    assert (first.body_html, [one.label for one in first.attachments.all()]) == (
        "<p>正文在文件里</p>",
        ["2019年申报指南"],
    )
    attached = second.attachments.get()
    page = client.get(content_address(second.publication_id or 0)).content.decode()
    assert 'src="/content/' in page
    assert "www.wenxian.gov.cn/upload" not in page
    assert attached.label == "正文图片：图.png"


def test_a_bomb_or_two_files_of_one_name_are_refused(old: OldSite) -> None:
    for parts in ({"a.txt": b"0" * 3_000_000}, {"a.txt": b"1", "A.TXT": b"2"}):
        with pytest.raises(Refused):
            old.take(NEWS, files=old.zipped(parts))
    assert not SiteImport.objects.exists()


def test_headings_and_columns_are_asked_for_once_and_remembered(old: OldSite) -> None:
    row = {"题目": "标题在这里", "内容": "<p>正文</p>", "时间": "2019-03-04", "链接": "/a/1.html", "频道": "领导活动"}
    with pytest.raises(Refused, match="没有找到“标题”一栏"):
        old.take(row)
    told = {"headings": {"title": "题目", "published_on": "时间"}, "columns": {"领导活动": "zwdt"}}
    assert old.take(row, **told).new == 1
    other = {**row, "链接": "/a/2.html"}
    assert old.take(other).new == 1
    assert {row.values["column"] for row in old.rows()} == {"zwdt"}


def test_a_workbook_with_date_cells_is_read(old: OldSite, tmp_path: Any) -> None:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["标题", "正文", "发布日期", "网址", "栏目"])
    sheet.write_row(1, 0, ["标题一", "正文一", date(2019, 3, 4), "/a/1.html", "zwdt"])
    book.close()
    path = tmp_path / "items.xlsx"
    path.write_bytes(out.getvalue())
    report = importing.import_site(act=old.drafter(), agency=old.cast.office, site="原门户网站", host=HOST, path=path)
    assert (report.new, report.faults) == (1, ())
    assert old.rows()[0].values["published_on"] == "2019-03-04"


def test_a_killed_import_leaves_nothing_and_its_traces_are_cleared(
    old: OldSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    old.put("指南.txt")
    row = {**NEWS, "附件": "指南.txt"}

    def killed(*args: Any, **options: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(SiteRow.objects, "bulk_create", killed)
    with pytest.raises(KeyboardInterrupt):
        old.take(row)
    monkeypatch.undo()
    assert (SiteImport.objects.get().state, SiteRow.objects.count(), SiteFile.objects.count()) == ("STAGING", 0, 1)
    assert clear_abandoned(old.cast.office) == 1
    assert [model.objects.count() for model in (SiteImport, SiteFile, StoredFile)] == [0, 0, 0]
    assert old.take(row).new == 1


def test_a_killed_publication_goes_on_where_it_stopped(old: OldSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.moving.usecases.publish_batch.PORTION", 1)
    batch = old.examined(NEWS, NOTICE)
    act = old.cast.act(Role.PUBLISHER)
    vouch_for_batch(act=act, batch_id=batch.pk)

    def stop_after_one(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish_batch(act=act, batch_id=batch.pk, told=stop_after_one)
    assert Item.objects.count() == 1
    publish_batch(act=act, batch_id=batch.pk)
    assert [row.state for row in old.rows()] == ["OUT", "OUT"]
    assert list(broken_numbers()) == []


def test_only_the_own_unit_and_only_a_drafter_may_bring_in(old: OldSite) -> None:
    with pytest.raises(NotAllowed):
        old.take(NEWS, act=old.cast.act(Role.PUBLISHER))
    with pytest.raises(NotAllowed):
        old.take(NEWS, agency=old.cast.police)
    assert (
        old.take({**NEWS, "发布机构": "县公安局"}, dry_run=True).faults
        == old.take({**NEWS, "发布机构": "县公安局"}).faults
    )
    batch = old.examined(NEWS)
    with pytest.raises(Refused, match="没有这个迁入批次"):
        examine_batch(act=old.cast.act(Role.PUBLISHER, agency=old.cast.police), batch_id=batch.pk)
