"""A county collects sixty units and sends its report up; its city, another installation, takes it in."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.conftest import DESKTOP, PASSWORD, PHONE, ROOT, SECONDS_TO_START, environment, free_port, wait_for

from gongkai.annual_report.reader.tests.test_batch import report

pytestmark = pytest.mark.browser
PROGRAM = Path(__file__).with_name("returns_installations.py")
PENALTIES = "行政处罚 / 本年处理决定数量"
WRONG_SUM, RIGHT_SUM = "2,408", "1,778"
"""Units 3 to 58 returned their own number, unit 1 returned 700 for 70, units 2, 59 and 60 nothing happened."""


def run(errand: str, home: Path) -> None:
    subprocess.run([sys.executable, str(PROGRAM), errand], check=True, env=environment(home), cwd=ROOT)


@contextmanager
def served(home: Path) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "gongkai.cli", "serve", "--port", str(port)]
    with (home / "serve.log").open("w") as log:
        server = subprocess.Popen(command, env=environment(home), cwd=ROOT, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}", server, home / "serve.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=SECONDS_TO_START)


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    county, city = (tmp_path_factory.mktemp(name) / "home" for name in ("county", "city"))
    run("county", county)
    run("city", city)
    return county, city


def sign_in(browser: Browser, site: str, username: str, viewport: dict[str, int] = DESKTOP) -> Page:
    page = browser.new_context(base_url=site, viewport=viewport).new_page()  # type: ignore[arg-type]
    page.goto("/desk/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/desk/")
    return page


def open_board(page: Page) -> None:
    page.goto("/desk/returns/")
    page.get_by_role("link", name="年度", exact=False).filter(has_text="政府").first.click()


def test_sixty_units_late_sent_back_and_zero_up_to_the_city(
    browser: Browser, homes: tuple[Path, Path], tmp_path: Path
) -> None:
    county_home, city_home = homes
    with served(county_home) as county:
        supervisor = sign_in(browser, county, "supervisor")
        wrong_return_sent_back(supervisor)
        the_rest_accepted(supervisor)
        mended_by_two_people(browser, county)
        late_unit_urged_and_zero(browser, county, supervisor)
        total_right(supervisor)
        run("report", county_home)
        package = package_taken(browser, county, tmp_path)
        with served(city_home) as city:
            taken_in_by_the_city(browser, city, package)
            notes = notes_of_the_city(browser, city, tmp_path)
        publisher = sign_in(browser, county, "publisher")
        publisher.goto("/desk/returns/sent/")
        publisher.get_by_label("退回意见文件").set_input_files(notes)
        publisher.get_by_role("button", name="读入").click()
        expect(publisher.get_by_text("与统计年报不符")).to_be_visible()
        again = package_taken(browser, county, tmp_path)
        with served(city_home) as city:
            taken_in_by_the_city(browser, city, again)
            accepted_by_the_city(browser, city)


def wrong_return_sent_back(page: Page) -> None:
    open_board(page)
    expect(page.get_by_role("link", name="全部 60")).to_be_visible()
    expect(page.get_by_role("link", name="已报送 59")).to_be_visible()
    expect(page.get_by_role("link", name="逾期 1", exact=True)).to_be_visible()
    page.get_by_role("link", name="温县第01局").click()
    page.get_by_label("原因").fill("行政处罚数与执法总体情况不符")
    page.get_by_label("第1条意见的格").select_option(label=PENALTIES)
    page.get_by_label("第1条意见", exact=True).fill("多了一个0？请核对")
    page.get_by_role("button", name="退回修改").click()
    expect(page.get_by_text("已退回温县第01局修改。")).to_be_visible()


def the_rest_accepted(page: Page) -> None:
    open_board(page)
    page.get_by_role("link", name="已报送 58").click()
    page.get_by_role("button", name="接收所选").click()
    expect(page.get_by_text("已接收 58 个单位的报送")).to_be_visible()


def mended_by_two_people(browser: Browser, site: str) -> None:
    filler = sign_in(browser, site, "fill01")
    filler.goto("/desk/returns/")
    filler.get_by_role("link", name="第01局填报").click()
    expect(filler.locator("small.note")).to_have_text("多了一个0？请核对")
    received = filler.get_by_label("一、本年新收政府信息公开申请数量 / 自然人")
    received.fill("3")
    expect(filler.locator("#check")).to_contain_text("3 + 0 = 1 + 0")  # checked while typing
    received.fill("1")
    filler.get_by_label(PENALTIES).fill("70")
    expect(filler.locator("#check")).to_contain_text("勾稽关系成立")
    filler.get_by_label("填好，送本单位另一人核对报送").check()
    filler.get_by_role("button", name="保存", exact=True).click()
    expect(filler.get_by_role("button", name="核对无误，报送")).to_have_count(0)
    second = sign_in(browser, site, "second01")
    second.goto("/desk/returns/")
    second.get_by_role("link", name="第01局填报").click()
    second.get_by_role("button", name="核对无误，报送").click()
    expect(second.get_by_text("已报送温县人民政府。")).to_be_visible()


def late_unit_urged_and_zero(browser: Browser, site: str, supervisor: Page) -> None:
    open_board(supervisor)
    supervisor.get_by_role("link", name="汇总表").click()
    expect(supervisor.get_by_text("缺 2 个单位")).to_be_visible()
    open_board(supervisor)
    supervisor.get_by_role("button", name="催报全部未报单位").click()
    expect(supervisor.get_by_text("已催报 1 个单位")).to_be_visible()
    filler = sign_in(browser, site, "fill59")
    filler.get_by_role("link", name="已催报 1 次").first.click()
    filler.get_by_role("button", name="一键零报告").click()
    second = sign_in(browser, site, "second59")
    second.goto("/desk/returns/")
    second.get_by_role("link", name="第59镇人民政府填报").click()
    second.get_by_role("button", name="核对无误，报送").click()
    for unit in ("温县第01局", "温县第59镇人民政府"):
        open_board(supervisor)
        supervisor.get_by_role("link", name=unit).click()
        if unit == "温县第01局":
            expect(supervisor.get_by_text("与上一次报送相比：1 格不同")).to_be_visible()
        else:
            expect(supervisor.get_by_text("零报告", exact=True).first).to_be_visible()
        supervisor.get_by_role("button", name="接收", exact=True).click()
    expect(supervisor.get_by_role("link", name="已接收 60")).to_be_visible()


def total_right(page: Page) -> None:
    page.get_by_role("link", name="汇总表").click()
    expect(page.get_by_text("60 个单位全部接收。")).to_be_visible()
    page.get_by_role("link", name=RIGHT_SUM, exact=True).click()
    expect(page.locator(".big")).to_contain_text(RIGHT_SUM)
    expect(page.get_by_role("row", name="温县第01局")).to_contain_text("70")


def package_taken(browser: Browser, site: str, folder: Path) -> Path:
    publisher = sign_in(browser, site, "publisher")
    publisher.goto("/desk/returns/sent/")
    publisher.get_by_role("button", name="生成报送包").click()
    with publisher.expect_download() as taken:
        publisher.get_by_role("link", name="下载").first.click()
    target = folder / taken.value.suggested_filename
    taken.value.save_as(target)
    return target


def taken_in_by_the_city(browser: Browser, site: str, package: Path) -> None:
    first = sign_in(browser, site, "city1")
    open_board(first)
    first.get_by_label("报送包（ZIP）").set_input_files(package)
    first.get_by_role("button", name="核验并接收").click()
    expect(first.get_by_text("7 项核验全部通过")).to_be_visible()
    first.get_by_role("link", name="温县人民政府").click()
    expect(first.get_by_text("请主管部门另一人办理")).to_be_visible()


def notes_of_the_city(browser: Browser, site: str, folder: Path) -> Path:
    """The city sees the county's sum; it accepts nothing yet and sends it back with a note on one cell."""
    second = sign_in(browser, site, "city2")
    open_board(second)
    second.get_by_role("link", name="温县人民政府").click()
    expect(second.locator("[data-cell='table2.art20_6.penalties.decisions']")).to_contain_text(
        RIGHT_SUM.replace(",", "")
    )
    second.get_by_label("原因").fill("请核对")
    second.get_by_label("第1条意见的格").select_option(label=PENALTIES)
    second.get_by_label("第1条意见", exact=True).fill("与统计年报不符")
    second.get_by_role("button", name="退回修改").click()
    with second.expect_download() as taken:
        second.get_by_role("link", name="下载退回意见文件").click()
    target = folder / "notes.json"
    taken.value.save_as(target)
    assert len(json.loads(target.read_text(encoding="utf-8"))["notes"]) == 1
    return target


def accepted_by_the_city(browser: Browser, site: str) -> None:
    """The county explained the cell and sent its report again: another person than who took it in accepts it."""
    second = sign_in(browser, site, "city2")
    open_board(second)
    second.get_by_role("link", name="温县人民政府").click()
    second.get_by_role("button", name="接收", exact=False).first.click()
    expect(second.get_by_text("已接收温县人民政府的报送")).to_be_visible()
    open_board(second)
    second.get_by_role("link", name="汇总表").click()
    expect(second.get_by_role("cell", name=RIGHT_SUM).first).to_be_visible()


def test_a_checked_report_on_a_phone(browser: Browser, homes: tuple[Path, Path], tmp_path: Path) -> None:
    wrong = {"table4__reconsideration__upheld": 2, "table4__reconsideration__total": 0}
    file = tmp_path / "第01局.html"
    file.write_bytes(report("温县第01局", **wrong))
    with served(homes[0]) as county:
        phone = sign_in(browser, county, "supervisor", PHONE)
        phone.goto("/desk/audit/")
        phone.get_by_label("报告文件（可以多选）").set_input_files(file)
        phone.get_by_role("button", name="审查").click()
        expect(phone.get_by_text("0 与 2，相差 -2")).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
