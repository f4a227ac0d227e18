"""Key areas, services, topics, moving in, other platforms: each from the desk to whom it is for."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import ROOT, environment
from tests.e2e.test_accessibility import faults
from tests.e2e.test_conformity import ARTICLE, Outline

pytestmark = pytest.mark.browser

SignIn = Callable[[str], Page]
GUIDE, TOPIC, BUDGET = "残疾人证办理", "助残服务", "温县人民政府办公室2026年部门预算"
ELEMENTS = {
    "设定依据": "《残疾人证管理办法》第五条", "申请条件": "具有本县户籍", "办理材料": "申请表", "办理流程": "申请、评定、发证",
    "办理地点": "县政务服务中心2楼残联窗口", "办理时间": "工作日8:00—17:00", "联系电话": "0391-0000021",
}  # fmt: skip
HEAD = "标题,发布日期,原网址,栏目,正文\n"
FAULTY = (
    HEAD
    + "旧站的第一条,2019-03-04,/art/2019/1.html,zwdt,正文一\n旧站的第二条,2019-13-04,/art/2019/2.html,没有的栏目,正文二\n"
)
MENDED = FAULTY.replace("2019-13-04", "2019-03-05").replace("没有的栏目", "zwdt")


def begin(page: Page, kind: str, column: str, title: str) -> None:
    page.goto("/desk/documents/new/")
    page.get_by_label("信息类型").select_option(kind)
    page.get_by_label("栏目").select_option(column)
    page.get_by_label("发布单位").select_option("wenxian-zfb")
    page.get_by_label("标题").fill(title)
    page.get_by_role("button", name="开始起草").click()
    page.get_by_label("主动公开").check()


def published(sign_in: SignIn, drafter: Page, title: str) -> str:
    """The draft on the page goes through four people and out; its public address."""
    drafter.get_by_role("button", name="送审", exact=True).click()
    expect(drafter.get_by_text("等待保密审查")).to_be_visible()
    for username, button in (
        ("secrecy", "记录保密审查结论"), ("first", "审核通过"), ("second", "审核通过"), ("approver", "同意签发"),
    ):  # fmt: skip
        officer = sign_in(username)
        officer.get_by_role("link", name=title, exact=True).first.click()
        if username == "secrecy":
            officer.get_by_label("可以公开").check()
        officer.get_by_role("button", name=button).click()
    publisher = sign_in("publisher")
    publisher.goto(drafter.url)
    publisher.get_by_role("button", name="立即发布").click()
    address = publisher.get_by_role("link", name="查看公开页面").get_attribute("href")
    assert address is not None
    return address


_LIVE_AGAIN = (
    "import django; django.setup(); from gongkai.publication.release import Release; Release.of_installation().close()"
)


def work(home: Path) -> None:
    """What waits for the worker, which ``serve`` does not start. The pages it writes as files go again: without a worker that
    goes on they would show other stories what was public at this moment."""
    settings = environment(home) | {"DJANGO_SETTINGS_MODULE": "gongkai.config.settings"}
    for command in (["-m", "gongkai.cli", "worker", "--once"], ["-c", _LIVE_AGAIN]):
        subprocess.run([sys.executable, *command], check=True, env=settings, cwd=ROOT, capture_output=True)


def test_a_guide_reaches_the_citizen_the_other_platform_and_a_topic_that_counts(
    sign_in: SignIn, citizen: Page, site_home: Path
) -> None:
    other = sign_in("sysadmin")
    other.goto("/desk/targets/")
    other.get_by_label("名称").fill("市级统一平台")
    other.get_by_label("代码").fill("city")
    other.get_by_role("button", name="增加").click()
    expect(other.get_by_text("已建立发布目标")).to_be_visible()
    other.get_by_role("link", name="← 市级统一平台").click()

    drafter = sign_in("drafter")
    begin(drafter, "service_guide", "bsfw", GUIDE)
    drafter.get_by_role("button", name="保存并返回").click()
    drafter.get_by_role("button", name="送审", exact=True).click()
    expect(drafter.locator("main")).to_contain_text("办事指南须填写办理地点")
    drafter.get_by_role("link", name="修改", exact=True).click()
    for label, text in ELEMENTS.items():
        drafter.get_by_label(label).fill(text)
    drafter.get_by_role("button", name="保存并返回").click()
    guide = published(sign_in, drafter, GUIDE)
    citizen.goto("/bsfw/")
    citizen.get_by_role("link", name=GUIDE).first.click()
    for text in ELEMENTS.values():
        expect(citizen.locator("main")).to_contain_text(text)

    begin(drafter, "topic", "ztzl", TOPIC)
    drafter.get_by_label("内容概述").fill("残疾人证、补贴和康复服务。")
    drafter.get_by_role("button", name="保存并返回").click()
    topic = published(sign_in, drafter, TOPIC)
    drafter.get_by_role("link", name="收入信息、归档").click()
    drafter.get_by_label("栏目名称").fill("办事指南")
    drafter.get_by_role("button", name="增加").click()
    drafter.get_by_label("已公开信息的网址或者索引号").fill(guide)
    drafter.get_by_role("button", name="收入", exact=True).click()
    assert drafter.get_by_role("button", name=re.compile("放行")).count() == 0
    citizen.goto(topic)
    assert GUIDE not in citizen.locator("main").inner_text()
    publisher = sign_in("publisher")
    publisher.goto(drafter.url)
    publisher.get_by_role("button", name=re.compile("放行")).click()
    citizen.goto(topic)
    expect(citizen.get_by_role("link", name=GUIDE).first).to_be_visible()
    for address in (guide, topic):
        citizen.goto(address)
        outline = Outline(citizen.content())
        assert [name for name in ARTICLE if not outline.tags.get(name, "").strip()] == [], address
        assert faults(citizen) == [], address
    supervisor = sign_in("supervisor")
    supervisor.goto("/desk/website-table/")
    row = supervisor.get_by_role("row").filter(has_text="专栏专题").filter(has_text="新开设数量")
    expect(row).to_contain_text("1")

    outgoing = site_home / "targets" / "city" / "outgoing"
    work(site_home)
    other.reload()
    entry = other.get_by_role("listitem").filter(has_text=GUIDE)
    expect(entry).to_contain_text("已送达")
    manifests = [json.loads(path.read_text()) for path in outgoing.glob("*/manifest.json")]
    assert [one["action"] for one in manifests if one["fields"]["title"] == GUIDE] == ["publish"]


def test_a_matrix_opens_to_its_record(sign_in: SignIn, citizen: Page) -> None:
    drafter = sign_in("drafter")
    begin(drafter, "budget", "A20-07-01", BUDGET)
    drafter.locator(".ProseMirror").click()
    drafter.keyboard.type("2026年部门预算公开如下。")
    drafter.get_by_label("信息形成日期").fill("2026-02-10")
    drafter.get_by_role("button", name="保存并返回").click()
    head = sign_in("head")
    head.goto(drafter.url)
    head.get_by_role("button", name="同意", exact=True).click()
    drafter.reload()
    address = published(sign_in, drafter, BUDGET)
    supervisor = sign_in("supervisor")
    supervisor.goto("/desk/completeness/?form=BUDGET&last=2026")
    cell = supervisor.locator("table.matrix-table td").filter(has=supervisor.get_by_title(BUDGET))
    expect(cell).to_contain_text("逾期公开")
    cell.get_by_role("link").click()
    expect(supervisor.get_by_role("heading", level=1)).to_contain_text(BUDGET)
    citizen.goto("/zfxxgk/yjs/")
    assert citizen.get_by_role("link", name=BUDGET).get_attribute("href") == address


def test_an_old_site_moves_in_once_its_table_is_mended_and_its_addresses_lead_on(
    sign_in: SignIn, citizen: Page
) -> None:
    publisher, drafter = sign_in("publisher"), sign_in("drafter")
    publisher.goto("/desk/moving/")
    expect(publisher.get_by_text("上传表格和预检由拟稿人（信息员）办理")).to_be_visible()
    bring(drafter, FAULTY)
    expect(drafter.get_by_role("row").filter(has_text="2019-13-04")).to_contain_text("不是日期")
    assert drafter.get_by_role("button", name=re.compile("读入")).count() == 0
    bring(drafter, MENDED)
    drafter.get_by_role("button", name="读入 2 条").click()
    expect(drafter.get_by_text("已读入批次")).to_be_visible(timeout=30_000)
    batch = drafter.locator("#state a[href*='/moving/batches/']").get_attribute("href")
    assert batch is not None
    assert citizen.request.get("/art/2019/1.html", max_redirects=0).status == 404
    drafter.goto(batch)
    assert drafter.get_by_role("button", name="担保并发布").count() == 0
    publisher.goto(batch)
    publisher.get_by_role("button", name="担保并发布").click()
    for _ in range(40):
        answer = citizen.request.get("/art/2019/2.html", max_redirects=0)
        if answer.status == 301:
            break
        citizen.wait_for_timeout(500)
    assert answer.status == 301
    citizen.goto("/art/2019/1.html")
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("旧站的第一条")
    expect(citizen.locator("main")).to_contain_text("2019-03-04")


def bring(page: Page, table: str) -> None:
    page.goto("/desk/moving/")
    page.get_by_label("原网站名称").fill("温县原门户网站")
    page.get_by_label("原网站域名").fill("old.wenxian.gov.cn")
    file = {"name": "旧站.csv", "mimeType": "text/csv", "buffer": table.encode("utf-8-sig")}
    page.get_by_label("信息表格").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="上传并预检").click()
    expect(page.get_by_text("预检结果")).to_be_visible(timeout=30_000)
