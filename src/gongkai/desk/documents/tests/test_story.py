"""A document by the forms alone: drafted, checked, reviewed by four, numbered, published; and who is turned away."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from gongkai.agencies.roles import Role
from gongkai.catalogue.content import attachments_of
from gongkai.catalogue.gate import findings_of
from gongkai.catalogue.models import Autosave, Item
from gongkai.catalogue.tests.test_drafting import docx
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.release_finding import release_finding
from gongkai.desk.documents.tests.desk import Desk, address_of, said
from gongkai.numbering.keys import public_id
from gongkai.review.models import ReviewSheet

EVERYTHING = (
    Role.DRAFTER, Role.SECRECY_REVIEWER, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.APPROVER, Role.PUBLISHER, Role.OFFICE_HEAD,
)  # fmt: skip


def sheet_address(item: Item, verb: str = "") -> str:
    item.refresh_from_db()
    return f"/desk/review/{public_id(item.sheet_id or 0)}/{f'act/{verb}/' if verb else ''}"


def begun(desk: Desk) -> Item:
    client = desk.client(Role.DRAFTER)
    answer = client.post("/desk/documents/new/", {
        "agency": "wenxian-zfb", "kind": "policy_document", "column": "A20-01-03", "title": "关于春耕的意见",
    })  # fmt: skip
    item = Item.objects.get()
    assert answer["Location"] == address_of(item, "edit/")
    return item


def test_a_policy_document_from_the_first_word_to_the_portal(desk: Desk) -> None:
    item = begun(desk)
    incomplete = desk.post(address_of(item, "act/submit/"), Role.DRAFTER)
    for missing in ("未确定公开属性", "须填写正文或附件", "须填写内容概述", "须填写主题分类", "须填写信息形成日期"):
        assert missing in said(incomplete)
    saved = desk.post(
        address_of(item, "edit/"), Role.DRAFTER, version="1", title="关于春耕生产的意见", body_html="各乡镇要抓好春耕。", summary="春耕",
        subject_class="农业、林业、水利\\农业", formed_on="2022-03-01", attribute="PROACTIVE", issuing_agencies="温县人民政府办公室、温县农业农村局",
    )  # fmt: skip
    assert "已保存" in said(saved)
    item.refresh_from_db()
    assert (item.body_html, item.attribute, item.issuing_agencies) == (
        "<p>各乡镇要抓好春耕。</p>", "PROACTIVE", ["温县人民政府办公室", "温县农业农村局"],
    )  # fmt: skip
    assert "须先由公开工作机构审核" in said(desk.post(address_of(item, "act/submit/"), Role.DRAFTER))
    assert "已核定" in said(desk.post(address_of(item, "attribute/"), Role.OFFICE_HEAD, confirm=""))
    assert "须先制定解读方案" in said(desk.post(address_of(item, "act/submit/"), Role.DRAFTER))
    desk.post(address_of(item, "interpretation/plan/"), Role.DRAFTER, forms=["text"], interpreter="局长")
    assert "已送审" in said(desk.post(address_of(item, "act/submit/"), Role.DRAFTER))
    assert "等我审核（1）" in desk.get("/desk/review/", Role.SECRECY_REVIEWER).content.decode()
    desk.post(
        sheet_address(item, "secrecy"), Role.SECRECY_REVIEWER, conclusion="MAY_BE_PUBLIC", basis="保密法第三十五条"
    )
    for role, stage in ((Role.FIRST_REVIEWER, "FIRST"), (Role.SECOND_REVIEWER, "SECOND"), (Role.APPROVER, "FINAL")):
        assert "审核通过" in said(desk.post(sheet_address(item, "pass"), role, stage=stage, opinion="同意"))
    assert "须填写发文字号" in said(desk.post(address_of(item, "act/publish/"), Role.PUBLISHER))
    assert "已编号" in said(desk.post(address_of(item, "act/issue/"), Role.OFFICE_HEAD, prefix="温政办"))
    assert "已发布" in said(desk.post(address_of(item, "act/publish/"), Role.PUBLISHER))
    item.refresh_from_db()
    assert item.publication_id is not None
    page = Client().get(f"/content/{public_id(item.publication_id)}.html").content.decode()
    assert "各乡镇要抓好春耕。" in page
    assert "温政办〔" in page


@pytest.mark.parametrize("who", ["", "只改过一个字的人"])
def test_nobody_approves_what_they_wrote_with_all_roles_and_a_crafted_post(desk: Desk, walk: Walk, who: str) -> None:
    """By the page there is no button; a POST of one's own making is refused by name, at every stage and at publication."""
    item = walk.draft()
    writer = desk.cast.officer(*EVERYTHING, who=who)
    client = Client()
    client.force_login(writer, "django.contrib.auth.backends.ModelBackend")
    client.post(address_of(item, "edit/"), {"version": "1", "title": "改过一个字"})
    client.post(address_of(item, "act/submit/"))
    page = client.get(sheet_address(item)).content.decode()
    assert "您是拟稿人" in page
    assert "act/pass/" not in page
    assert "act/secrecy/" not in page
    answer = client.post(sheet_address(item, "secrecy"), {"conclusion": "MAY_BE_PUBLIC", "basis": "保密法"})
    assert "拟稿人不得审核自己拟写的内容" in said(answer)
    assert ReviewSheet.objects.get().next_stage == "SECRECY"
    item.refresh_from_db()
    walk.review(item.sheet)
    assert "拟稿人不得发布自己拟写的内容" in said(client.post(address_of(item, "act/publish/")))
    item.refresh_from_db()
    assert item.state == "IN_REVIEW"


def test_one_person_with_all_roles_passes_one_stage_only(desk: Desk, walk: Walk) -> None:
    item = walk.submit(walk.draft())
    both = desk.client(*EVERYTHING)
    both.post(sheet_address(item, "secrecy"), {"conclusion": "MAY_BE_PUBLIC", "basis": "保密法"})
    answer = both.post(sheet_address(item, "pass"), {"stage": "FIRST"})
    assert "同一人不得办理两个审核环节" in said(answer)
    assert "act/pass/" not in both.get(sheet_address(item)).content.decode()


def test_a_page_of_yesterday_passes_nothing_today(desk: Desk, walk: Walk) -> None:
    item = walk.submit(walk.draft())
    desk.post(sheet_address(item, "secrecy"), Role.SECRECY_REVIEWER, conclusion="MAY_BE_PUBLIC", basis="保密法")
    answer = desk.post(sheet_address(item, "pass"), Role.FIRST_REVIEWER, stage="FINAL")
    assert "审核不得跳过环节" in said(answer)


def test_two_officers_over_one_draft_lose_nothing(desk: Desk, walk: Walk) -> None:
    item = walk.draft()
    first = desk.post(address_of(item, "edit/"), Role.DRAFTER, version="1", title="甲的题目", body_html="<p>甲写的</p>")
    assert first.status_code == 302
    second = desk.post(
        address_of(item, "edit/"), Role.DRAFTER, who="乙", version="1", title="乙的题目", body_html="<p>乙写的</p>"
    )
    assert second.status_code == 409
    page = second.content.decode()
    assert "乙的题目" in page
    assert "<del>乙写的</del>" in page
    assert "<ins>甲写的</ins>" in page
    assert 'name="version" value="2"' in page
    item.refresh_from_db()
    assert item.title == "甲的题目"


def test_unsaved_typing_comes_back_and_the_other_is_warned(desk: Desk, walk: Walk) -> None:
    item = walk.draft()
    kept = desk.post(
        address_of(item, "autosave/"), Role.DRAFTER, version="1", title="打到一半", body_html="<p>半句</p>"
    )
    assert kept.json()["problem"] == ""
    mine = desk.get(address_of(item, "edit/"), Role.DRAFTER).content.decode()
    assert "已恢复您" in mine
    assert "打到一半" in mine
    theirs = desk.get(address_of(item, "edit/"), Role.DRAFTER, who="乙").content.decode()
    assert "正在修改这篇文稿" in theirs
    assert "打到一半" not in theirs
    desk.post(address_of(item, "edit/"), Role.DRAFTER, version="1", forget="")
    assert not Autosave.objects.exists()


def test_a_refused_form_comes_back_as_it_was_typed(desk: Desk, walk: Walk) -> None:
    item = walk.draft()
    answer = desk.post(
        address_of(item, "edit/"),
        Role.DRAFTER,
        version="1",
        title="题目",
        formed_on="2022年3月",
        attribute="WITHHELD",
        summary="字" * 501,
    )
    page = answer.content.decode()
    assert "信息形成日期“2022年3月”不是日期，请按 2022-06-30 的格式填写" in page
    assert 'value="2022年3月"' in page


def test_withheld_needs_ground_and_reason(desk: Desk, walk: Walk) -> None:
    item = walk.draft()
    answer = desk.post(address_of(item, "edit/"), Role.DRAFTER, version="1", title="题目", attribute="WITHHELD")
    assert "不予公开须选择法定情形" in answer.content.decode()
    done = desk.post(
        address_of(item, "edit/"), Role.DRAFTER, version="1", title="题目", attribute="WITHHELD", ground="process_information|讨论记录",
        attribute_reason="会议讨论记录",
    )  # fmt: skip
    assert done.status_code == 302
    item.refresh_from_db()
    assert (item.ground, item.ground_kind) == ("process_information", "讨论记录")


def test_another_unit_sees_nothing_and_the_supervisor_reads_only(desk: Desk, walk: Walk) -> None:
    item = Walk(walk.cast, walk.cast.police).draft()
    assert desk.get(address_of(item), Role.DRAFTER, agency=walk.cast.market).status_code == 404
    page = desk.get(address_of(item), Role.SUPERVISOR)
    assert "其他单位的信息，只能查看" in page.content.decode()
    assert desk.post(address_of(item, "act/submit/"), Role.SUPERVISOR).status_code == 403


def test_files_are_attached_together_and_the_refused_one_is_named(desk: Desk, walk: Walk) -> None:
    item = walk.draft()
    table, picture = (
        SimpleUploadedFile("2022年预算表.csv", "项目,金额\n春耕,3\n".encode()),
        SimpleUploadedFile("程序.exe", b"MZ"),
    )
    answer = desk.post(address_of(item, "attach/"), Role.DRAFTER, files=[table, picture])
    assert "已添加附件“2022年预算表”" in said(answer)
    assert "程序.exe" in said(answer)
    assert [row.label for row in item.attachments.all()] == ["2022年预算表"]


def test_a_picture_stands_in_the_text_on_the_desk_and_in_public(desk: Desk, walk: Walk) -> None:
    out = BytesIO()
    Image.new("RGB", (2, 2), "red").save(out, "PNG")
    item = walk.draft()
    desk.post(address_of(item, "attach/"), Role.DRAFTER, files=[SimpleUploadedFile("春耕现场照片.png", out.getvalue())])
    picture = public_id(item.attachments.get().file_id)
    body = f'<p>现场</p><img alt="春耕现场" src="/desk/documents/pictures/{picture}">'
    desk.post(address_of(item, "edit/"), Role.DRAFTER, version="2", body_html=body)
    item.refresh_from_db()
    assert f'src="/content/files/{picture}"' in item.body_html
    assert f'src="/desk/documents/pictures/{picture}"' in desk.get(address_of(item), Role.DRAFTER).content.decode()
    assert desk.get(f"/desk/documents/pictures/{picture}", Role.DRAFTER)["Content-Type"] == "image/png"
    assert desk.get(f"/desk/documents/pictures/{picture}", Role.DRAFTER, agency=walk.cast.police).status_code == 404
    approved = walk.approved(item)
    (unread,) = findings_of(approved, attachments_of(approved))
    assert "图片中的文字无法自动检查" in unread.sentence
    release_finding(act=walk.act(Role.APPROVER), item_id=item.id, key=unread.key, reason="已人工核对，图中没有个人信息")
    shown = walk.publish(approved)
    page = Client().get(f"/content/{public_id(shown.publication_id or 0)}.html").content.decode()
    address = f"/content/{public_id(shown.publication_id or 0)}/{picture}"
    assert f'src="{address}"' in page
    assert Client().get(address)["Content-Type"] == "image/png"


def test_a_docx_becomes_the_body(desk: Desk, walk: Walk) -> None:
    item = walk.draft()
    desk.post(address_of(item, "docx/"), Role.DRAFTER, docx=SimpleUploadedFile("办法.docx", docx()))
    item.refresh_from_db()
    assert "<h2>温县农村宅基地管理办法</h2>" in item.body_html


def test_reviewers_see_the_gate_and_release_and_the_drafter_has_no_button(desk: Desk, walk: Walk) -> None:
    item = walk.submit(walk.draft(body_html="<p>值班手机 13838001234</p>"))
    page = desk.get(sheet_address(item), Role.FIRST_REVIEWER).content.decode()
    assert "1 项阻断发布" in page
    assert "13838001234" not in page.partition('id="gate"')[2].partition("审查项目")[0]
    key = page.partition('name="key" value="')[2][:40]
    assert 'name="key"' not in desk.get(address_of(item), Role.DRAFTER).content.decode()
    refused = desk.post(address_of(item, "release/"), Role.FIRST_REVIEWER, key=key, reason="")
    assert "放行须写明理由" in said(refused)
    assert "已放行" in said(
        desk.post(address_of(item, "release/"), Role.FIRST_REVIEWER, key=key, reason="公开的值班电话")
    )
    walk.review(item.sheet)
    assert "已发布" in said(desk.post(address_of(item, "act/publish/"), Role.PUBLISHER))


def test_a_lexicon_is_imported_and_its_check_begins(desk: Desk, walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    monkeypatch.setattr("gongkai.desk.documents.wording.start", lambda job: begun.append(job.pk))
    table = SimpleUploadedFile("词库.csv", "错误表述,建议表述,严重程度,类别\n现场会,推进会,严重,其他\n".encode())
    answer = desk.post("/desk/documents/wording/lexicon/import/", Role.SUPERVISOR, file=table)
    assert "词库已导入" in said(answer)
    assert "第 1 版" in desk.get("/desk/documents/wording/lexicon/?words=现场", Role.DRAFTER).content.decode()
    walk.published(title="会议", body_html="<p>推进会召开</p>")
    assert "没有待处理的错敏词" in desk.get("/desk/documents/wording/", Role.DRAFTER).content.decode()
