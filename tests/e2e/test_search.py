"""A citizen searches, with JavaScript and without, at a desk and on a phone; an officer searches the own rows and adds synonyms."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

SignIn = Callable[[str], Page]


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]


def test_a_citizen_finds_narrows_sorts_and_keeps_a_search(citizen: Page):
    citizen.goto("/")
    box = citizen.get_by_label("检索政府信息")
    box.fill("公示")
    box.press("Enter")
    expect(citizen.get_by_role("heading", level=1)).to_have_text("检索")
    everything = int(citizen.locator("p[role=status] strong").first.inner_text())
    assert everything > 1
    assert citizen.locator("article mark").count() > 0
    citizen.get_by_text("发布机构", exact=True).click()
    choice = citizen.locator("details[open] a[href*='agency=']").first
    number = int(choice.inner_text().rpartition("（")[2].rstrip("）"))
    choice.click()
    expect(citizen.locator("p[role=status] strong").first).to_have_text(str(number))
    citizen.get_by_role("link", name="按日期").click()
    citizen.wait_for_url("**sort=date**")
    expect(citizen.locator("article .lead")).to_have_count(min(number, 10))
    days = [text.split("\u3000")[1] for text in citizen.locator("article .lead").all_inner_texts()]
    assert days == sorted(days, reverse=True)
    feed = citizen.request.get(citizen.get_by_role("link", name="订阅（Atom）").get_attribute("href") or "")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert faults(citizen) == []


def test_pinyin_leads_to_the_words_without_javascript(browser: Browser, site: str):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search?q=gongshi")
    page.get_by_role("link", name="公示", exact=True).click()
    expect(page.locator("article mark").first).to_have_text("公示")
    context.close()


def test_suggestions_come_while_one_types_and_the_browser_refuses_nothing(citizen: Page):
    refused: list[str] = []
    citizen.on("console", lambda message: refused.append(message.text))
    citizen.goto("/search")
    citizen.locator("#q").press_sequentially("gongshi")
    first = citizen.locator("#more-words option").first
    expect(first).to_have_attribute("value", "公示")
    assert "gongshi" in (first.get_attribute("label") or "")  # browsers hide an option without the letters typed
    assert refused == []


@pytest.mark.parametrize("words", ["公示", "没有这样的词语", "低保", "。。", "gongshi", "公示&page=900"])
def test_search_on_a_phone(phone: Page, words: str):
    phone.goto(f"/search?q={words}")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert faults(phone) == []


def test_an_officer_searches_the_own_rows_and_adds_synonyms_that_citizens_use(sign_in: SignIn, citizen: Page):
    desk = sign_in("both")
    desk.get_by_role("link", name="检索", exact=True).click()
    desk.get_by_label("检索词").fill("公示")
    desk.get_by_role("button", name="检索").click()
    expect(desk.locator("main mark").first).to_have_text("公示")
    assert faults(desk) == []
    desk.get_by_role("link", name="检索同义词").click()
    desk.get_by_label("添加一组同义词").fill("晒一晒")
    desk.get_by_role("button", name="添加").click()
    expect(desk.get_by_role("alert")).to_contain_text("2至10个词")
    desk.get_by_label("添加一组同义词").fill("晒一晒，公示")
    desk.get_by_role("button", name="添加").click()
    expect(desk.get_by_role("status")).to_contain_text("下一次检索即生效")
    assert faults(desk) == []
    citizen.goto("/search?q=晒一晒")
    expect(citizen.locator("article mark").first).to_have_text("公示")
    citizen.get_by_role("link", name="不使用同义词").click()
    expect(citizen.locator("main")).to_contain_text("没有找到符合条件的信息")
