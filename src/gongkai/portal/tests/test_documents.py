"""The page of a document: metadata in order, validity, corrections, files, pictures' text, downloads, links out of the site."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from urllib.parse import unquote

import docx
import pytest
from django.db import transaction
from django.test import Client
from pypdf import PdfReader

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.editions.publish import correct, withdraw
from gongkai.editions.selectors import content_address
from gongkai.files.names import size_words
from gongkai.portal.blocks import blocks_of
from gongkai.portal.tests.published import published

pytestmark = pytest.mark.django_db
ENDED = {
    "document_type": "normative_documents",
    "effective_on": "2017-03-01",
    "ended_on": "2022-03-01",
    "ended_by": "温政〔2022〕9号",
}


def page(client: Client, cast: Cast, **more: object) -> str:
    one = published(cast, **more)  # type: ignore[arg-type]
    answer = client.get(content_address(one.id))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_metadata_stands_in_the_usual_order(client: Client, cast: Cast) -> None:
    text = page(client, cast, date_of_document="2022-02-28", keywords="政务公开")
    labels = [
        "索引号",
        "主题分类",
        "发文机关",
        "成文日期",
        "标题",
        "发文字号",
        "发布日期",
        "主题词",
        "有效性",
        "施行日期",
    ]
    places = [text.index(f'<th scope="row">{label}</th>') for label in labels]
    assert places == sorted(places)
    assert "<td>有效</td>" in text
    assert "None" not in text


def test_a_document_not_in_force_yet_says_from_when_and_its_last_day_is_the_one_before_it_expires(
    client: Client, cast: Cast
) -> None:
    """In force from 15 April 2022 for five years: the last day is 14 April 2027."""
    days = {"effective_on": "2022-04-15", "expires_on": "2027-04-15"}
    text = page(client, cast, document={"document_type": "normative_documents", **days})
    assert "<td>有效（自2022-04-15起施行）</td>" in text
    assert '<th scope="row">有效期至</th><td>2027-04-14</td>' in text


@pytest.mark.parametrize(
    ("how", "how_zh", "word"), [("EXPIRED", "有效期届满失效", "失效"), ("REPEALED", "废止", "废止")]
)
def test_a_document_that_ended_says_so_above_its_text(
    client: Client, cast: Cast, how: str, how_zh: str, word: str
) -> None:
    text = page(client, cast, document={**ENDED, "ended_how": how, "ended_how_zh": how_zh})
    assert f"本文件已于 2022-03-01 {how_zh}。依据：温政〔2022〕9号" in text
    assert f"<td>{word}</td>" in text


def test_a_correction_is_visible_with_its_day(client: Client, cast: Cast) -> None:
    one = published(cast)
    cast.on(date(2022, 3, 7))
    with transaction.atomic():
        correct(
            act=cast.act(Role.PUBLISHER), subject_kind=one.subject_kind, subject_id=one.subject_id, title=one.title,
            payload=one.current.payload, note="更正附件2第3行金额",  # type: ignore[union-attr]
        )  # fmt: skip
    assert "更正说明（2022年3月7日）：更正附件2第3行金额" in client.get(content_address(one.id)).content.decode()


def test_a_link_to_another_site_leads_over_the_notice(client: Client, cast: Cast) -> None:
    body = '<p><a href="https://example.com/?a=1&amp;b=2" rel="noopener">外部</a><a href="/zfxxgk/">内部</a></p>'
    text = page(client, cast, body_html=body)
    assert 'href="https://example.com' not in text
    assert 'href="/zfxxgk/"' in text
    address = text.split('<p><a href="')[1].split('"')[0].replace("&amp;", "&")
    notice = client.get(address)
    assert notice.status_code == 200
    assert 'href="https://example.com/?a=1&amp;b=2" rel="noopener noreferrer nofollow"' in notice.content.decode()
    assert client.get(address.replace("example.com", "evil.com")).status_code == 404
    assert client.get("/leave/?to=https://evil.com").status_code == 404
    assert "example.com" in unquote(address)


def test_words_of_a_picture_are_there_to_read(client: Client, cast: Cast) -> None:
    words = "一图读懂：每户补贴三百元，五月底前申请"
    text = page(client, cast, body_html=f'<p><img src="/a.png" alt="{words}"><img src="/b.png" alt="照片"></p>')
    assert f"<summary>图片中的文字</summary><p>{words}</p></details>" in text
    assert "图片中的文字" not in page(client, cast, number=2)


def test_files_stand_with_kind_and_size(client: Client, cast: Cast) -> None:
    entry = {
        "file": "0000000000001",
        "label": "附件1：名单",
        "media_type": "application/pdf",
        "size": 2_500_000,
        "sha256": "0" * 64,
    }
    assert "附件1：名单</a> <span>PDF，2.4 MB</span>" in page(client, cast, attachments=[entry])
    assert [size_words(size) for size in (1, 1024, 880_640, 1_048_576)] == ["1 KB", "1 KB", "860 KB", "1.0 MB"]


TABLE = "<h2>标准</h2><p>每户<b>三百</b>元</p><ul><li>五月申请</li></ul><table><tr><th>户</th><th>元</th></tr><tr><td>1</td><td>300</td></tr></table>"


def test_a_body_as_blocks() -> None:
    assert [(one.kind, one.text, one.level, one.rows) for one in blocks_of(TABLE)] == [
        ("heading", "标准", 1, []), ("paragraph", "每户三百元", 0, []), ("point", "五月申请", 0, []),
        ("table", "", 0, [["户", "元"], ["1", "300"]]),
    ]  # fmt: skip


@pytest.mark.parametrize("ending", ["txt", "docx", "pdf"])
def test_a_document_is_downloaded_with_its_metadata_and_words(client: Client, cast: Cast, ending: str) -> None:
    one = published(cast, body_html=TABLE)
    answer = client.get(f"{content_address(one.id).removesuffix('.html')}/document.{ending}")
    content = answer.getvalue()  # type: ignore[attr-defined]
    if ending == "docx":
        word = docx.Document(BytesIO(content))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        text = "".join([*(one.text for one in word.paragraphs), *cells])
    elif ending == "pdf":
        text = "".join(leaf.extract_text() for leaf in PdfReader(BytesIO(content)).pages)
    else:
        text = content.decode("utf-8-sig")
    for words in ("办法第1号", "温政规〔2022〕1号", "每户三百元", "五月申请", "300"):
        assert words in "".join(text.split()), words


def test_nothing_of_a_withdrawn_document_can_be_had(client: Client, cast: Cast) -> None:
    one = published(cast)
    base = content_address(one.id).removesuffix(".html")
    addresses = [f"{base}/document.txt", f"{base}/document.pdf", f"{base}/qr.svg"]
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]
    with transaction.atomic():
        withdraw(
            act=cast.act(Role.PUBLISHER),
            subject_kind=one.subject_kind,
            subject_id=one.subject_id,
            state="WITHDRAWN_SILENTLY",
        )
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert client.get(f"{base}/document.exe").status_code == 404
