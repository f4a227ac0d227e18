"""What stands in a file and where; what hides; what nobody can read. Readers run apart: a broken one harms nothing."""

from __future__ import annotations

import os
import time

import pytest

from gongkai.files import apart
from gongkai.files.extraction import text_of
from gongkai.files.kinds import KINDS
from gongkai.files.tests import samples
from gongkai.files.tests.samples import MOBILE, RESIDENT

WORD, SHEET, PDF = (KINDS[key].media_type for key in ("docx", "xlsx", "pdf"))


def test_words_of_a_document_with_their_places() -> None:
    found = text_of(samples.word("第一段", "第二段", cell="表格里", footer="页脚里"), WORD)
    assert dict(found.parts) == {
        "正文第1段": "第一段", "正文第2段": "第二段", "正文第3段": "表格里", "页脚第1段": "页脚里",
    }  # fmt: skip
    assert found.properties["作者"] == "张三"
    assert (found.hidden, found.is_scannable) == ((), True)
    assert found.text == "第一段\n第二段\n表格里\n页脚里"


def test_a_number_split_over_runs_is_one_text() -> None:
    content = samples.rezipped(
        samples.word("138"), {}, {b"<w:t>138</w:t></w:r>": b"<w:t>138</w:t></w:r><w:r><w:t>03891234</w:t></w:r>"}
    )
    assert text_of(content, WORD).parts == (("正文第1段", MOBILE),)


def test_deleted_and_hidden_words_of_a_document_are_told_apart() -> None:
    more = (
        b"<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        b"<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r><w:r><w:t>seen</w:t></w:r></w:p><w:sectPr"
    )
    found = text_of(samples.rezipped(samples.word("x"), {}, {b"<w:sectPr": more}), WORD)
    assert found.hidden == (("正文第2段，修订中删除的文字", "gone"), ("正文第2段，隐藏文字", "unseen"))
    assert ("正文第2段", "seen") in found.parts


def test_a_picture_in_a_document_has_not_been_read() -> None:
    found = text_of(samples.rezipped(samples.word("x"), {"word/media/image1.png": samples.picture("PNG")}), WORD)
    assert (found.is_scannable, found.problems) == (False, ("内有 1 张图片，图中的文字无法自动检查",))


def test_rows_of_a_workbook_hidden_ones_apart() -> None:
    content = samples.sheet([["姓名", "电话"], ["甲", 13803891234], ["乙", "无"]], hidden_rows=(2,))
    found = text_of(content, SHEET)
    assert ("工作表“名单”第2行", f"甲 | {MOBILE}") in found.parts
    assert ("隐藏的行，工作表“名单”第3行", "乙 | 无") in found.hidden
    assert ("隐藏的工作表，工作表“底稿”第1行", f"身份证 {RESIDENT}") in found.hidden
    assert ("隐藏的工作表的名称", "底稿") in found.hidden
    assert any(where == "批注，单元格A1" and MOBILE in text for where, text in found.hidden)
    assert (found.properties["作者"], found.properties["单位"]) == ("李四", "温县某局")


def test_a_hidden_column_is_not_a_part_of_its_row() -> None:
    found = text_of(samples.sheet([["姓名", "证件"], ["甲", RESIDENT]], hidden_column=1), SHEET)
    assert ("工作表“名单”第2行", "甲") in found.parts
    assert ("隐藏的列，工作表“名单”第2行B列", RESIDENT) in found.hidden


def test_ten_thousand_rows_are_read_in_seconds() -> None:
    content = samples.sheet([[f"第{number}户", number] for number in range(10_000)])
    started = time.monotonic()
    found = text_of(content, SHEET)
    assert len(found.parts) == 10_001
    assert found.parts[-1] == ("工作表“名单”第10000行", "第9999户 | 9999")
    assert time.monotonic() - started < 15


def test_pages_of_a_pdf_and_its_properties() -> None:
    found = text_of(samples.pdf("Budget 2022", author="张三"), PDF)
    assert found.parts == (("第1页", "Budget 2022"),)
    assert found.properties["作者"] == "张三"
    assert found.is_scannable


def test_a_scanned_page_is_said_to_be_one() -> None:
    found = text_of(samples.scanned_pdf(), PDF)
    assert (found.is_scannable, found.problems) == (False, ("第1页是扫描图像，其中的文字无法自动检查",))


def test_ofd_text_and_pictures() -> None:
    assert text_of(samples.ofd("温政〔2022〕4号"), "application/ofd").parts == (("第1页", "温政〔2022〕4号"),)
    photo = text_of(samples.picture(artist="Li Si"), "image/jpeg")
    assert (photo.properties, photo.is_scannable) == ({"作者": "Li Si"}, False)
    assert text_of("一\n二".encode("gb18030"), "text/plain").parts == (("第1行", "一"), ("第2行", "二"))


@pytest.mark.parametrize("media_type", [WORD, SHEET, PDF, "image/png", "application/x-unknown"])
def test_what_cannot_be_read_is_not_scannable(media_type: str) -> None:
    found = text_of(b"PK\x03\x04 broken", media_type)
    assert (found.parts, found.is_scannable, len(found.problems)) == ((), False, 1)


def test_a_reader_knows_neither_key_nor_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    assert not {"GONGKAI_KEY", "DATABASE_URL", "GONGKAI_HOME", "DJANGO_SETTINGS_MODULE"} & set(apart._environment())
    assert "GONGKAI_KEY" in os.environ


def test_a_reader_that_eats_memory_ends_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = samples.archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:a/>" * 3_000_000})
    found = text_of(bomb, WORD)
    assert not found.is_scannable


def test_a_reader_that_does_not_come_back_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS_ON_THE_WALL", 0.01)
    assert text_of(samples.word("x"), WORD).problems == ("解析超过 0.01 秒，已停止",)
