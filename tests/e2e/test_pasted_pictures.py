"""What comes with a paste from WPS or Word, and what becomes of its pictures: in a browser, with the events a browser sends."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from tests.e2e.conftest import PASSWORD

pytestmark = pytest.mark.browser

SignIn = Callable[[str], Page]

PASTE = """([kind, texts, files]) => {
  const data = new DataTransfer();
  for (const [type, text] of Object.entries(texts)) data.setData(type, text);
  for (const [name, type, content] of files)
    data.items.add(new File([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))], name, { type }));
  const at = document.querySelector(".ProseMirror");
  const box = at.getBoundingClientRect();
  at.dispatchEvent(kind === "paste"
    ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true, clientX: box.x + 20, clientY: box.y + 20 }));
}"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

ONE_ACT = 700
"""Milliseconds after which the editor's 撤销 takes a change for an act of its own (half a second)."""


def png(color: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 24), color).save(out, "PNG")
    return out.getvalue()


def sent(page: Page, texts: dict[str, str], *files: tuple[str, str, bytes], kind: str = "paste") -> None:
    packed = [[name, media_type, b64encode(content).decode()] for name, media_type, content in files]
    page.evaluate(PASTE, [kind, texts, packed])


def data_uri(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"


def begun(page: Page) -> None:
    page.goto("/desk/documents/new/")
    page.get_by_label("信息类型").select_option("news")
    page.get_by_label("栏目").select_option("zwdt")
    page.get_by_label("标题").fill("温县全域水系图文通报")
    page.get_by_role("button", name="开始起草").click()
    page.locator(".ProseMirror").click()
    page.keyboard.type("第一段文字。")


def stored(page: Page, count: int) -> list[str]:
    pictures = page.locator('.ProseMirror img[src^="/desk/documents/pictures/"]')
    expect(pictures).to_have_count(count)
    expect(page.locator('.ProseMirror img[src*="picture-waiting"]')).to_have_count(0)
    return [str(one.get_attribute("src")) for one in pictures.all()]


def test_pictures_come_along_with_a_paste_and_what_cannot_is_counted(sign_in: SignIn) -> None:
    page = sign_in("drafter")
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None)
    begun(page)

    sent(page, {}, ("image.png", "image/png", png("red")))  # a screenshot
    stored(page, 1)

    office = (
        '<html><body><p class="MsoNormal">第二段<!--[if gte vml 1]><v:imagedata src="file:///C:/a.png"/><![endif]-->'
        f'<img src="{data_uri("image/png", png("blue"))}" alt="水系分布图，共 12 条河流"></p><p>第三段<img src="file:///C:/T/clip_image002.png"></p>'
        f'<p>第四段<img src="{data_uri("image/svg+xml", SVG)}"></p><p>第五段<img src="https://www.example.org/x.png"></p></body></html>'
    )
    sent(page, {"text/html": office, "text/plain": "第二段"})
    stored(page, 2)
    said = page.locator(".picture-said")
    for sentence in (
        "1 张图片未能带入：它们只在您的电脑上",
        "扩展名是“.svg”，不能上传",
        "1 张图片未能带入：它们在其他网站上",
    ):
        expect(said).to_contain_text(sentence)

    # WPS and Word: the HTML names a file of the machine, the rich text beside it holds the picture.
    rtf = r"{\rtf1 {\*\shppict{\pict{\*\picprop}\pngblip\bliptag-1{\*\blipuid 00ff}" + "\n" + png("green").hex() + r"}}"
    rtf += r"{\nonshppict{\pict\wmetafile8 0100090000034200000000}}}"
    sent(page, {"text/html": '<p>第六段<img src="file:///C:/T/wps1.jpg"></p>', "text/plain": "第六段", "text/rtf": rtf})
    stored(page, 3)
    expect(said).to_be_empty()

    # A table of a spreadsheet comes with a picture of itself.
    sent(
        page,
        {"text/html": "<table><tr><td>乡镇</td><td>亩</td></tr></table>", "text/plain": "乡镇"},
        ("image.png", "image/png", png("gray")),
    )
    expect(page.locator(".ProseMirror td").first).to_contain_text("乡镇")
    sent(page, {}, ("图.png", "image/png", png("yellow")), kind="drop")
    pictures = stored(page, 4)
    assert len(set(pictures)) == 4

    # Copied out of this editor a picture stays the same: a browser writes its address out in full.
    page.wait_for_timeout(ONE_ACT)
    sent(
        page,
        {
            "text/html": f'<p>第七段<img src="{page.evaluate("location.origin")}{pictures[0]}"></p>',
            "text/plain": "第七段",
        },
    )
    assert stored(page, 5).count(pictures[0]) == 2
    page.keyboard.press("Control+z")
    stored(page, 4)

    words = page.get_by_label("第 1 张图片中的文字")
    words.fill("抢抓农时")
    expect(page.locator("#autosave-said")).to_contain_text("已自动保存", timeout=20_000)
    page.get_by_label("主动公开").check()
    page.get_by_role("button", name="保存并返回").click()
    expect(page.get_by_text("已保存（第")).to_be_visible()
    body = page.locator(".body-preview")
    expect(body.locator("img")).to_have_count(4)
    page.wait_for_load_state("networkidle")
    assert [one.evaluate("one => one.naturalWidth") for one in body.locator("img").all()] == [40] * 4
    assert {one.get_attribute("alt") for one in body.locator("img").all()} == {
        "抢抓农时",
        "水系分布图，共 12 条河流",
        "",
    }
    assert refused == []


def test_without_any_script_the_form_puts_a_picture_in(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/desk/")
    page.get_by_label("用户名").fill("drafter")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.goto("/desk/documents/new/")
    page.get_by_label("信息类型").select_option("news")
    page.get_by_label("栏目").select_option("zwdt")
    page.get_by_label("标题").fill("温县全域水系图文通报")
    page.get_by_role("button", name="开始起草").click()
    page.locator("#body_html").fill("第一段文字。\n第二段文字。")
    page.get_by_role("button", name="保存", exact=True).click()
    picture = {"name": "图.png", "mimeType": "image/png", "buffer": png("red")}
    page.get_by_label("图片文件（JPEG、PNG、GIF、WebP）").set_input_files(files=[picture])  # type: ignore[list-item]
    page.get_by_label("图中的文字，或者图片内容").fill("横幅")
    page.get_by_label("放在哪里").select_option(label="第 1 段“第一段文字。”之后")
    page.get_by_role("button", name="放入图片").click()
    expect(page.get_by_text("图片已放入正文。")).to_be_visible()
    body = page.locator("#body_html").input_value()
    assert re.fullmatch(
        r'<p>第一段文字。</p><img src="/desk/documents/pictures/\w+" alt="横幅"><p>第二段文字。</p>', body
    )
    context.close()
