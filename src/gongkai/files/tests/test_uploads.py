"""Uploads: what is kept, and what is refused with a sentence naming the file. Nothing refused leaves a byte behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from gongkai.agencies.errors import Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.files.kinds import ATTACHMENTS, OLD_OFFICE, PACKAGES, PROOFS
from gongkai.files.models import StoredFile
from gongkai.files.store import read, store_upload
from gongkai.files.tests import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> Path:  # type: ignore[no-untyped-def]
    settings.GONGKAI_HOME = tmp_path
    return tmp_path


def keep(cast: Cast, name: str, content, kinds=ATTACHMENTS) -> StoredFile:  # type: ignore[no-untyped-def]
    return store_upload(act=cast.act(Role.DRAFTER), agency_id=cast.office.pk, name=name, content=content, kinds=kinds)


SOUND = {
    "规划.pdf": (samples.pdf, "application/pdf"),
    "通知.docx": (
        lambda: samples.word("正文"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "名单.XLSX": (lambda: samples.sheet([["甲"]]), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "版式.ofd": (lambda: samples.ofd("正文"), "application/ofd"),
    "图.jpg": (samples.picture, "image/jpeg"),
    "图.png": (lambda: samples.picture("PNG"), "image/png"),
    "图.webp": (lambda: samples.picture("WEBP"), "image/webp"),
    "说明.txt": (lambda: "说明".encode("gb18030"), "text/plain; charset=utf-8"),
    "数据.csv": (lambda: "年度,金额\n2022,1\n".encode(), "text/csv; charset=utf-8"),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_is_kept_as_it_came(cast: Cast, name: str) -> None:
    make, media_type = SOUND[name]
    content = make()
    stored = keep(cast, name, content)
    assert (stored.name, stored.media_type, read(stored)) == (name, media_type, content)


HOSTILE = {
    "脚本.pdf": (lambda: samples.pdf(change=samples.with_script), "含有脚本（JavaScript）"),
    "启动.pdf": (lambda: samples.pdf(change=samples.with_launch), "含有启动外部程序的动作"),
    "夹带.pdf": (lambda: samples.pdf(change=samples.with_file), "内嵌其他文件"),
    "加密.pdf": (samples.encrypted_pdf, "设有打开密码，无法检查；请去掉密码后再上传"),
    "残缺.pdf": (lambda: b"%PDF-1.7\nnothing else", "PDF 结构损坏，无法打开"),
    "宏.docx": (samples.macro_word, "含有宏；请另存为不含宏的格式后再上传"),
    "模板.docx": (samples.word_with_remote_template, "打开时会从外部地址取内容"),
    "取数.docx": (samples.word_with_dde, "含有自动取数域（DDE）"),
    "实体.docx": (samples.word_with_entities, "内含文档类型声明（DTD），无法安全解析"),
    "加密.docx": (samples.encrypted_office, "设有打开密码，无法检查；请去掉密码后再上传"),
    "炸弹.docx": (samples.zip_bomb, "压缩比异常，疑似压缩炸弹"),
    "谎报.docx": (samples.lying_zip, "疑似压缩炸弹|压缩"),
    "越界.docx": (lambda: samples.rezipped(samples.word("x"), {"../../etc/cron.d/x": b"x"}), "内含指向外部路径的条目"),
    "嵌入.docx": (lambda: samples.rezipped(samples.word("x"), {"word/embeddings/o.bin": b"x"}), "嵌有其他文件"),
    "像素.png": (samples.huge_png, "像素"),
    "残缺.png": (lambda: samples.picture("PNG")[:60], "图片数据损坏，无法解码"),
    "夹带.ofd": (lambda: samples.ofd("x", attachment=True), "内嵌附件或脚本"),
    "程序.txt": (lambda: b"MZ\x90\x00\x03", "不是文本文件"),
    "空.txt": (lambda: b"", "是空文件"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_name_and_nothing_is_kept(cast: Cast, home: Path, name: str) -> None:
    make, why = HOSTILE[name]
    with pytest.raises(Refused, match=why) as refusal:
        keep(cast, name, make())
    assert all(f"文件“{name}”" in reason.text and reason.field == "file" for reason in refusal.value.reasons)
    assert not StoredFile.objects.exists()
    assert [path for path in home.rglob("*") if path.is_file()] == []


WRONG = {
    "安装.exe": (lambda: b"MZ\x90\x00", "的扩展名是“.exe”，不能上传；可以上传：PDF（.pdf）"),
    "页面.html": (lambda: b"<script>", "的扩展名是“.html”，不能上传"),
    "图标.svg": (lambda: b"<svg onload='x'>", "的扩展名是“.svg”，不能上传"),
    "无扩展名": (samples.pdf, "没有扩展名，不能上传"),
    "其实是图.pdf": (samples.picture, "的内容是JPEG 图片，与扩展名“.pdf”不符；请把扩展名改为“.jpg”后再上传"),
    "其实是表.docx": (lambda: samples.sheet([["甲"]]), "的内容是Excel 表格，与扩展名“.docx”不符；请把扩展名改为“.xlsx”"),
    "其实是包.xlsx": (lambda: samples.archive({"a.txt": b"a"}), "的内容是ZIP 压缩包，与扩展名“.xlsx”不符；可以上传"),
    "随便.pdf": (lambda: b"hello", "的内容不是PDF"),
    "包.zip": (lambda: samples.archive({"a.txt": b"a"}), "的扩展名是“.zip”，不能上传"),
    "旧.doc": (samples.encrypted_office, "的扩展名是“.doc”，不能上传"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_an_ending_that_is_not_accepted_or_lies(cast: Cast, name: str) -> None:
    make, why = WRONG[name]
    with pytest.raises(Refused, match=f"文件“{name}”{why}"):
        keep(cast, name, make())


def test_archives_and_old_files_only_where_they_are_asked_for(cast: Cast) -> None:
    assert keep(cast, "包.zip", samples.archive({"a.txt": b"a"}), PACKAGES).media_type == "application/zip"
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512
    assert keep(cast, "旧.doc", old, OLD_OFFICE).media_type == "application/msword"
    with pytest.raises(Refused, match="含有宏"):
        keep(cast, "旧.xls", old + "_VBA_PROJECT".encode("utf-16-le"), OLD_OFFICE)
    with pytest.raises(
        Refused, match=r"不能上传；可以上传：PDF（.pdf）、OFD（.ofd）、JPEG 图片（.jpg、.jpeg）、PNG 图片（.png）"
    ):
        keep(cast, "证件.docx", samples.word("x"), PROOFS)


class Huge:
    """300 MB that may not be read: whoever reads them fails the test."""

    size: int | None = 300 * 1024 * 1024

    def read(self) -> bytes:
        raise AssertionError("a file over the limit was read")


def test_three_hundred_megabytes_are_refused_unread(cast: Cast) -> None:
    with pytest.raises(Refused, match=r"文件“录像.pdf”有 300.0 MB，最大 50 MB"):
        keep(cast, "../录像.pdf", Huge())


def test_a_body_over_the_limit_is_refused_by_its_head(client: Client) -> None:
    answer = client.post("/desk/login/", CONTENT_LENGTH=str(300 * 1024 * 1024), content_type="multipart/form-data")
    assert answer.status_code == 413
    assert "一次上传的内容共 300 MB，最大 64 MB" in answer.content.decode()
    assert client.get("/desk/login/").status_code == 200


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("..\\..\\windows\\图.png", "图.png"), ("/etc/cron.d/图.png", "图.png"), ("a\u202egnp.图.png", "agnp.图.png"),
        ("图\x00\r\n.png", "图.png"), ("<b>图|?*.png", "b图.png"), ("长" * 300 + ".png", "长" * 196 + ".png"),
    ],
)  # fmt: skip
def test_a_name_keeps_only_its_last_part_and_its_ending(cast: Cast, name: str, kept: str) -> None:
    assert keep(cast, name, samples.picture("PNG")).name == kept
