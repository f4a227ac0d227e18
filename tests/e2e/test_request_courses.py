"""The courses a request takes, each walked through on the desk by the people it needs, each ending in its cell of table 3.

One sign-in a person for all courses, and one report before and one after: what the courses added is what the report must have gained.
The partial grant with a severed file, the suit and the new reply stand in ``test_remedies.py``.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.conftest import DESKTOP, PASSWORD, ROOT, environment

pytestmark = pytest.mark.browser
TODAY = (datetime.now(UTC) + timedelta(hours=8)).date()
PEOPLE = ("requests", "drafter", "legal", "approver", "head")


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


@dataclass
class Desk:
    """The five people of the office, each in a browser of their own."""

    pages: dict[str, Page]
    cells: Counter[str] = field(default_factory=Counter)
    serial: int = 0

    def registered(self, subject: str, days: int = 0, name: str = "") -> str:
        """At the counter, handed to a unit; the address of the case."""
        self.serial += 1
        page = self.pages["requests"]
        page.goto("/desk/requests/new/")
        page.locator("[name=agency]").select_option("wenxian-zfb")
        page.locator("[name=channel]").select_option("IN_PERSON")
        fields = {
            "name": name or "闻人" + "甲乙丙丁戊己庚辛壬癸子丑"[self.serial], "on": ago(days), "subject": subject,
            "description": f"申请公开{subject}", "handling_unit": "政策法规股",
        }  # fmt: skip
        for key, text in fields.items():
            page.locator(f"[name={key}]").fill(text)
        page.get_by_role("button", name=re.compile("^登记")).last.click()
        looked = page.locator("[name=looked]")
        if name:  # an earlier request of the same applicant is shown first
            expect(looked).to_be_visible()
        if looked.count():
            looked.check()
            page.get_by_role("button", name=re.compile("^登记")).last.click()
        page.get_by_role("link", name="打开申请").click()
        self.cells["table3.new_received.natural_person"] += 1
        return page.url.partition("?")[0]

    def does(self, who: str, case: str, verb: str, **given: str) -> Page:
        """One step of a case by one of the five."""
        page = self.pages[who]
        page.goto(f"{case}do/{verb}/")
        for name, value in given.items():
            one = page.locator(f"[name={name}]").first
            kind = one.evaluate("one => one.tagName + ' ' + one.type")
            if kind.startswith("SELECT"):
                one.select_option(value) if value else one.select_option(index=1)
            elif "checkbox" in kind:
                page.locator(f"[name={name}]" + (f"[value='{value}']" if value else "")).check()
            else:
                one.fill(value)
        page.locator("button[name=go][value=do]").click()
        expect(page).not_to_have_url(re.compile("/do/"))
        return page

    def received(self, case: str, days: int) -> None:
        """The letter that is out reached the other side."""
        page = self.pages["requests"]
        page.goto(f"{case}do/received/")
        page.locator("[name=letter]").select_option(index=1)
        page.locator("[name=on]").fill(ago(days))
        page.locator("button[name=go][value=do]").click()
        expect(page).not_to_have_url(re.compile("/do/"))

    def answered(self, case: str, row: str, outcome: str, content: str, **given: str) -> None:
        """Drafted, reviewed, signed and sent by four people."""
        self.does("drafter", case, "draft", outcome=outcome, content=content, submit="", **given)
        self.does("legal", case, "legal-review", passed="yes")
        self.does("approver", case, "approve", approved="yes")
        self.does("requests", case, "send", delivery="IN_PERSON", proof="当面签收")
        page = self.does("requests", case, "deliver", proof="签收")
        expect(page.get_by_text("已送达").first).to_be_visible()
        self.cells[f"table3.{row}.natural_person"] += 1


@pytest.fixture(scope="module")
def desk(browser: Browser, site: str) -> Iterator[Desk]:
    contexts = [browser.new_context(base_url=site, viewport=DESKTOP) for _ in PEOPLE]
    pages = {name: context.new_page() for name, context in zip(PEOPLE, contexts, strict=True)}
    for name, page in pages.items():
        page.goto("/desk/login/")
        page.get_by_label("用户名").fill(name)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url("**/desk/")
    yield Desk(pages)
    for context in contexts:
        context.close()


def granted(desk: Desk) -> None:
    case = desk.registered("县道养护计划")
    desk.answered(case, "granted", "GRANTED", "现将县道养护计划提供给您。")


def refused_for_a_third_party(desk: Desk) -> None:
    case = desk.registered("供货合同报价", 40)
    desk.does(
        "drafter", case, "consult-third-party", name="怀川商贸有限公司", question="是否同意公开供货报价", on=ago(38)
    )
    desk.received(case, 37)
    page = desk.does("drafter", case, "opinion", ref="1", answer="OBJECTS", reasons="涉及商业秘密", on=ago(30))
    expect(page.get_by_text("不同意公开").first).to_be_visible()
    desk.answered(case, "refused.third_party", "REFUSED_THIRD_PARTY", "第三方不同意公开且理由成立，不予公开。")
    page = desk.pages["requests"]
    page.goto(case)
    expect(page.get_by_text("征求意见").first).to_be_visible()


def never_corrected(desk: Desk) -> None:
    case = desk.registered("有关材料", 60)
    desk.does("requests", case, "ask-correction", points="请写明文件名称和年份", days="5", on=ago(58))
    desk.received(case, 57)
    page = desk.does("requests", case, "close-not-corrected", letter="逾期未补正")
    expect(page.get_by_text("逾期不补正，不再处理").first).to_be_visible()
    desk.cells["table3.other.not_corrected.natural_person"] += 1


def fee_paid(desk: Desk) -> None:
    case = desk.registered("历年会议纪要", 40)
    desk.does("head", case, "fee", method="volume", quantity="120", payment="到县政务服务中心缴纳", on=ago(35))
    desk.received(case, 34)
    page = desk.does("requests", case, "pay", amount="1100", on=ago(20))
    expect(page.get_by_text("1100 元").first).to_be_visible()
    desk.answered(case, "granted", "GRANTED", "现将历年会议纪要提供给您。")


def fee_unpaid(desk: Desk) -> None:
    case = desk.registered("历年台账", 80)
    desk.does("head", case, "fee", method="volume", quantity="120", payment="到县政务服务中心缴纳", on=ago(75))
    desk.received(case, 74)
    page = desk.does("requests", case, "close-unpaid")
    expect(page.get_by_text("逾期不缴费，不再处理").first).to_be_visible()
    desk.cells["table3.other.fee_unpaid.natural_person"] += 1


def extended(desk: Desk) -> None:
    case = desk.registered("征地补偿方案底稿", 10)
    page = desk.pages["requests"]
    page.goto(case)
    before = page.locator("strong").first.inner_text()
    page = desk.does("head", case, "extend", days="15", because="需要到县档案馆查找")
    expect(page.locator("strong").first).not_to_have_text(before)
    expect(page.get_by_text("延期告知书").first).to_be_visible()
    desk.answered(case, "unable.not_held", "UNABLE_NOT_EXISTING", "经检索县档案馆和本机关档案，该信息不存在。")


def excessive(desk: Desk) -> None:
    case = desk.registered("全部收文登记")
    desk.does("requests", case, "ask-reason", facts="本月第31件")
    desk.answered(case, "not_processed.excessive", "NOT_PROCESSED_EXCESSIVE", "您说明的理由不合理，不予处理。")


def repeated(desk: Desk) -> None:
    case = desk.registered("路灯维护合同", name="")
    who = "闻人" + "甲乙丙丁戊己庚辛壬癸子丑"[desk.serial]
    desk.answered(case, "granted", "GRANTED", "现将路灯维护合同提供给您。")
    again = desk.registered("路灯维护合同", name=who)
    desk.answered(again, "not_processed.repeat", "NOT_PROCESSED_REPEAT", "此前已经答复，不再重复处理。", repeats="")


def another_agency(desk: Desk) -> None:
    case = desk.registered("户籍登记档案")
    desk.answered(
        case,
        "unable.not_held",
        "UNABLE_NOT_RESPONSIBLE",
        "该信息不属于本机关负责公开，请向温县公安局（电话0391-6123456）申请。",
    )
    page = desk.pages["requests"]
    page.goto(case)
    page.get_by_role("link", name=re.compile("^答复书")).first.click()
    expect(page.get_by_text("请向温县公安局").first).to_be_visible()


COURSES: tuple[Callable[[Desk], None], ...] = (
    granted, refused_for_a_third_party, never_corrected, fee_paid, fee_unpaid, extended, excessive, repeated, another_agency,
)  # fmt: skip


def reported(home: Path) -> Counter[str]:
    """The cells of table 3 as the report computes them from the records, all years that the courses may touch together."""
    found: Counter[str] = Counter()
    for year in {TODAY.year, TODAY.year - 1}:
        command = [
            sys.executable,
            "-m",
            "gongkai.cli",
            "report",
            str(year),
            "--agency",
            "wenxian-zfb",
            "--as-of",
            ago(0),
            "--json",
        ]
        said = subprocess.run(command, check=True, capture_output=True, env=environment(home), cwd=ROOT)
        figures = json.loads(said.stdout)["figures"]
        found.update(
            {key: int(value or 0) for key, value in figures.items() if re.match(r"table3\..*natural_person$", key)}
        )
    return found


def test_every_course_ends_in_its_cell_of_table_3(desk: Desk, site_home: Path):
    before = reported(site_home)
    for course in COURSES:
        course(desk)
    after = reported(site_home)
    gained = {key: after[key] - before[key] for key in after if after[key] != before[key]}
    assert {key: number for key, number in gained.items() if key in desk.cells} == dict(desk.cells)
    sums = {
        "table3.results_total.natural_person",
        "table3.carried_in.natural_person",
        "table3.carried_out.natural_person",
    }
    assert not set(gained) - set(desk.cells) - sums
