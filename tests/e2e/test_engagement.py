"""A letter, a consultation and an interview on their whole way, each person in a browser of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

SignIn = Callable[[str], Page]


@pytest.fixture
def plain_phone(browser: Browser, site: str) -> Iterator[Page]:
    """A phone whose browser runs no script."""
    context = browser.new_context(base_url=site, viewport={"width": 390, "height": 844}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_letter_is_assigned_answered_reviewed_and_published_masked(plain_phone: Page, sign_in: SignIn):
    phone = plain_phone
    phone.goto("/hdjl/")
    phone.get_by_role("link", name="我要写信").click()
    phone.get_by_label("内容").fill("我叫李春梅，电话13839151234，黄河路的路灯坏了两个月。")
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_role("alert")).to_contain_text("您填写的内容都已保留")
    expect(phone.get_by_label("内容")).to_have_value(re.compile("路灯坏了两个月"))
    phone.get_by_label("求助").check()
    phone.get_by_label("标题").fill("黄河路路灯不亮")
    phone.get_by_label("您的姓名").fill("李春梅")
    phone.get_by_label("联系电话").fill("13839151234")
    phone.get_by_label("可以公开（姓名").check()
    phone.get_by_role("button", name="提交").click()
    number, code = phone.locator("dd.big").all_inner_texts()
    assert code not in phone.url

    def open_letter(who: str) -> Page:
        page = sign_in(who)
        page.goto("/desk/letters/")
        page.get_by_role("link", name=number).click()
        return page

    clerk = open_letter("requests")
    expect(clerk.locator("dl")).to_contain_text("李** 138******34")
    clerk.get_by_role("button", name="受理", exact=True).click()
    clerk.get_by_label("选择承办单位").select_option("wenxian-zfb")
    clerk.get_by_role("button", name="交办").click()
    drafter = open_letter("drafter")
    drafter.get_by_label("答复内容").fill("李春梅您好，路灯已于今日修复，感谢您的监督。")
    drafter.get_by_role("button", name="提交审核").click()
    reviewer = open_letter("first")
    reviewer.get_by_role("button", name="审核通过").click()
    publisher = open_letter("publisher")
    expect(publisher.get_by_role("main")).to_contain_text("手机号码 → 138******34")
    question = publisher.get_by_label("公开的来信内容")
    expect(question).not_to_have_value(re.compile("李春梅|13839151234"))
    question.fill("黄河路的路灯坏了两个月。")
    publisher.get_by_role("button", name="公开答复").click()
    phone.goto("/hdjl/lx/")
    phone.get_by_role("link", name="黄河路路灯不亮").click()
    expect(phone.get_by_role("article")).to_contain_text("路灯已于今日修复")
    expect(phone.get_by_role("article")).not_to_contain_text("李春梅")
    phone.goto("/hdjl/cx/")
    phone.get_by_label("来信编号").fill(number)
    phone.get_by_label("查询码").fill(code)
    phone.get_by_role("button", name="查询").click()
    expect(phone.get_by_role("main")).to_contain_text("李春梅您好，路灯已于今日修复")
    phone.get_by_role("button", name="满意", exact=True).click()
    expect(phone.get_by_role("main")).to_contain_text("您的评价")


def test_a_consultation_is_opened_answered_and_fed_back(citizen: Page, sign_in: SignIn, days_pass: Callable[..., None]):
    drafter, publisher = sign_in("drafter"), sign_in("publisher")
    drafter.goto("/desk/consultations/new/")
    drafter.get_by_label("标题").fill("温县文明养犬管理办法（征求意见稿）")
    drafter.get_by_label("征求意见稿（每段一行").fill("第一条 养犬应当登记。\n第二条 遛犬应当系绳。")
    drafter.get_by_label("起草说明").fill("群众多次反映犬只伤人。")
    drafter.get_by_label("联系方式").fill("县政府办公室")
    drafter.get_by_label("信函反馈").fill("温县黄河路1号")
    drafter.get_by_role("button", name="保存草稿").click()
    title, desk = drafter.locator("h1").inner_text(), drafter.url
    publisher.goto(desk)
    publisher.get_by_role("button", name="发布，开始征集").click()
    citizen.goto("/hdjl/zj/")
    citizen.get_by_role("link", name=title).click()
    public = citizen.url
    citizen.get_by_label("针对").select_option("第二条")
    citizen.get_by_label("您的意见").fill("绳长应当不超过一米五。")
    citizen.get_by_role("button", name="提交意见").click()
    expect(citizen.get_by_role("main")).to_contain_text("收到")
    days_pass(60, "engagement_consultation", "starts_on", "ends_on")
    drafter.reload()
    expect(drafter.locator("#opinions")).to_contain_text("绳长应当不超过一米五")
    drafter.get_by_role("button", name="结束征集").click()
    drafter.get_by_label("意见收集总体情况").fill("共收到意见一条，采纳一条。")
    drafter.get_by_label("第1条意见概述").fill("建议规定绳长")
    drafter.get_by_role("button", name="保存反馈草稿").click()
    publisher.goto(desk)
    publisher.get_by_role("button", name="公布", exact=True).click()
    citizen.goto(public)
    expect(citizen.get_by_role("row").filter(has_text="建议规定绳长")).to_contain_text("采纳")


def test_a_consultation_with_its_feedback_leads_to_the_document_and_back(citizen: Page, sign_in: SignIn):
    citizen.goto("/zfxxgk/fdzdgknr/?column=A20-01-02&year=2022")
    document = citizen.locator("table.items a").first
    title, address = document.inner_text(), document.get_attribute("href")
    drafter = sign_in("drafter")
    drafter.goto("/desk/consultations/")
    drafter.get_by_role("link", name="养老服务体系建设规划").click()
    expect(drafter.get_by_role("main")).to_contain_text("采纳情况反馈")
    drafter.get_by_label("文件页面的地址").fill(address)
    drafter.get_by_role("button", name="关联").click()
    expect(drafter.get_by_role("status")).to_contain_text("已关联")
    citizen.goto(address)
    course = citizen.get_by_role("navigation", name="全过程")
    expect(course).to_contain_text("收到意见")
    course.get_by_role("link", name="采纳情况反馈").click()
    expect(citizen.get_by_role("heading", name=re.compile("^采纳情况反馈"))).to_be_visible()
    expect(citizen.get_by_role("navigation", name="全过程")).to_contain_text(title)


def test_an_interview_from_its_announcement_to_the_searched_transcript(citizen: Page, sign_in: SignIn):
    drafter, publisher = sign_in("drafter"), sign_in("publisher")
    drafter.goto("/desk/interviews/new/")
    drafter.get_by_label("主题").fill("冬季供暖怎么保障")
    drafter.get_by_label("访谈时间").fill(datetime.now(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%dT%H:%M"))
    drafter.get_by_label("访谈预告").fill("县政府办公室做客在线访谈。")
    drafter.get_by_label("嘉宾1姓名").fill("周建华")
    drafter.get_by_label("嘉宾1职务").fill("县政府办公室副主任")
    drafter.get_by_role("button", name="保存草稿").click()
    publisher.goto("/desk/interviews/")
    publisher.get_by_role("link", name="冬季供暖怎么保障").click()
    publisher.get_by_role("button", name="发布预告").click()
    citizen.goto("/hdjl/ft/")
    citizen.get_by_role("link", name="冬季供暖怎么保障").click()
    address = citizen.url
    citizen.get_by_label("您的问题").fill("供暖从哪天开始？")
    citizen.get_by_role("button", name="提交问题").click()
    expect(citizen.get_by_role("status")).to_contain_text("提问已收到")
    publisher.reload()
    publisher.get_by_role("button", name="展示", exact=True).click()
    drafter.reload()
    drafter.get_by_label("答复", exact=True).fill("供暖从十一月十五日开始。")
    drafter.get_by_role("button", name="录入答复").click()
    expect(drafter.get_by_label("访谈实录")).to_have_value(re.compile("供暖从十一月十五日开始"))
    drafter.get_by_role("button", name="保存实录").click()
    publisher.reload()
    publisher.get_by_role("button", name="发布实录").click()
    citizen.goto(address)
    expect(citizen.get_by_role("main")).to_contain_text("周建华：供暖从十一月十五日开始。")
    citizen.get_by_role("searchbox", name="在实录中查找").fill("十一月")
    citizen.get_by_role("button", name="查找").click()
    expect(citizen.locator("mark")).to_have_text("十一月")
