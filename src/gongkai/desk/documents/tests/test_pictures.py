"""Pictures in the text: pasted (the editor sends them), put in by a form, out of a DOCX; hostile ones; what becomes of them in public."""

from __future__ import annotations

import zlib
from base64 import b64encode
from io import BytesIO
from struct import pack

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from PIL import Image

from gongkai.agencies.roles import Role
from gongkai.catalogue.content import attachments_of
from gongkai.catalogue.gate import findings_of
from gongkai.catalogue.models import Attachment, Item
from gongkai.catalogue.tests.test_body_pictures import png
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.release_finding import release_finding
from gongkai.catalogue.usecases.withdraw_item import withdraw_item
from gongkai.desk.documents.tests.desk import Desk, address_of, said
from gongkai.files.models import StoredFile
from gongkai.files.store import read
from gongkai.numbering.keys import public_id


def pasted(desk: Desk, item: Item, content: bytes, version: int | None = None, **fields: str) -> dict[str, object]:
    item.refresh_from_db()
    upload = SimpleUploadedFile(fields.pop("name", "image.png"), content, fields.pop("type", "image/png"))
    answer = desk.post(
        address_of(item, "pictures/"), Role.DRAFTER, picture=upload, version=str(version or item.version), **fields
    )
    told: dict[str, object] = answer.json()
    return {**told, "status": answer.status_code}


def from_a_camera() -> bytes:
    out = BytesIO()
    image = Image.new("RGB", (8, 8), "green")
    exif = image.getexif()
    exif[0x013B] = "张三"
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_pasted_picture_is_kept_without_its_authors_data_and_stands_in_a_new_version(desk: Desk, walk: Walk) -> None:
    item = walk.draft()
    told = pasted(desk, item, from_a_camera(), words="春耕现场，横幅写着“抢抓农时”")
    row = Attachment.objects.get()
    assert told == {
        "address": f"/desk/documents/pictures/{public_id(row.file_id)}", "words": "春耕现场，横幅写着“抢抓农时”", "version": 2,
        "removed": "拍摄与作者信息", "status": 200,
    }  # fmt: skip
    assert (row.label, row.in_text, row.file.name, row.file.media_type) == (
        "正文图片1",
        True,
        "正文图片1.jpg",
        "image/jpeg",
    )
    assert "张三".encode() not in read(row.file)
    assert pasted(desk, item, from_a_camera(), words="IMG_256")["version"] == 2
    assert Attachment.objects.count() == 1


def test_words_typed_before_a_picture_was_pasted_come_back(desk: Desk, walk: Walk) -> None:
    item = walk.draft()
    desk.post(address_of(item, "autosave/"), Role.DRAFTER, version="1", title="打到一半", body_html="<p>半句</p>")
    pasted(desk, item, png())
    page = desk.get(address_of(item, "edit/"), Role.DRAFTER).content.decode()
    assert "已恢复您" in page
    assert "打到一半" in page


def test_a_picture_for_a_version_somebody_changed_or_a_draft_in_review_is_refused(desk: Desk, walk: Walk) -> None:
    item = walk.draft()
    desk.post(address_of(item, "edit/"), Role.DRAFTER, who="乙", version="1", title="乙的题目")
    late = pasted(desk, item, png(), version=1)
    assert (late["status"], "他人已保存修改" in str(late["problem"])) == (409, True)
    walk.submit(item)
    assert "不能直接修改" in str(pasted(desk, item, png())["problem"])
    assert not StoredFile.objects.exists()
    assert desk.post(address_of(item, "pictures/"), Role.DRAFTER, agency=walk.cast.police).status_code == 404


def bomb() -> bytes:
    """A PNG of some kilobytes that says it has 30,000 x 30,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    head = pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 4_000_000))
        + chunk(b"IEND", b"")
    )


HOSTILE = [
    (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "image/svg+xml", "扩展名是“.svg”，不能上传"),
    (b"\x89PNG\r\n\x1a\n<script>", "image/png", "图片数据损坏"),
    (b"<script>alert(1)</script>", "image/png", "内容不是PNG 图片"),
    (b"", "image/png", "空文件"),
    (bomb(), "image/png", "像素"),
    (b"\x01\0\0\0" + b"\0" * 60, "image/x-emf", "扩展名是“.emf”，不能上传"),
]  # fmt: skip
NAMES = [
    "script in an SVG",
    "no PNG behind its first bytes",
    "no picture",
    "nothing",
    "pixels without end",
    "EMF of Word",
]


@pytest.mark.parametrize(("content", "kind", "sentence"), HOSTILE, ids=NAMES)
def test_a_hostile_picture_is_refused_in_a_sentence_and_leaves_nothing(
    desk: Desk, walk: Walk, content: bytes, kind: str, sentence: str
) -> None:
    item = walk.draft()
    told = pasted(desk, item, content, type=kind)
    assert told["status"] == 409
    assert sentence in str(told["problem"])
    item.refresh_from_db()
    assert (item.version, Attachment.objects.count(), StoredFile.objects.count()) == (1, 0, 0)


def test_pictures_carried_by_a_saved_text_are_kept_one_by_one_and_the_refused_are_named(desk: Desk, walk: Walk) -> None:
    """What a form without the editor sends, or one of somebody's own making."""
    item = walk.draft()
    good, bad = b64encode(png()).decode(), b64encode(HOSTILE[0][0]).decode()
    body = (
        f'<p>甲</p><img src="data:image/png;base64,{good}" alt="路线图"><p>乙</p><img src="data:image/svg+xml;base64,{bad}">'
        '<p>丙<img src="file:///C:/Temp/clip_image001.png"></p>'
    )
    told = said(desk.post(address_of(item, "edit/"), Role.DRAFTER, version="1", body_html=body))
    row = Attachment.objects.get()
    item.refresh_from_db()
    assert item.body_html == (
        f'<p>甲</p><img src="/content/files/{public_id(row.file_id)}" alt="路线图"><p>乙</p><p>丙</p>'
    )
    for sentence in ("第 2 张图片.svg", "这张图片没有带入", "文中有 1 张图片未能带入", "已带入 1 张图片", "已保存"):
        assert sentence in told
    refused = desk.post(
        address_of(item, "edit/"),
        Role.DRAFTER,
        version="1",
        body_html=body.replace(good, b64encode(png("blue")).decode()),
    )
    assert refused.status_code == 409
    assert Attachment.objects.count() == 1


def test_a_docx_brings_its_pictures(desk: Desk, walk: Walk) -> None:
    item = walk.draft()
    document, out = Document(), BytesIO()
    document.add_paragraph("第一段")
    document.add_picture(BytesIO(png()))
    document.save(out)
    told = said(
        desk.post(address_of(item, "docx/"), Role.DRAFTER, docx=SimpleUploadedFile("通报.docx", out.getvalue()))
    )
    assert "已导入“通报.docx”的正文" in told
    item.refresh_from_db()
    row = Attachment.objects.get()
    assert item.body_html == f'<p>第一段</p><p><img src="/content/files/{public_id(row.file_id)}" alt=""></p>'


def test_a_picture_by_the_form_alone_stands_behind_the_paragraph_chosen(desk: Desk, walk: Walk) -> None:
    item = walk.draft(body_html="<p>甲</p><p>乙</p>")
    page = desk.get(address_of(item, "edit/"), Role.DRAFTER).content.decode()
    assert "第 1 段“甲”之后" in page
    send = {"version": "1", "behind": "1", "words": "路线 \n图", "named": "1"}
    told = said(
        desk.post(
            address_of(item, "pictures/put-in/"), Role.DRAFTER, picture=SimpleUploadedFile("a.png", png()), **send
        )
    )
    assert "图片已放入正文" in told
    item.refresh_from_db()
    file = public_id(Attachment.objects.get().file_id)
    assert item.body_html == f'<p>甲</p><img src="/content/files/{file}" alt="路线 图"><p>乙</p>'
    assert "请先选择图片文件" in said(
        desk.post(address_of(item, "pictures/put-in/"), Role.DRAFTER, version=str(item.version))
    )


def test_a_picture_is_public_in_its_text_only_and_gone_with_it(desk: Desk, walk: Walk) -> None:
    """One that was taken out of the text again never goes out; the page lists neither as an attachment."""
    item = walk.draft()
    shown, taken_out = (str(pasted(desk, item, png(color))["address"]) for color in ("red", "blue"))
    item.refresh_from_db()
    desk.post(
        address_of(item, "edit/"), Role.DRAFTER, version=str(item.version), body_html=f'<p>现场</p><img src="{shown}" alt="横幅文字">'
    )  # fmt: skip
    assert "已不在正文中，不会公开" in desk.get(address_of(item), Role.DRAFTER).content.decode()
    item.refresh_from_db()
    approved = walk.approved(item)
    (unread,) = findings_of(approved, attachments_of(approved))
    release_finding(act=walk.act(Role.APPROVER), item_id=item.id, key=unread.key, reason="已核对，图中没有个人信息")
    item = walk.publish(approved)
    base = f"/content/{public_id(item.publication_id or 0)}"
    citizen = Client()
    page = citizen.get(f"{base}.html").content.decode()
    names = [address.rpartition("/")[2] for address in (shown, taken_out)]
    assert f'<img src="{base}/{names[0]}" alt="横幅文字">' in page
    assert "正文图片" not in page
    assert [citizen.get(f"{base}/{name}").status_code for name in names] == [200, 404]
    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind="PURGED", reason="图片有误")
    assert citizen.get(f"{base}/{names[0]}").status_code == 404
