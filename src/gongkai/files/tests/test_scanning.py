"""Personal data in texts and files: body, cells, hidden places, names, properties; shown masked only."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.files.models import StoredFile
from gongkai.files.scanning import findings, plain
from gongkai.files.store import store_upload
from gongkai.files.tests import samples
from gongkai.files.tests.samples import MOBILE, RESIDENT
from gongkai.privacy.detection import Found

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> Path:  # type: ignore[no-untyped-def]
    settings.GONGKAI_HOME = tmp_path
    return tmp_path


def kept(cast: Cast, name: str, content: bytes) -> StoredFile:
    return store_upload(act=cast.act(Role.DRAFTER), agency_id=cast.office.pk, name=name, content=content)


def test_innocent_texts_and_files_are_clean(cast: Cast) -> None:
    scan = findings(
        texts=[("正文", "<p>依据温政〔2022〕4号，拨付资金1234567890元</p>")],
        files=[kept(cast, "通知.docx", samples.word("统一社会信用代码11410825005817000K", author=""))],
    )
    assert (scan.places, scan.unscannable, scan.is_clean) == ((), (), True)


def test_a_number_split_by_tags_is_found_in_the_body() -> None:
    scan = findings(texts=[("正文", f"<p>联系人电话<b>{MOBILE[:3]}</b><i>{MOBILE[3:]}</i>，张三</p>")])
    assert [(place.kind, place.where, place.masked) for place in scan.places] == [(Found.MOBILE, "正文", "138******34")]
    assert not scan.is_clean


def test_every_hiding_place_of_a_workbook_is_told(cast: Cast) -> None:
    content = samples.sheet([["姓名"], [f"甲{MOBILE}"], [f"乙{MOBILE}"]], hidden_rows=(2,))
    scan = findings(files=[kept(cast, f"名单{RESIDENT}.xlsx", content)])
    assert {place.where for place in scan.places} == {
        "的文件名", "工作表“名单”第2行", "隐藏的行，工作表“名单”第3行", "隐藏的工作表，工作表“底稿”第1行", "批注，单元格A1",
    }  # fmt: skip
    shown = " ".join(place.sentence for place in scan.places)
    assert MOBILE not in shown
    assert RESIDENT not in shown


def test_properties_are_read_too(cast: Cast) -> None:
    scan = findings(files=[kept(cast, "计划.pdf", samples.pdf(author=f"张三 {MOBILE}"))])
    assert [place.where for place in scan.places] == ["的属性“作者”"]


def test_what_cannot_be_scanned_is_not_clean(cast: Cast) -> None:
    scan = findings(files=[kept(cast, "扫描件.pdf", samples.scanned_pdf())])
    assert (scan.places, scan.is_clean) == ((), False)
    assert [(one.file, one.problem) for one in scan.unscannable] == [
        ("扫描件.pdf", "第1页是扫描图像，其中的文字无法自动检查")
    ]


def test_a_missing_file_is_not_clean(cast: Cast, home: Path) -> None:
    stored = kept(cast, "计划.pdf", samples.pdf())
    next(path for path in home.rglob("*") if path.is_file()).unlink()
    assert findings(files=[stored]).unscannable[0].problem == "文件缺失或已损坏，无法检查"


def test_html_as_a_reader_sees_it() -> None:
    assert plain("<td>甲</td><td>1</td>").split() == ["甲", "1"]
    assert plain("a &lt; b") == "a < b"
    assert "电话13803891234" in plain('<img alt="电话13803891234">')
