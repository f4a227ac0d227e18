"""A citizen reads the report and asks its figures where they come from."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

pytestmark = pytest.mark.browser

MAIN_PAGES = (
    "/", "/zfxxgk/", "/zfxxgk/zn/", "/zfxxgk/zd/", "/zfxxgk/fdzdgknr/", "/zfxxgk/fdzdgknr/?column=A20-01", "/zfxxgk/nb/",
    "/zfxxgk/nb/2022/", "/zfxxgk/ysqgk/", "/map/", "/zfxxgk/nb/2022/overview.portal_items/",
    "/zfxxgk/nb/2022/table3.new_received.total/", "/zfxxgk/nb/2022/table3.granted.natural_person/", "/nothing-here/",
)  # fmt: skip


def test_the_report_is_read_and_three_figures_are_opened_down_to_records(citizen: Page):
    citizen.goto("/")
    citizen.get_by_role("link", name="阅读年度报告").click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text("温县人民政府2022年政府信息公开工作年度报告")
    for heading in ("一、总体情况", "三、收到和处理政府信息公开申请情况", "六、其他需要报告的事项"):
        expect(citizen.get_by_role("heading", name=heading, exact=True)).to_be_visible()

    # 1: items of the portal, with a link to a public document
    citizen.locator("a.figure[href*='overview.portal_items']").click()
    expect(citizen.locator(".big")).to_have_text("140 条")
    citizen.locator("#records .list a").first.click()
    expect(citizen.locator("article .body")).to_be_visible()
    citizen.go_back()

    # 2: a total opens to its parts, a part to its units; the records themselves stay closed
    citizen.get_by_role("link", name="回到年度报告").click()
    citizen.locator("a.figure[href*='table3.new_received.total']").click()
    expect(citizen.locator(".big")).to_have_text("63 件")
    citizen.get_by_role("link", name="一、本年新收政府信息公开申请数量 / 自然人").click()
    expect(citizen.locator(".big")).to_have_text("62 件")
    expect(citizen.locator("#records")).to_contain_text("依法不公开")

    # 3: normative documents in force, one of them read
    citizen.get_by_role("link", name="回到年度报告").click()
    citizen.locator("a.figure[href*='normative_documents.issued']").first.click()
    expect(citizen.locator(".big")).to_have_text("4 件")
    assert citizen.locator("#records .list li").count() == 4
    citizen.locator("#records .list a").first.click()
    expect(citizen.locator("table.meta")).to_contain_text("发文字号")


def test_a_figure_of_zero_says_that_there_is_nothing(citizen: Page):
    citizen.goto("/zfxxgk/nb/2022/table3.granted.research_institution/")
    expect(citizen.locator(".big")).to_have_text("0 件")
    expect(citizen.locator("#records")).to_contain_text("这项数据为 0，没有记录")


def test_records_go_on_over_the_first_fifty(citizen: Page):
    citizen.goto("/zfxxgk/nb/2022/overview.portal_items/")
    first = citizen.locator("#records .list li").all_inner_texts()
    citizen.get_by_role("link", name="下一页").click()
    second = citizen.locator("#records .list li").all_inner_texts()
    assert len(first) == len(second) == 50
    assert first[-1] not in second
    citizen.get_by_role("link", name="回到第一页").click()
    assert citizen.locator("#records .list li").all_inner_texts() == first


@pytest.mark.parametrize("address", MAIN_PAGES)
def test_no_page_scrolls_sideways_on_a_phone(phone: Page, address: str):
    phone.goto(address)
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_large_type_on_a_phone_does_not_scroll_sideways_either(phone: Page):
    phone.goto("/preference/?name=type&set=large&next=/zfxxgk/nb/2022/")
    expect(phone.locator("html.large")).to_be_attached()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_nothing_is_asked_from_another_origin(citizen: Page, site: str):
    asked: list[str] = []
    citizen.on("request", lambda request: asked.append(origin(request)))
    refused: list[str] = []
    citizen.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    for address in MAIN_PAGES:
        citizen.goto(address)
    assert set(asked) == {site}
    assert refused == []


def origin(request: Request) -> str:
    parts = urlsplit(request.url)
    return f"{parts.scheme}://{parts.netloc}"


def test_the_keyboard_reaches_the_text_first_and_every_figure(citizen: Page):
    citizen.goto("/zfxxgk/nb/2022/")
    citizen.keyboard.press("Tab")
    expect(citizen.get_by_role("link", name="跳到正文")).to_be_focused()
    citizen.keyboard.press("Enter")
    citizen.keyboard.press("Tab")
    expect(citizen.locator("#main a").first).to_be_focused()
