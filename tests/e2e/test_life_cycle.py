"""A report's whole life by different people, for a year and an agency without a single request; self-approval refused."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SignIn = Callable[[str], Page]

TITLE = "温县人民政府办公室2024年政府信息公开工作年度报告"


def begin(page: Page, year: int, agency: str = "温县人民政府办公室") -> str:
    page.goto("/desk/reports/")
    page.get_by_label("单位").select_option(label=agency)
    page.get_by_label("年度").fill(str(year))
    page.get_by_role("button", name="建立").click()
    page.wait_for_url(re.compile(r"/desk/reports/[0-9a-z]{10,}/$"))
    return page.url


def write(page: Page, report: str, words: str) -> None:
    page.goto(f"{report}text/problems/")
    page.get_by_role("textbox", name="正文").fill(words)
    page.get_by_role("button", name="保存").first.click()
    expect(page.get_by_text("已保存。")).to_be_visible()


def press(page: Page, report: str, button: str, done: str) -> None:
    page.goto(report)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text(done)


def test_drafted_checked_approved_published_and_corrected_by_different_people(sign_in: SignIn, citizen: Page):
    drafter = sign_in("drafter")
    report = begin(drafter, 2024)
    write(drafter, report, "{年度}年工作仍有不足：政策解读形式单一。下一步丰富解读形式。")
    expect_forbidden(drafter, report, "审核通过", "由初审人或复审人办理")

    press(sign_in("first"), report, "审核通过", "报告已审核通过")
    approver, publisher = sign_in("approver"), sign_in("publisher")
    press(approver, report, "签发", "报告已签发")
    expect_forbidden(approver, report, "发布", "由发布员办理")
    press(publisher, report, "发布", "报告已发布")

    citizen.goto("/zfxxgk/nb/")
    citizen.get_by_role("link", name=TITLE).click()
    expect(citizen.locator("article.annual-report")).to_contain_text("2024年工作仍有不足")
    assert "None" not in citizen.locator("article.annual-report").inner_text()

    write(drafter, report, "{年度}年工作仍有不足：政策解读形式单一、数量偏少。下一步丰富解读形式。")
    approver.goto(report)
    approver.get_by_label("更正原因").fill("漏写数量偏少")
    approver.get_by_role("button", name="更正", exact=True).click()
    expect(approver.get_by_role("status").first).to_contain_text("已形成更正版本")
    citizen.reload()
    assert "数量偏少" not in citizen.locator("article.annual-report").inner_text()
    press(publisher, report, "发布", "报告已发布")
    citizen.reload()
    expect(citizen.locator("article.annual-report")).to_contain_text("数量偏少")
    expect(citizen.locator("article.annual-report")).to_contain_text("漏写数量偏少")


def test_a_year_without_requests_reads_well(sign_in: SignIn):
    health = sign_in("health")
    report = begin(health, 2023, "温县卫生健康委员会")
    text = health.locator("article.annual-report").inner_text()
    for broken in ("None", "{", "}", "，，", "。。", "。，", "，。", "0%", "nan"):
        assert broken not in text
    assert health.locator("article.annual-report td").filter(has_text=re.compile(r"^\s*$")).count() == 0
    expect(health.locator(".report-table3")).to_contain_text("0")
    assert report.endswith("/")


def test_who_drafted_cannot_check_or_approve_even_with_the_role_and_a_crafted_form(sign_in: SignIn):
    both = sign_in("both")
    report = begin(both, 2021)
    write(both, report, "存在的主要问题：无。")
    expect_forbidden(both, report, "审核通过", "拟稿人不能审核自己写的报告")
    assert post(both, report, "check") == "拟稿人不能审核自己写的报告，请由另一人审核"

    press(sign_in("second"), report, "审核通过", "报告已审核通过")
    expect_forbidden(both, report, "签发", "拟稿人不能签发自己写的报告")
    assert post(both, report, "approve") == "拟稿人不能签发自己写的报告，请由另一人签发"
    both.goto(report)
    expect(both.locator(".steps [aria-current=step]")).to_have_text("已审核")


def test_a_crafted_form_of_an_officer_without_the_role_is_refused(sign_in: SignIn):
    drafter = sign_in("drafter")
    report = begin(drafter, 2020)
    assert "初审人、复审人" in post(drafter, report, "check")
    drafter.goto(report)
    expect(drafter.locator(".steps [aria-current=step]")).to_have_text("收集数据")


def test_an_unknown_placeholder_is_named_and_nothing_typed_is_lost(sign_in: SignIn):
    drafter = sign_in("drafter")
    report = begin(drafter, 2019)
    drafter.goto(f"{report}text/overview/")
    box = drafter.get_by_role("textbox", name="正文")
    box.fill("全年公开信息{overview.portal_item}条。")
    drafter.get_by_role("button", name="保存").first.click()
    expect(drafter.get_by_role("alert")).to_contain_text("是否要写 {overview.portal_items}")
    expect(box).to_have_value("全年公开信息{overview.portal_item}条。")
    box.fill("全年公开信息120条。")
    drafter.get_by_role("button", name="预览").click()
    expect(drafter.locator("main")).to_contain_text("120")
    expect(drafter.locator(".text-warning-emphasis")).to_be_visible()


def expect_forbidden(page: Page, report: str, button: str, why: str) -> None:
    page.goto(report)
    expect(page.get_by_role("button", name=button, exact=True)).to_be_disabled()
    expect(page.locator("main")).to_contain_text(why)


def post(page: Page, report: str, verb: str) -> str:
    """Send the form no page offers, and read the answer."""
    page.goto(report)
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    page.evaluate(
        """([address, token]) => {
            const form = document.createElement("form"); form.method = "post"; form.action = address;
            const field = document.createElement("input"); field.name = "csrfmiddlewaretoken"; field.value = token;
            form.append(field); document.body.append(form); form.submit();
        }""",
        [f"{report}act/{verb}/", token],
    )
    page.wait_for_load_state("networkidle")
    refused = page.locator("[role=alert]")
    return (refused if refused.count() else page.locator("main .card p")).first.inner_text()
