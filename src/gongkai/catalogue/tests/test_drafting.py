"""A draft on its way: typing that is kept, files taken off again, text that comes from Word."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest
from docx import Document

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.audit.models import AuditLine
from gongkai.catalogue.comparing import compared, is_same
from gongkai.catalogue.html import clean_html, lines_of
from gongkai.catalogue.models import Autosave, Item
from gongkai.catalogue.selectors import items_to_check
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.edit_item import attach_file, detach_file, edit_item
from gongkai.catalogue.usecases.keep_typed import forget_typed, keep_typed
from gongkai.catalogue.word_import import read_docx
from gongkai.files.store import store_scan

PNG = b"\x89PNG\r\n\x1a\n"


def test_what_is_typed_is_kept_without_a_new_version_and_without_a_line_in_the_log(walk: Walk) -> None:
    item = walk.draft()
    lines = AuditLine.objects.count()
    keep_typed(act=walk.act(Role.DRAFTER), item_id=item.id, version=1, typed={"title": "改"})
    keep_typed(act=walk.act(Role.DRAFTER), item_id=item.id, version=1, typed={"title": "改到一半"})
    kept = Autosave.objects.get()
    assert (kept.typed, kept.version, AuditLine.objects.count()) == ({"title": "改到一半"}, 1, lines)
    item.refresh_from_db()
    assert (item.version, item.title) == (1, "温县召开春季农业生产现场会")


def test_saving_removes_only_the_own_autosave(walk: Walk) -> None:
    item = walk.draft()
    keep_typed(act=walk.act(Role.DRAFTER), item_id=item.id, version=1, typed={"title": "甲"})
    keep_typed(act=walk.act(Role.DRAFTER, who="另一人"), item_id=item.id, version=1, typed={"title": "乙"})
    edit_item(act=walk.act(Role.DRAFTER), item_id=item.id, version=1, title="甲定稿")
    assert [row.typed for row in Autosave.objects.all()] == [{"title": "乙"}]
    forget_typed(act=walk.act(Role.DRAFTER, who="另一人"), item_id=item.id)
    assert not Autosave.objects.exists()


def test_nothing_is_kept_over_an_item_in_review_of_others_or_too_long(walk: Walk) -> None:
    item = walk.draft()
    with pytest.raises(NotFound):
        keep_typed(act=walk.cast.act(Role.DRAFTER, agency=walk.cast.police), item_id=item.id, version=1, typed={})
    with pytest.raises(NotAllowed):
        keep_typed(act=walk.act(Role.PUBLISHER), item_id=item.id, version=1, typed={})
    with pytest.raises(Refused, match="超过 200 万字符"):
        keep_typed(act=walk.act(Role.DRAFTER), item_id=item.id, version=1, typed={"body_html": "字" * 2_000_001})
    walk.submit(item)
    with pytest.raises(Refused, match="不能修改"):
        keep_typed(act=walk.act(Role.DRAFTER), item_id=item.id, version=1, typed={})


def test_a_file_taken_off_closes_the_gap_and_makes_a_new_version(walk: Walk) -> None:
    item = walk.draft()
    act = walk.act(Role.DRAFTER)
    for number in (1, 2, 3):
        stored = store_scan(act=act, agency_id=item.agency_id, name=f"{number}.png", content=PNG + bytes([number]))
        item = attach_file(act=act, item_id=item.id, version=number, file=stored, label=f"附件{number}")
    middle = item.attachments.get(label="附件2")
    item = detach_file(act=act, item_id=item.id, version=4, attachment_id=middle.id)
    assert list(item.attachments.order_by("place").values_list("place", "label")) == [(1, "附件1"), (2, "附件3")]
    assert item.version == 5
    with pytest.raises(Refused, match="已经移除"):
        detach_file(act=act, item_id=item.id, version=5, attachment_id=middle.id)


def test_what_is_pasted_from_word_keeps_structure_and_loses_the_look() -> None:
    pasted = (
        '<!--[if gte mso 9]><xml><o:x/></xml><![endif]--><style>p{color:red}</style><h2 class="MsoHeading" style="mso-x:1">一、总则'
        '</h2><p class="MsoNormal" onclick="x()"><span style="font-family:仿宋">第一条<o:p></o:p></span></p><script>alert(1)</script>'
        '<a href="javascript:alert(1)">看</a>'
    )
    assert clean_html(pasted) == '<h2>一、总则</h2><p><span>第一条</span></p><a rel="noopener noreferrer">看</a>'


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("//evil.example/x", "https://evil.example/x"), ("/\\evil.example", "https://evil.example"), ("https:evil.example", "https://evil.example"),
        ("/\t/evil.example", "https://evil.example"), ("https://www.gov.cn/a?b=1&amp;c=2", "https://www.gov.cn/a?b=1&amp;c=2"),
        ("/content/x.html", "/content/x.html"), ("#a", "#a"), ("\u2003javascript:x", "\u2003javascript:x"),
    ],
)  # fmt: skip
def test_an_address_of_another_site_says_so(written: str, kept: str) -> None:
    """The last: a path below this page for every browser, and it must not become anything else here."""
    assert clean_html(f'<a href="{written}">看</a>') == f'<a href="{kept}" rel="noopener noreferrer">看</a>'


def test_plain_text_becomes_paragraphs_and_lines_come_back() -> None:
    assert clean_html("第一段\n\n 第二段 & 余 ") == "<p>第一段</p><p>第二段 &amp; 余</p>"
    body = "<p>甲<br>乙</p><table><tbody><tr><td>丙</td><td>丁 &amp; 戊</td></tr></tbody></table>"
    assert lines_of(body) == ["甲", "乙", "丙", "丁 & 戊"]


def test_two_texts_are_compared_line_by_line() -> None:
    changes = compared(["甲", "乙", "丙"], ["甲", "乙改", "丙", "丁"])
    assert [(change.how, change.old, change.new) for change in changes] == [
        ("same", ("甲",), ("甲",)), ("changed", ("乙",), ("乙改",)), ("same", ("丙",), ("丙",)), ("added", (), ("丁",)),
    ]  # fmt: skip
    assert is_same(compared(["甲"], ["甲"]))
    assert not is_same(changes)


def docx() -> bytes:
    document, out = Document(), BytesIO()
    document.add_heading("温县农村宅基地管理办法", 1)
    document.add_paragraph("第一条 为规范宅基地管理，制定本办法。")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "乡镇", "祥云镇"
    document.save(out)
    return out.getvalue()


def test_a_docx_becomes_headings_paragraphs_and_tables() -> None:
    body = read_docx("办法.docx", docx())
    assert lines_of(body.html) == ["温县农村宅基地管理办法", "第一条 为规范宅基地管理，制定本办法。", "乡镇", "祥云镇"]
    assert "<h2>温县农村宅基地管理办法</h2>" in body.html
    assert "<table>" in body.html
    assert (body.pictures, body.left) == ((), 0)


def _bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 90 * 1024 * 1024)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0 old", "旧格式"),
        (b"plain", "不是 DOCX 文件"),
        (_bomb(), "解压后过大"),
        (docx()[:900], "不是 DOCX 文件"),
    ],
    ids=["old or encrypted", "no zip", "bomb", "cut short"],
)
def test_a_file_that_is_no_document_is_refused_in_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said) as refused:
        read_docx("文件.docx", content)
    assert len(refused.value.reasons) == 1


def test_the_register_of_what_waits_shows_a_proposed_attribute_until_it_is_checked(walk: Walk) -> None:
    item = walk.document()
    head = walk.act(Role.OFFICE_HEAD)
    assert list(items_to_check(head)) == [item]
    walk.checked(item)
    assert list(items_to_check(head)) == []
    assert Item.objects.get().attribute_checked_at is not None
    assert head.today == date(2022, 3, 1)
