"""A supervisor finds the late unit in two clicks; an account is inspected and rectified; units are assessed; work is handed over in one act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SignIn = Callable[[str], Page]


def test_the_one_late_unit_is_found_in_two_clicks(sign_in: SignIn):
    page = sign_in("supervisor")
    page.goto("/desk/overview/")
    late = page.locator("#units tbody tr").first.locator("a.late").first
    number = int(late.inner_text())
    assert number > 0
    expect(page.locator("#units tbody tr").first).to_contain_text("卫生健康委员会")
    late.click()
    rows = page.locator("#duties tbody tr")
    assert rows.count() == number
    expect(rows.first).to_contain_text("逾期")
    which = rows.first.locator("td").nth(2).inner_text()
    rows.first.get_by_role("link").click()
    expect(page.locator("main")).to_contain_text(which)


def test_an_account_is_inspected_ordered_rectified_and_confirmed(sign_in: SignIn):
    authority = sign_in("supervisor")
    authority.goto("/desk/inspection/")
    authority.get_by_role("button", name="立即检查").click()
    expect(authority.get_by_role("status")).to_contain_text("检查完成")
    authority.goto("/desk/inspection/?rule=M-UPDATE")
    authority.get_by_role("link", name="健康温县（微信公众号）").click()
    finding = authority.url
    authority.get_by_label("整改要求").fill("恢复更新")
    authority.get_by_label("整改期限").fill((date.today() + timedelta(days=7)).isoformat())
    authority.get_by_role("button", name="发出整改通知").click()
    expect(authority.locator("main")).to_contain_text("整改中")
    unit = sign_in("health")
    unit.get_by_role("link", name="健康温县（微信公众号）").click()
    unit.get_by_label("整改情况").fill("已恢复每日更新")
    unit.get_by_role("button", name="报告整改情况").click()
    expect(unit.locator("main")).to_contain_text("待确认")
    authority.goto(finding)
    authority.get_by_role("button", name="确认整改").click()
    expect(authority.locator("main")).to_contain_text("主管部门确认整改")
    authority.goto("/desk/accounts/")
    expect(authority.get_by_role("row").filter(has_text="健康温县")).to_contain_text("正常运行")


def test_open_work_is_handed_over_in_one_act_and_both_confirm(sign_in: SignIn):
    head = sign_in("head")
    head.goto("/desk/handovers/")
    head.get_by_label("移交人").select_option(label=option(head, "移交人", "拟稿人"))
    head.get_by_role("button", name="查看名下事项").click()
    count = head.locator("#work tbody tr").count()
    assert count > 0
    head.get_by_label("接收人", exact=True).select_option(label=option(head, "接收人", "身兼数职", whole=False))
    head.get_by_label("交接原因").fill("调离")
    head.get_by_label("交接说明").fill("印章在保险柜")
    head.get_by_role("button", name="全部移交").click()
    assert head.locator("#lines tbody tr").count() == count
    taking = sign_in("both")
    taking.goto("/desk/first-day/")
    expect(taking.locator("main")).to_contain_text("印章在保险柜")
    taking.get_by_role("link", name="移交").click()
    taking.get_by_role("button", name="确认清单").click()
    expect(taking.get_by_role("status")).to_contain_text("已确认交接清单")
    assert "待确认" not in taking.locator("#lines").inner_text()


def test_an_assessment_goes_from_its_plan_to_the_final_ranking(sign_in: SignIn, days_pass: Callable[..., None]):
    first = sign_in("supervisor")
    first.goto("/desk/assessments/")
    first.get_by_label("年度").fill("2022")
    first.get_by_label("被考核单位").select_option(["wenxian-wjw", "wenxian-gaj"])
    first.get_by_role("button", name="建立考核").click()
    first.get_by_role("link", name="2022年政务公开工作考核").click()
    ranking = first.url
    unit = sign_in("health")
    unit.goto(ranking)
    unit.get_by_role("link", name="温县卫生健康委员会").click()
    card = unit.locator(".card").filter(has_text="加减分")
    card.locator("summary", has_text="自评").click()
    card.get_by_label("自评分").fill("2")
    card.get_by_role("button", name="保存自评").click()
    expect(unit.get_by_role("alert")).to_contain_text("自评分数须附佐证")
    expect(card.get_by_label("自评分")).to_have_value("2")
    card.locator("[name=evidence]").fill("温政办〔2022〕18号")
    card.get_by_role("button", name="保存自评").click()
    expect(unit.get_by_role("status")).to_contain_text("自评已保存")
    first.reload()
    first.get_by_role("button", name="结束自评，开始评审").click()
    first.get_by_role("button", name="采用系统计算的满分项").click()
    second = sign_in("supervisor2")
    for name in ("温县卫生健康委员会", "温县公安局"):
        first.goto(ranking)
        with first.expect_navigation():
            first.get_by_role("link", name=name).click()
        while (
            waiting := first.locator(".card")
            .filter(has_not=first.locator(".badge"))
            .filter(has=first.locator("[name=points]"))
        ).count():
            card = waiting.first
            points = card.locator("[name=points]")
            points.fill(points.input_value() or "0")
            card.locator("[name=reason]").fill("按记录扣分")
            with first.expect_navigation():
                card.get_by_role("button", name="评审").click()
        second.goto(first.url)
        second.get_by_role("button", name="复核同意").click()
        expect(second.get_by_role("status")).to_contain_text("已复核")
    first.goto(ranking)
    first.get_by_role("button", name="公示结果").click()
    expect(first.locator("main")).to_contain_text("异议期至")
    unit.goto(ranking)
    assert unit.locator("#ranking tbody tr").count() == 2
    unit.get_by_role("link", name="温县卫生健康委员会").click()
    card = unit.locator(".card").filter(has_text="加减分")
    card.locator("summary", has_text="异议").click()
    card.get_by_label("异议").fill("创新做法已被省里推广，请予加分")
    card.get_by_role("button", name="提出异议").click()
    second.goto(unit.url)
    second.get_by_label("处理意见").fill("情况属实")
    second.get_by_label("调整为").fill("1.5")
    second.get_by_role("button", name="处理异议").click()
    expect(second.locator("main")).to_contain_text("调整为1.50分")
    head = sign_in("head")
    head.goto(ranking)
    head.get_by_role("button", name="确定结果").click()
    expect(head.get_by_role("alert")).to_contain_text("异议期至")
    days_pass(10, "oversight_assessment", "published_on", "objections_until")
    head.get_by_role("button", name="确定结果").click()
    expect(head.get_by_role("status")).to_contain_text("考核结果已确定")
    places = head.locator("#ranking tbody tr td:first-child").all_inner_texts()
    assert places in (["1", "2"], ["1", "1"])


def option(page: Page, field: str, words: str, whole: bool = True) -> str:
    """The label of the option that holds these words: names are drawn, posts are known."""
    labels = page.get_by_label(field, exact=True).locator("option").all_inner_texts()
    return next(label for label in labels if words in label and (not whole or label.endswith(f"（{words}）")))
