"""The gate: everything found at once, in text, links, names and files; released by another person with a reason, never by silence."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
import xlsxwriter
from django.test import Client

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.roles import Role
from gongkai.catalogue.content import attachments_of
from gongkai.catalogue.gate import findings_of
from gongkai.catalogue.models import FileScan, Item, Release, StockFinding
from gongkai.catalogue.stock_check import check_stock
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.change_lexicon import change_lexicon, keep_finding
from gongkai.catalogue.usecases.correct_item import correct_item, draft_correction
from gongkai.catalogue.usecases.edit_item import attach_file
from gongkai.catalogue.usecases.release_finding import release_finding
from gongkai.catalogue.usecases.withdraw_item import withdraw_item
from gongkai.editions.selectors import content_address
from gongkai.files.store import store_upload
from gongkai.files.tests.samples import pdf, scanned_pdf
from gongkai.jobs.models import Job
from gongkai.numbering.keys import public_id

MOBILE = "13838001234"
RESIDENT = "410825197903154510"  # invented; its check digit is right


def sentences(item: Item) -> list[str]:
    item.refresh_from_db()
    return [finding.sentence for finding in findings_of(item, attachments_of(item))]


def test_a_clean_item_has_nothing_at_the_gate(walk: Walk) -> None:
    assert sentences(walk.draft()) == []


def test_personal_data_in_the_text_stops_and_is_shown_masked(walk: Walk) -> None:
    item = walk.approved(walk.draft(body_html=f"<p>联系人手机 {MOBILE[:3]} <b>{MOBILE[3:7]}</b> {MOBILE[7:]}。</p>"))
    (finding,) = findings_of(item, attachments_of(item))
    assert finding.stops
    assert MOBILE not in finding.sentence
    with pytest.raises(Refused, match="手机号码") as refused:
        walk.publish(item)
    assert {reason.field for reason in refused.value.reasons} == {"gate"}


def test_an_office_telephone_is_a_hint_only(walk: Walk) -> None:
    item = walk.draft(body_html="<p>咨询电话：0391-6199001</p>")
    (finding,) = findings_of(item, attachments_of(item))
    assert not finding.blocks
    assert walk.publish(walk.approved(item)).state == "PUBLISHED"


def test_everything_is_told_at_once(walk: Walk) -> None:
    item = walk.approved(walk.draft(
        title="推进一带一路战略", body_html=f'<p>身份证 {RESIDENT}</p><p><a href="http://192.168.1.5/x">看</a><a href="/desk/x/">看</a></p>',
    ))  # fmt: skip
    with pytest.raises(Refused) as refused:
        walk.publish(item)
    said = "\n".join(reason.text for reason in refused.value.reasons)
    for part in ("公民身份号码", "【一带一路战略】", "http://192.168.1.5/x 指向内网地址", "/desk/x/ 指向工作台"):
        assert part in said
    assert len(refused.value.reasons) == 4


def test_a_finding_is_released_by_another_person_with_a_reason(walk: Walk) -> None:
    item = walk.approved(walk.draft(body_html=f"<p>值班手机 {MOBILE}</p>"))
    (finding,) = findings_of(item, attachments_of(item))
    for act in (walk.act(Role.PUBLISHER), walk.act(Role.DRAFTER)):
        with pytest.raises(NotAllowed):
            release_finding(act=act, item_id=item.id, key=finding.key, reason="公开的值班电话")
    with pytest.raises(Refused, match="须写明理由"):
        release_finding(act=walk.act(Role.APPROVER), item_id=item.id, key=finding.key, reason=" ")
    release_finding(act=walk.act(Role.APPROVER), item_id=item.id, key=finding.key, reason="公开的值班电话")
    with pytest.raises(Refused, match="已由"):
        release_finding(act=walk.act(Role.FIRST_REVIEWER), item_id=item.id, key=finding.key, reason="再放一次")
    assert walk.publish(item).state == "PUBLISHED"
    assert MOBILE not in Release.objects.get().sentence


def test_an_author_with_the_role_does_not_release_the_own_finding(walk: Walk) -> None:
    item = walk.draft(body_html=f"<p>值班手机 {MOBILE}</p>")
    both = walk.cast.act(Role.DRAFTER, Role.APPROVER, agency=walk.agency)
    Item.objects.filter(pk=item.pk).update(authors=[*item.authors, int(both.actor_id)])
    item.refresh_from_db()
    (finding,) = findings_of(item, attachments_of(item))
    with pytest.raises(Refused, match="拟稿人不得放行"):
        release_finding(act=both, item_id=item.id, key=finding.key, reason="公开的值班电话")


def test_a_release_holds_for_these_words_alone(walk: Walk) -> None:
    item = walk.draft(body_html=f"<p>值班手机 {MOBILE}</p>")
    (finding,) = findings_of(item, attachments_of(item))
    release_finding(act=walk.act(Role.APPROVER), item_id=item.id, key=finding.key, reason="公开的值班电话")
    Item.objects.filter(pk=item.pk).update(body_html="<p>村民张某手机 13900001111</p>")
    item.refresh_from_db()
    (other,) = findings_of(item, attachments_of(item))
    assert other.stops


def test_a_link_to_what_is_not_public_is_broken_and_one_to_what_is_holds(walk: Walk) -> None:
    shown, down = walk.published(), walk.published()
    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=down.id, kind="WITHDRAWN_SILENTLY", reason="过时")
    body = "".join(f'<a href="/content/{public_id(one.publication_id or 0)}.html">看</a>' for one in (shown, down))
    assert sentences(walk.draft(body_html=body)) == [
        f"链接 /content/{public_id(down.publication_id or 0)}.html 指向的信息没有公开"
    ]


def test_a_picture_of_another_site_is_stopped_and_a_link_to_one_is_a_hint(walk: Walk) -> None:
    """Browsers ask no other site for anything (content security policy): readers would see a hole."""
    item = walk.draft(body_html='<img src="https://www.gov.cn/p.png" alt="图"><a href="//www.gov.cn/">看</a>')
    picture, link = findings_of(item, attachments_of(item))
    assert (picture.stops, link.stops) == (True, False)
    assert (
        picture.sentence
        == "链接 https://www.gov.cn/p.png 是其他网站的图片，公众的浏览器不会显示，请作为附件上传后插入正文"
    )
    assert link.sentence.startswith("外部链接 1 个")


def sheet(hidden: bool = False) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        shown = book.add_worksheet("名单")
        shown.write(0, 0, "祥云镇布署情况")
        if hidden:
            other = book.add_worksheet("底册")
            other.write(0, 0, f"身份证号 {RESIDENT}")
            other.hide()
            shown.activate()
    return out.getvalue()


def attached(walk: Walk, content: bytes, name: str, label: str) -> Item:
    item = walk.draft()
    act = walk.act(Role.DRAFTER)
    stored = store_upload(act=act, agency_id=item.agency_id, name=name, content=content)
    return attach_file(act=act, item_id=item.id, version=1, file=stored, label=label)


def test_hidden_sheets_wordings_and_a_nameless_attachment_are_found_in_a_file(walk: Walk) -> None:
    item = attached(walk, sheet(hidden=True), "名单.xlsx", "附件1")
    said = "\n".join(sentences(item))
    for part in ("附件名称“附件1”看不出内容", "公民身份号码", "含隐藏内容", "【布署】"):
        assert part in said
    assert RESIDENT not in said
    stops = {finding.section for finding in findings_of(item, attachments_of(item)) if finding.stops}
    assert stops == {"file", "personal"}
    assert RESIDENT not in str(FileScan.objects.get().found)


def test_a_file_is_read_once_for_its_content_and_again_for_a_new_lexicon(walk: Walk) -> None:
    item = attached(walk, sheet(), "名单.xlsx", "祥云镇部署情况表")
    sentences(item)
    sentences(item)
    assert FileScan.objects.count() == 1
    content = "错误表述,建议表述,严重程度,类别\n祥云镇,祥云街道,严重,过时用语\n".encode()
    change_lexicon(act=walk.cast.act(Role.SUPERVISOR), name="词库.csv", content=content)
    assert any("【祥云镇】" in said for said in sentences(item))
    assert FileScan.objects.count() == 2


def test_a_scanned_file_is_marked_for_readers_and_its_text_is_asked_for(walk: Walk, client: Client) -> None:
    """What is on its pages cannot be checked, so another person has looked; a file with text has neither mark nor question."""
    item = attached(walk, scanned_pdf(), "批复.pdf", "关于规划的批复")
    plain = store_upload(act=walk.act(Role.DRAFTER), agency_id=item.agency_id, name="规划.pdf", content=pdf())
    attach_file(act=walk.act(Role.DRAFTER), item_id=item.id, version=2, file=plain, label="规划说明书")
    unread, asked = findings_of(item, attachments_of(item))
    assert (unread.stops, asked.stops) == (True, False)
    assert unread.sentence == "附件“关于规划的批复”无法检查：第1页是扫描图像，其中的文字无法自动检查"
    assert asked.sentence == "附件“关于规划的批复”是扫描件，没有文字层，公众无法检索和朗读"
    assert asked.mend.startswith("请另附有文字的版本")
    walk.approved(Item.objects.get(pk=item.pk))
    release_finding(act=walk.act(Role.APPROVER), item_id=item.id, key=unread.key, reason="已逐页核对")
    shown = walk.publish(Item.objects.get(pk=item.pk))
    page = client.get(content_address(shown.publication_id or 0)).content.decode()
    marks = {
        label: "扫描件（没有文字层）" in line
        for label, line in re.findall(r">([^<]+)</a> <span>([^<]+)</span></li>", page)
    }
    assert marks == {"关于规划的批复": True, "规划说明书": False}


def test_a_picture_without_words_is_told(walk: Walk) -> None:
    item = walk.draft(body_html='<p><img src="/content/files/x"></p>')
    assert item.body_html == '<p><img alt="" src="/content/files/x"></p>'
    assert "正文图片 1 张没有文字说明" in sentences(item)
    worded = walk.draft(body_html='<p><img src="/content/files/x" alt="规划范围：东至黄河路"></p>')
    assert not [said for said in sentences(worded) if "文字说明" in said]


def test_a_hijacked_link_and_a_wording_in_the_words_of_a_picture_are_found(walk: Walk) -> None:
    """Neither is text a reader sees; the first is where a reader lands."""
    content = "错误表述,建议表述,严重程度,类别\nbad.example,,严重,被劫持或者不良链接\n".encode()
    change_lexicon(act=walk.cast.act(Role.SUPERVISOR), name="词库.csv", content=content)
    body = '<p><a href="https://WWW.bad.example/x">详情</a><img src="/content/files/x" alt="见bad.example"></p>'
    hits = [said for said in sentences(walk.draft(body_html=body)) if said.startswith("链接、图片说明（严重）")]
    assert len(hits) == 2
    item = walk.published()
    Item.objects.filter(pk=item.pk).update(body_html=body)
    check_stock()
    assert {row.place for row in StockFinding.objects.filter(item=item)} == {"链接、图片说明"}


def test_what_cannot_be_scanned_is_blocked_not_passed(walk: Walk) -> None:
    item = attached(walk, sheet(), "名单.xlsx", "祥云镇部署情况表")
    FileScan.objects.all().delete()
    item.attachments.get().file.__class__.objects.update(media_type="application/x-unknown")
    found = findings_of(item, attachments_of(item))
    assert [finding.stops for finding in found if finding.section == "file"] == [True]
    with pytest.raises(Refused, match="无法检查"):
        walk.publish(walk.approved(item))


def test_a_correction_passes_the_same_gate(walk: Walk) -> None:
    item = walk.published()
    correction = draft_correction(
        act=walk.act(Role.DRAFTER), item_id=item.id, note="补充电话", body_html=f"<p>手机 {MOBILE}</p>"
    )
    walk.review(correction.sheet)
    with pytest.raises(Refused, match="手机号码"):
        correct_item(act=walk.act(Role.PUBLISHER), correction_id=correction.id)
    found = findings_of(item, attachments_of(item), correction.changes)
    release_finding(
        act=walk.act(Role.APPROVER),
        item_id=item.id,
        key=found[0].key,
        reason="公开的值班电话",
        correction_id=correction.id,
    )
    assert correct_item(act=walk.act(Role.PUBLISHER), correction_id=correction.id).body_html.endswith(f"{MOBILE}</p>")


LEXICON = "错误表述,建议表述,严重程度,类别\n现场会,现场推进会,严重,其他\n".encode()


def test_a_new_lexicon_puts_down_a_check_of_the_stock_with_a_work_list(walk: Walk) -> None:
    item, draft = walk.published(), walk.draft()
    version, job = change_lexicon(act=walk.cast.act(Role.SUPERVISOR), name="词库.csv", content=LEXICON)
    assert (version.number, job.state, Job.objects.count()) == (1, "WAITING", 1)
    assert check_stock() == 2
    rows = list(StockFinding.objects.order_by("id"))
    assert {(row.item_id, row.place, row.right) for row in rows} == {
        (item.id, "标题", "现场推进会"),
        (item.id, "正文", "现场推进会"),
    }
    assert draft.id not in {row.item_id for row in rows}
    with pytest.raises(NotAllowed):
        keep_finding(act=walk.act(Role.DRAFTER), finding_id=rows[0].id, reason="名称如此")
    keep_finding(act=walk.act(Role.FIRST_REVIEWER), finding_id=rows[0].id, reason="名称如此")
    assert check_stock() == 1
    walk.corrected(item, title="温县召开春季农业生产推进会", body_html="<p>3月1日召开。</p>")
    assert check_stock() == 0
    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind="WITHDRAWN_SILENTLY", reason="过时")
    check_stock()
    assert not StockFinding.objects.exists()


def test_a_serious_wording_stops_and_a_general_one_does_not(walk: Walk) -> None:
    general = walk.published(body_html="<p>按装路灯</p>")
    assert general.state == "PUBLISHED"
    with pytest.raises(Refused, match="一带一路战略"):
        walk.published(body_html="<p>一带一路战略</p>")
