"""A document from the first word to its withdrawal, through the browsers of seven people; and the one who may not approve what they wrote."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SignIn = Callable[[str], Page]
TITLE = "温县召开榴花会筹备工作会议"


def begin(page: Page, title: str = TITLE) -> str:
    """A draft with text and attribute, saved; the address of its page."""
    page.goto("/desk/documents/new/")
    page.get_by_label("信息类型").select_option("news")
    page.get_by_label("栏目").select_option("zwdt")
    page.get_by_label("标题").fill(title)
    page.get_by_role("button", name="开始起草").click()
    page.locator(".ProseMirror").click()
    page.keyboard.type("3月1日，榴花会筹备工作会议召开。")
    page.get_by_label("主动公开").check()
    page.get_by_role("button", name="保存并返回").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    return page.url


def open_task(page: Page, title: str = TITLE) -> None:
    page.goto("/desk/")
    page.get_by_role("link", name=title, exact=True).first.click()


def test_from_the_first_word_to_the_withdrawal(sign_in: SignIn, citizen: Page) -> None:
    drafter = sign_in("drafter")
    address = begin(drafter)
    drafter.get_by_role("button", name="送审", exact=True).click()
    expect(drafter.get_by_text("等待保密审查")).to_be_visible()

    secrecy = sign_in("secrecy")
    open_task(secrecy)
    secrecy.get_by_label("可以公开").check()
    secrecy.get_by_role("button", name="记录保密审查结论").click()
    for username in ("first", "second"):
        reviewer = sign_in(username)
        open_task(reviewer)
        reviewer.get_by_role("button", name="审核通过").click()
        expect(reviewer.get_by_text("审核通过。").first).to_be_visible()
    approver = sign_in("approver")
    open_task(approver)
    approver.get_by_role("button", name="同意签发").click()

    publisher = sign_in("publisher")
    publisher.goto(address)
    publisher.get_by_role("button", name="立即发布").click()
    public = publisher.get_by_role("link", name="查看公开页面").get_attribute("href")
    assert public is not None
    citizen.goto(public)
    expect(citizen.locator("main")).to_contain_text("榴花会筹备工作会议召开")
    takes_away_and_subscribes(citizen, public)

    drafter.goto(f"{address}correct/")
    drafter.get_by_label("更正说明").fill("更正会议日期")
    drafter.locator(".ProseMirror").click()
    drafter.keyboard.press("Control+A")
    drafter.keyboard.type("3月2日，榴花会筹备工作会议召开。")
    drafter.get_by_role("button", name="送审更正").click()
    for username, button in (
        ("secrecy", "记录保密审查结论"),
        ("first", "审核通过"),
        ("second", "审核通过"),
        ("approver", "同意签发"),
    ):
        reviewer = sign_in(username)
        open_task(reviewer)
        expect(reviewer.locator("ins").first).to_contain_text("3月2日")
        if username == "secrecy":
            reviewer.get_by_label("可以公开").check()
        reviewer.get_by_role("button", name=button).click()
    publisher.goto(address)
    publisher.get_by_role("button", name="发布更正").click()
    citizen.goto(public)
    expect(citizen.locator("main")).to_contain_text("更正会议日期")
    expect(citizen.locator("main")).to_contain_text("3月2日")

    publisher.goto(address)
    publisher.get_by_text("撤稿（下线）").click()
    publisher.get_by_label("撤稿原因（不对外公布）").fill("会议取消")
    publisher.get_by_role("button", name="立即撤稿").click()
    expect(publisher.get_by_text("已撤稿。")).to_be_visible()
    answer = citizen.goto(public)
    assert answer is not None
    assert answer.status == 404
    for place in ("/", "/zfxxgk/fdzdgknr/?column=zwdt", f"/search?q={TITLE}", "/api/v1/publications"):
        citizen.goto(place)
        assert public not in citizen.content(), place
    gone_for_a_subscriber(citizen, public)


def takes_away_and_subscribes(citizen: Page, public: str) -> None:
    """Each form by its link, as a file that holds the words; the page's own feed names the document."""
    for label, start in (("DOCX", b"PK"), ("PDF", b"%PDF-"), ("TXT", TITLE.encode())):
        with citizen.expect_download() as taken:
            citizen.locator(".take").get_by_role("link", name=label, exact=True).click()
        assert start in Path(taken.value.path()).read_bytes()[:400], label
    feed = citizen.request.get("/feed/column/zwdt.xml")
    assert feed.status == 200
    assert TITLE in feed.text()
    assert public in feed.text()


def gone_for_a_subscriber(citizen: Page, public: str) -> None:
    base = public.removesuffix(".html")
    for address in (
        *(f"{base}/document.{ending}" for ending in ("docx", "pdf", "txt")),
        f"/api/v1/publications/{base.removeprefix('/content/')}",
    ):
        assert citizen.request.get(address).status == 404, address
    for address in ("/feed/column/zwdt.xml", "/feed.xml"):
        assert public not in citizen.request.get(address).text(), address


STAGES = (
    ("secrecy", "SECRECY", "secrecy"), ("first", "FIRST", "pass"), ("second", "SECOND", "pass"), ("approver", "FINAL", "pass"),
)  # fmt: skip


def sent(page: Page, address: str, **fields: str) -> str:
    """A form of one's own making, with the session's own token: the page it is answered with."""
    token = next(one["value"] for one in page.context.cookies() if "csrf" in one["name"])
    form = {"csrfmiddlewaretoken": token, **fields}
    return page.request.post(address, form=form, headers={"referer": page.url}).text()


def test_the_officer_with_every_role_concludes_no_stage_of_the_own_words(sign_in: SignIn) -> None:
    """Neither by the page nor by a form of one's own making; the same form from another person is taken each time."""
    almighty = sign_in("almighty")
    address = begin(almighty, "一人写的稿件")
    almighty.get_by_role("button", name="送审", exact=True).click()
    almighty.get_by_role("link", name="打开审查表").click()
    sheet = almighty.url
    for username, stage, verb in STAGES:
        almighty.goto(sheet)
        expect(almighty.locator("main")).to_contain_text("您是拟稿人，不能审核自己的稿件")
        assert almighty.get_by_role("button", name=re.compile("审核通过|同意签发|记录保密审查结论")).count() == 0
        form = {
            "stage": stage,
            "conclusion": "MAY_BE_PUBLIC",
            "basis": "《保守国家秘密法》第三十五条",
            "opinion": "同意",
        }
        assert "拟稿人" in sent(almighty, f"{sheet}act/{verb}/", **form), stage
        other = sign_in(username)
        other.goto(sheet)
        assert re.search("审核通过。|保密审查已记录。", sent(other, f"{sheet}act/{verb}/", **form)), stage
    almighty.goto(address)
    assert almighty.get_by_role("button", name="立即发布").count() == 0
    assert "拟稿人不得发布自己拟写的内容" in sent(almighty, f"{address}act/publish/")
    publisher = sign_in("publisher")
    publisher.goto(address)
    assert "查看公开页面" in sent(publisher, f"{address}act/publish/")


def test_typing_survives_a_closed_window(sign_in: SignIn) -> None:
    page = sign_in("drafter")
    address = begin(page, "打到一半的稿件")
    page.goto(f"{address}edit/")
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("还没有保存的一句。")
    expect(page.locator("#autosave-said")).to_contain_text("已自动保存", timeout=30_000)
    page.goto(f"{address}edit/")
    expect(page.locator(".ProseMirror")).to_contain_text("还没有保存的一句。")
    expect(page.get_by_text("已恢复您")).to_be_visible()
