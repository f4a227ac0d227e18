"""A ledger comes in and its decision goes: dry run, mend, import, a citizen looks it up, it is revoked and gone."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gongkai.demo.wenxian.agencies import OFFICE, ORGANS

pytestmark = pytest.mark.browser

SignIn = Callable[[str], Page]
NUMBER = "温政办罚决〔2026〕901号"
ORGAN = next(organ for organ in ORGANS if organ.code == OFFICE)
ENTERPRISE = "91410825200011468E"


def ledger(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.DictWriter(stream, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    return path


def row(number: str, fine: str) -> dict[str, str]:
    return {
        "CF_WSH": number, "CF_XDR_MC": "温县春华商贸有限公司", "CF_XDR_LB": "法人及非法人组织", "CF_XDR_SHXYM": ENTERPRISE,
        "CF_FRDB": "李春华", "CF_WFXW": "经营超过保质期的食品", "CF_SY": "货架上销售超过保质期的食品",
        "CF_YJ": "《中华人民共和国食品安全法》第一百二十四条", "CF_CFLB": "罚款", "CF_NR": "处罚款", "CF_NR_FK": fine,
        "CF_JDRQ": str(date.today() - timedelta(days=8)), "CF_YXQ": "2099-12-31", "CF_CFJG": ORGAN.name, "CF_CFJGDM": ORGAN.uscc,
        "CF_SJLY": ORGAN.name, "CF_SJLYDM": ORGAN.uscc,
    }  # fmt: skip


def upload(page: Page, path: Path) -> None:
    page.goto("/desk/decisions/")
    page.get_by_label("单位").select_option(label=ORGAN.name)
    page.get_by_label("台账", exact=True).select_option(label="行政处罚")
    page.get_by_label("文件").set_input_files(path)
    page.get_by_role("button", name="上传并预检").click()
    expect(page.get_by_text("预检结果")).to_be_visible(timeout=60_000)


def test_dry_run_mend_import_look_up_revoke_gone(sign_in: SignIn, citizen: Page, tmp_path: Path):
    clerk = sign_in("drafter")
    upload(clerk, ledger(tmp_path / "十一月.csv", [row(NUMBER, "0.5"), row("温政办罚决〔2026〕902号", "0")]))
    expect(clerk.get_by_role("row", name=re.compile("罚款金额应大于0"))).to_be_visible()
    citizen.goto(f"/sgs/?by=number&q={NUMBER}")
    expect(citizen.get_by_text("没有符合条件的公示信息")).to_be_visible()

    with clerk.expect_download() as taken:
        clerk.get_by_role("link", name="下载退回的 1 行").click()
    mended = list(csv.DictReader(taken.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert [(one["CF_WSH"], one["退回原因"][:8]) for one in mended] == [("温政办罚决〔2026〕902号", "CF_NR_FK")]
    clerk.get_by_role("button", name="只导入无误的 1 行").click()
    expect(clerk.get_by_text("导入并生效")).to_be_visible(timeout=60_000)
    upload(clerk, ledger(tmp_path / "修改.csv", [one | {"CF_NR_FK": "1.2"} for one in mended]))
    clerk.get_by_role("button", name="导入全部").click()
    expect(clerk.get_by_text("导入并生效")).to_be_visible(timeout=60_000)

    citizen.reload()
    citizen.get_by_role("link", name=re.compile("春华|行政处罚")).first.click()
    expect(citizen.get_by_text(NUMBER).first).to_be_visible()
    expect(citizen.get_by_text("温县春华商贸有限公司").first).to_be_visible()
    public = citizen.url
    assert "李春华" not in citizen.content()

    publisher = sign_in("publisher")
    publisher.goto(f"/desk/decisions/records/?kind=penalty&number={NUMBER}")
    publisher.locator("main table a").first.click()
    publisher.get_by_label("理由（公开）").fill("复议撤销")
    publisher.get_by_role("button", name="登记并撤回公示").click()
    expect(publisher.get_by_role("status").first).to_contain_text("公示信息即时撤回")

    answer = citizen.goto(public)
    assert answer is not None
    assert answer.status == 410
    assert "温县春华商贸有限公司" not in citizen.content()
    citizen.goto(f"/sgs/?by=number&q={NUMBER}")
    expect(citizen.get_by_text("没有符合条件的公示信息")).to_be_visible()


def test_a_unit_tells_its_months_and_another_person_accepts(sign_in: SignIn, tmp_path: Path):
    scan = tmp_path / "盖章.pdf"
    scan.write_bytes(b"%PDF-1.7\n%%EOF")
    clerk = sign_in("health")
    clerk.goto("/desk/decisions/returns/?year=2024")
    for month in range(1, 13):
        clerk.get_by_label(f"{month}月行政处罚（件）", exact=True).fill(str(month))
    clerk.get_by_label("来源").fill("县卫健委2024年行政执法月报（盖章）")
    clerk.get_by_label("盖章扫描件").set_input_files(scan)
    clerk.get_by_role("button", name="提交，由另一人确认").click()
    expect(clerk.get_by_role("status").first).to_contain_text("由另一人确认后计入")
    supervisor = sign_in("supervisor")
    assert penalties_of_2024(supervisor) == "0"
    supervisor.goto("/desk/sheets/?year=2024")
    supervisor.get_by_role("button", name="确认计入").click()
    assert penalties_of_2024(supervisor) == "78"


def penalties_of_2024(page: Page) -> str:
    page.goto("/desk/decisions/totals/?agency=wenxian&year=2024")
    return page.locator("table.form").first.locator("tr", has_text="行政处罚").locator("td").last.inner_text()
