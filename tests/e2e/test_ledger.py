"""A ledger file on the desk: tried, mended, imported; a citizen looks the decisions up; one is revoked and is gone everywhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SignIn = Callable[[str], Page]
FIRM, CODE, WRONG_CODE = "温县墨竹商贸有限公司", "91410825200011468E", "91410825200011468A"
PERSON, CARD = "欧阳暗香", "410825198001010010"
UNIT = "温县人民政府办公室"


def ledger(unit_code: str) -> list[dict[str, str]]:
    """A good row, one with a wrong check character, one on a natural person."""
    decided = date.today() - timedelta(days=3)
    good = {
        "行政处罚决定书文号": "温墨罚决〔2022〕1号", "行政相对人类别": "法人及非法人组织", "行政相对人名称": FIRM, "统一社会信用代码": CODE,
        "法定代表人": "司马疏影", "证件类型": "", "证件号码": "", "违法行为类型": "经营超过保质期的食品",
        "违法事实": "货架上销售超过保质期的食品", "处罚依据": "《中华人民共和国食品安全法》第一百二十四条", "处罚类别": "罚款",
        "处罚内容": "处罚款", "罚款金额(万元)": "0.5", "处罚决定日期": decided.isoformat(),
        "处罚有效期": (decided + timedelta(days=365)).isoformat(), "处罚机关": UNIT, "处罚机关代码": unit_code,
        "数据来源单位": UNIT, "数据来源单位代码": unit_code,
    }  # fmt: skip
    wrong = good | {"行政处罚决定书文号": "温墨罚决〔2022〕2号", "统一社会信用代码": WRONG_CODE}
    person = good | {
        "行政处罚决定书文号": "温墨罚决〔2022〕3号", "行政相对人类别": "自然人", "行政相对人名称": PERSON, "统一社会信用代码": "",
        "法定代表人": "", "证件类型": "身份证", "证件号码": CARD,
    }  # fmt: skip
    return [good, wrong, person]


def written(rows: list[dict[str, str]], encoding: str = "gb18030") -> bytes:
    text = io.StringIO(newline="")
    out = csv.DictWriter(text, list(rows[0]))
    out.writeheader()
    out.writerows(rows)
    return text.getvalue().encode(encoding)


def upload(desk: Page, name: str, content: bytes) -> None:
    desk.goto("/desk/decisions/")
    desk.get_by_label("单位", exact=True).select_option(label=UNIT)
    desk.get_by_label("台账", exact=True).select_option(label="行政处罚")
    desk.get_by_label("文件（CSV 或 XLSX）").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    desk.get_by_role("button", name="上传并预检").click()
    expect(desk.get_by_text("预检结果")).to_be_visible(timeout=60_000)


def figures(desk: Page) -> list[str]:
    """Read, new, changed, unchanged, rejected, imported."""
    return desk.locator("#state strong.fs-4").all_inner_texts()


def test_tried_mended_imported_looked_up_revoked_and_gone(sign_in: SignIn, citizen: Page, tmp_path: Path):
    units = citizen.request.get("/api/v1/agencies").json()
    code = next(unit["uscc"] for unit in units if unit["name"] == UNIT)
    desk, publisher = sign_in("drafter"), sign_in("publisher")

    upload(desk, "处罚.csv", written(ledger(code)))
    assert figures(desk) == ["3", "2", "0", "0", "1", "0"]
    told = desk.locator("#state table").last.locator("tbody tr")
    expect(told).to_have_count(1)
    assert told.locator("td").all_inner_texts()[:3] == ["3", "CF_XDR_SHXYM", WRONG_CODE]
    expect(told).to_contain_text("校验码应为E")
    citizen.goto(f"/sgs/?by=name&q={FIRM}")
    expect(citizen.locator("main")).to_contain_text("没有符合条件的公示信息")

    with desk.expect_download() as coming:
        desk.get_by_role("link", name="下载退回的 1 行").click()
    coming.value.save_as(tmp_path / "mend.csv")
    rows = list(csv.DictReader((tmp_path / "mend.csv").read_text("utf-8-sig").splitlines()))
    assert [row["行政处罚决定书文号"] for row in rows] == ["温墨罚决〔2022〕2号"]
    assert "校验码应为E" in rows[0]["退回原因"]
    desk.get_by_role("button", name="只导入无误的 2 行").click()
    expect(desk.get_by_text("导入并生效")).to_be_visible(timeout=60_000)

    upload(desk, "改正.csv", written([rows[0] | {"统一社会信用代码": CODE}], "utf-8-sig"))
    desk.get_by_role("button", name="导入全部").click()
    expect(desk.get_by_text("导入并生效")).to_be_visible(timeout=60_000)
    assert figures(desk) == ["1", "1", "0", "0", "0", "1"]

    citizen.goto("/sgs/")
    citizen.get_by_label("查询方式").select_option(label="行政相对人名称")
    citizen.get_by_label("查询内容").fill(FIRM)
    citizen.get_by_role("button", name="查询").click()
    expect(citizen.locator("table.items tbody tr")).to_have_count(2)
    citizen.get_by_role("row", name="温墨罚决〔2022〕2号").get_by_role("link").click()
    page = citizen.url
    expect(citizen.locator("main")).to_contain_text("司马**")
    assert "司马疏影" not in citizen.content()
    for asked in (f"by=name&q={PERSON}", "by=number&q=温墨罚决〔2022〕3号"):
        citizen.goto(f"/sgs/?{asked}")
        expect(citizen.locator("main")).to_contain_text("没有符合条件的公示信息")
    citizen.goto("/search?q=温墨罚决[2022]2号")
    expect(citizen.get_by_role("heading", name="行政执法公示中的匹配")).to_be_visible()

    publisher.goto("/desk/decisions/records/?kind=penalty")
    publisher.get_by_label("文书号").fill("温墨罚决〔2022〕2号")
    publisher.get_by_role("button", name="查找").click()
    publisher.locator("main").get_by_role("link", name="行政处罚（罚款）").click()
    assert PERSON not in publisher.content()
    publisher.get_by_label("事由").select_option(label="依法撤销")
    publisher.get_by_label("理由（公开）").fill("复议决定撤销")
    publisher.get_by_role("button", name="登记并撤回公示").click()
    expect(publisher.get_by_role("status")).to_contain_text("即时撤回")
    expect(publisher.locator("main")).to_contain_text("依法撤销，公示信息已撤回")

    answer = citizen.goto(page)
    assert answer is not None
    assert answer.status == 410
    expect(citizen.locator("main")).to_contain_text("复议决定撤销")
    for asked in ("by=number&q=温墨罚决〔2022〕2号", f"by=code&q={CODE}"):
        citizen.goto(f"/sgs/?{asked}")
        assert "温墨罚决〔2022〕2号" not in citizen.locator("main").inner_text()
    citizen.goto("/search?q=温墨罚决〔2022〕2号")
    expect(citizen.get_by_role("heading", name="行政执法公示中的匹配")).to_have_count(0)
    place = page.rpartition("/")[2].removesuffix(".html")
    assert citizen.request.get(f"/api/v1/decisions/penalty/{place}").status == 410
    month = (date.today() - timedelta(days=3)).strftime("%Y-%m")
    published = citizen.request.get(f"/sgs/data/penalty-{month}.csv").text()
    assert "温墨罚决〔2022〕1号" in published
    assert not any(
        gone in published for gone in ("温墨罚决〔2022〕2号", "温墨罚决〔2022〕3号", PERSON, CARD, "司马疏影")
    )
