"""Pictures a text carries: taken out of it, put back, counted where they lie elsewhere."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

import pytest
from docx import Document
from PIL import Image

from gongkai.catalogue.body_pictures import part, picture_tag, places_in, put_back, with_picture, words_said
from gongkai.catalogue.html import clean_html
from gongkai.catalogue.word_import import read_docx

PASTED = (
    '<p class="MsoNormal">一、总体情况<!--[if gte vml 1]><v:imagedata src="file:///C:/a.png"/><![endif]--><img src="file:///C:/Temp/clip_image001.png"></p>'
    '<p><IMG SRC=\' data:image/png;base64,iVBORw0K\n Ggo= \' alt="入河排口分布图">二、问题</p><img src="data:image/svg+xml,%3Csvg%2F%3E"><img src="/content/files/x" alt="在">'
)


def test_pictures_inside_a_pasted_text_are_taken_out_and_those_elsewhere_counted() -> None:
    parted = part(PASTED)
    assert [(one.mark, one.content, one.said, one.words) for one in parted.pictures] == [
        ("picture-2", b"\x89PNG\r\n\x1a\n", "image/png", "入河排口分布图"), ("picture-3", b"<svg/>", "image/svg+xml", ""),
    ]  # fmt: skip
    assert parted.left == 1
    assert "file:" not in parted.html
    back = put_back(parted.html, {"picture-2": ("/content/files/abc", '图"中'), "picture-3": None})
    assert clean_html(back) == (
        '<p>一、总体情况</p><p><img src="/content/files/abc" alt="图&quot;中">二、问题</p><img src="/content/files/x" alt="在">'
    )


def test_a_text_without_pictures_comes_back_as_it_is() -> None:
    text = "<p>联系方式 profile: 与 data 无关</p><script>x</script>"
    assert part(text).html is text


@pytest.mark.parametrize("address", ["data:image/png;base64,@@@", "data:image/png;base64,"])
def test_a_picture_that_cannot_be_read_is_an_empty_one_and_is_told_as_such(address: str) -> None:
    (picture,) = part(f'<img src="{address}">').pictures
    assert picture.content == b""


def test_a_picture_with_an_address_nobody_can_read_does_not_stay_behind_as_an_empty_frame() -> None:
    assert clean_html('<p>甲<img src="file:///C:/a.png" alt="乙">丙</p>') == "<p>甲丙</p>"
    assert clean_html('<p>甲<img src="/content/files/x">丙</p>') == '<p>甲<img alt="" src="/content/files/x">丙</p>'


@pytest.mark.parametrize(
    ("alt", "words"),
    [
        ("温县2022年财政收入柱状图", "温县2022年财政收入柱状图"), ("image001.png", ""), ("IMG_256", ""), ("图片 1", ""), ("wps1", ""), ("  ", ""),
        ("图片包含 游戏机, 桌子\n\n描述已自动生成", ""), ("图片展示了三个方面", ""), ("图表：三项收入", "图表：三项收入"),
    ],
)  # fmt: skip
def test_what_programs_call_a_picture_is_no_word_of_it(alt: str, words: str) -> None:
    assert words_said(alt) == words


def test_a_picture_goes_behind_the_paragraph_chosen() -> None:
    body = (
        "<h2>一、<strong>甲</strong></h2>\n<table><tbody><tr><td><p>乙</p></td></tr></tbody></table><p>丙 &gt; 丁</p>"
    )
    assert [place.begins for place in places_in(body)] == ["一、甲", "乙", "丙 > 丁"]
    tag = picture_tag("/content/files/x", "图")
    assert with_picture(body, tag, 0) == tag + body
    assert with_picture(body, tag, 1) == body.replace("</h2>", "</h2>" + tag)
    assert with_picture(body, tag, 2) == body.replace("</table>", "</table>" + tag)
    assert with_picture(body, tag, None) == with_picture(body, tag, 9) == body + tag


def png(color: str = "red", size: tuple[int, int] = (8, 8)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, color).save(out, "PNG")
    return out.getvalue()


def test_a_document_of_word_gives_its_pictures_in_order() -> None:
    document, out = Document(), BytesIO()
    document.add_paragraph("第一段")
    document.add_picture(BytesIO(png("red")))
    document.add_paragraph("第二段")
    document.add_picture(BytesIO(png("blue")))
    document.save(out)
    parted = read_docx("通报.docx", out.getvalue())
    assert [one.content for one in parted.pictures] == [png("red"), png("blue")]
    assert parted.html == (
        '<p>第一段</p><p><img alt="" src="picture-1"></p><p>第二段</p><p><img alt="" src="picture-2"></p>'
    )


def test_the_encoding_of_a_picture_does_not_matter() -> None:
    (picture,) = part(f'<img src="data:image/png;base64,{b64encode(png()).decode()}">').pictures
    assert picture.content == png()
