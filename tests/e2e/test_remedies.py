"""One case through its whole course: a partial grant with a severed file, sued over, revoked, to be answered anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SignIn = Callable[[str], Page]
HOUSEHOLDER, PHONE = "司马青", "13803917799"


def do(page: Page, case: str, verb: str) -> None:
    """Open a step of a case."""
    page.goto(f"{case}do/{verb}/")


def done(page: Page) -> None:
    page.locator("button[name=go][value=do]").click()
    expect(page).not_to_have_url(re.compile("/do/"))


def registered(page: Page) -> str:
    """At the counter; the address of the new case."""
    page.goto("/desk/requests/new/")
    page.locator("[name=agency]").select_option("wenxian-zfb")
    page.locator("[name=channel]").select_option("IN_PERSON")
    for name, text in (("name", "闻人芷若"), ("subject", "滨河路拆迁补偿花名册"), ("description", "申请公开滨河路拆迁补偿花名册"),
                       ("handling_unit", "政策法规股")):  # fmt: skip
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name=re.compile("^登记")).last.click()
    page.get_by_role("link", name="打开申请").click()
    return page.url.partition("?")[0]


def severed(page: Page, case: str, folder: Path) -> None:
    """Mark a name by its words and an area by dragging; the copy goes beside the reply."""
    document = Document()
    for line in ("滨河路拆迁补偿花名册", f"户主{HOUSEHOLDER}，电话{PHONE}，补偿45000元。", "合计120000元。"):
        document.add_paragraph(line)
    document.save(str(folder / "花名册.docx"))
    page.goto(case)
    page.get_by_role("main").get_by_role("link", name="区分处理").first.click()
    page.get_by_label("名称（列入答复书附件）").fill("滨河路拆迁补偿花名册（部分公开）")
    page.locator("#file").set_input_files(folder / "花名册.docx")
    page.get_by_role("button", name="上传").click()
    page.get_by_label("要隐去的文字").fill(HOUSEHOLDER)
    page.get_by_role("button", name="查找并标记").click()
    page.get_by_label("要隐去的文字").fill(PHONE)
    page.get_by_role("button", name="查找并标记").click()
    expect(page.get_by_text("不予公开内容清单（2 处）")).to_be_visible()
    box = page.locator("#sheet").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.55, steps=4)
    page.mouse.up()
    expect(page.locator("#area-form [name=left]")).to_have_value(re.compile(r"^(49|50)\."))
    page.locator("#area-form button").click()
    page.get_by_role("button", name="生成副本").click()
    answer = page.request.get(page.get_by_role("link", name="下载副本").get_attribute("href") or "")
    text = "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(answer.body()))
    assert "合计120000元" in re.sub(r"\s", "", text)
    assert HOUSEHOLDER not in text
    assert PHONE not in text


def test_a_partial_grant_is_sued_over_and_must_be_made_anew(sign_in: SignIn, tmp_path: Path):
    clerk, drafter, lawyer, signer = (sign_in(name) for name in ("requests", "drafter", "legal", "approver"))
    case = registered(clerk)
    do(drafter, case, "draft")
    drafter.locator("[name=outcome]").select_option("PARTIALLY_GRANTED")
    drafter.locator("[name=grounds][value='REG 15']").check()
    drafter.locator("[name=content]").fill("现将可以公开的内容提供给您，涉及个人隐私的部分不予公开。")
    done(drafter)
    severed(drafter, case, tmp_path)
    do(drafter, case, "submit")
    done(drafter)
    steps = (
        (lawyer, "legal-review", "passed", "yes"),
        (signer, "approve", "approved", "yes"),
        (clerk, "send", "delivery", "IN_PERSON"),
    )
    for page, verb, field, choice in steps:
        do(page, case, verb)
        page.locator(f"[name={field}]").select_option(choice)
        done(page)
    do(clerk, case, "deliver")
    done(clerk)
    clerk.goto(case)
    clerk.get_by_role("link", name="文书（PDF、DOCX）").click()
    letter = clerk.request.get(clerk.get_by_role("link", name="PDF", exact=True).last.get_attribute("href") or "")
    text = re.sub(
        r"\s", "", "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(letter.body()))
    )
    for words in ("政府信息公开申请答复书", "附件：滨河路拆迁补偿花名册（部分公开）", "应当先申请行政复议"):
        assert words in text
    lawyer.goto(case)
    lawyer.get_by_role("link", name="登记复议、诉讼").click()
    lawyer.get_by_label("案件类别").select_option("litigation_direct")
    lawyer.get_by_label("行政复议机关或者受理法院").fill("温县人民法院")
    lawyer.get_by_label("事项（不含个人信息，列入台账）").fill("不服部分公开答复")
    today = lawyer.evaluate("new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10)")
    lawyer.get_by_label("申请人提出日期").fill(today)
    lawyer.get_by_role("button", name="登记").click()
    expect(lawyer.get_by_text("应当先申请行政复议").first).to_be_visible()
    lawyer.locator("#detail").select_option("REVOKED")
    lawyer.get_by_role("button", name="登记结果").click()
    expect(lawyer.get_by_text("表四“结果纠正”")).to_be_visible()
    lawyer.locator("form[action$='/effect/'] button").click()
    lawyer.goto(case)
    expect(lawyer.get_by_text("责令重新答复").first).to_be_visible()
