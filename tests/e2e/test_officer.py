"""An officer opens a figure and its records; the auditor verifies the log; those without a right are told so."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SignIn = Callable[[str], Page]

REPORT = "温县人民政府2022年政府信息公开工作年度报告"


def open_report(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="年度报告").click()
    page.get_by_role("link", name=REPORT).click()


def test_a_figure_is_opened_paged_through_and_one_record_read(sign_in: SignIn):
    page = sign_in("supervisor")
    open_report(page)
    page.locator("a.figure", has_text=re.compile(r"^415$")).click()
    expect(page.locator(".big")).to_have_text("415 件")
    first = page.locator("#records tbody tr").all_inner_texts()
    page.get_by_role("link", name="下一页").click()
    second = page.locator("#records tbody tr").all_inner_texts()
    assert len(first) == len(second) == 50
    assert not set(first) & set(second)
    here = page.url
    page.locator("#records tbody a[href*='/desk/records/']").first.click()
    expect(page.get_by_text("计入日期")).to_be_visible()
    page.get_by_role("link", name="← 回到数据").click()
    assert page.url == here.partition("#")[0]


def test_the_supervisor_sees_what_a_department_does_not(sign_in: SignIn):
    page = sign_in("health")
    page.goto("/desk/reports/")
    expect(page.get_by_role("heading", name="政府信息公开工作年度报告")).to_be_visible()
    assert page.get_by_role("link", name=REPORT).count() == 0


def test_figures_as_of_an_earlier_day_are_smaller_and_say_so(sign_in: SignIn):
    page = sign_in("drafter")
    open_report(page)
    page.get_by_label("截至日期").fill("2022-06-30")
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("status")).to_contain_text("以下是截至 2022-06-30 的数据")
    figure = page.locator("a.figure[href*='table3.new_received.total']")
    assert 0 < int(figure.inner_text()) < 63
    figure.click()
    expect(page.locator("dl")).to_contain_text("2022-06-30")


def test_a_broken_day_is_answered_with_a_sentence(sign_in: SignIn):
    page = sign_in("drafter")
    open_report(page)
    page.goto(page.url + "?as_of=2022-13-01")
    expect(page.get_by_role("alert")).to_contain_text("“2022-13-01”不是日期")


def test_identities_are_listed_with_labels_and_no_keys(sign_in: SignIn):
    page = sign_in("first")
    open_report(page)
    page.get_by_role("link", name="核对勾稽关系").click()
    expect(page.get_by_text("不成立 0")).to_be_visible()
    assert "table3." not in page.locator("main").inner_text()


def test_the_auditor_verifies_the_chain(sign_in: SignIn):
    page = sign_in("auditor")
    page.get_by_role("link", name="操作日志").click()
    assert "其他操作" not in page.locator("tbody").inner_text()
    page.get_by_role("link", name="校验整条日志链").click()
    expect(page.get_by_role("status")).to_have_text("日志链完整，自第一条起逐条相连。")


def test_the_log_is_for_the_auditor_alone(sign_in: SignIn):
    page = sign_in("drafter")
    answer = page.goto("/desk/log/")
    assert answer is not None
    assert answer.status == 403
    expect(page.locator("main")).to_contain_text("审计员")


def test_an_officer_without_roles_is_told_whom_to_ask(sign_in: SignIn):
    page = sign_in("nobody")
    expect(page.locator("main")).to_contain_text("未分配角色，请联系系统管理员")


def test_a_wrong_password_is_answered_in_chinese(citizen: Page):
    citizen.goto("/desk/login/")
    citizen.get_by_label("用户名").fill("drafter")
    citizen.get_by_label("密码").fill("wrong-password")
    citizen.get_by_role("button", name="登录").click()
    expect(citizen.get_by_role("alert")).to_contain_text("用户名或密码不正确")


def test_after_the_session_ended_a_link_leads_back_to_its_page(sign_in: SignIn):
    page = sign_in("first")
    open_report(page)
    report = page.url
    page.context.clear_cookies()
    page.reload()
    page.get_by_label("用户名").fill("first")
    page.get_by_label("密码").fill("gongkai-2022")
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url(report)
