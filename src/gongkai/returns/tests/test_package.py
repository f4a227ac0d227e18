"""A county's approved report sent up as a package and taken in by its city: every check, notes back, the next number."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.models import Agency, AgencyKind
from gongkai.agencies.roles import Role
from gongkai.agencies.usecases.appoint import name_supervisor
from gongkai.annual_report.models import Scope
from gongkai.annual_report.usecases.approve_report import approve_report
from gongkai.annual_report.usecases.begin_report import begin_report
from gongkai.annual_report.usecases.check_report import check_report
from gongkai.annual_report.usecases.correct_report import correct_report
from gongkai.annual_report.usecases.publish_report import publish_report
from gongkai.annual_report.usecases.write_section import write_section
from gongkai.audit.acts import system_act
from gongkai.cli import report_package
from gongkai.cli.__main__ import main
from gongkai.files.store import read
from gongkai.returns.across import across
from gongkai.returns.models import Campaign
from gongkai.returns.notes import notes_file
from gongkai.returns.package import checks_of, read_package
from gongkai.returns.rollup import open_cell, report_of
from gongkai.returns.states import UnitState, standings
from gongkai.returns.tests.county import PENALTIES, YEAR, County
from gongkai.returns.usecases.decide_return import accept_returns, send_back_return
from gongkai.returns.usecases.open_campaign import open_campaign
from gongkai.returns.usecases.send_up import hand_up, make_package, unit_above
from gongkai.returns.usecases.take_in import take_in
from gongkai.returns.usecases.take_notes import take_notes

LATER = date(2023, 2, 20)


class Region:
    """The cast's county below a city; the county's report approved, with 5 penalties of the police and a zero township."""

    def __init__(self, cast) -> None:
        self.cast = cast
        city = cast.agency("jiaozuo", "焦作市人民政府", "焦作市", AgencyKind.CITY_GOVERNMENT, None)
        self.office = cast.agency(
            "jiaozuo-zfb", "焦作市人民政府办公室", "市政府办", AgencyKind.COUNTY_GOVERNMENT_OFFICE, city
        )
        name_supervisor(act=system_act("建制", cast.clock), authority=self.office, government=city)
        self.city = city
        for agency in Agency.objects.filter(path__startswith=cast.government.path):  # the cast's county has no city yet
            Agency.objects.filter(pk=agency.pk).update(path=f"/jiaozuo{agency.path}")
        Agency.objects.filter(pk=cast.government.pk).update(parent=city)
        for agency in (cast.government, cast.office, cast.police, cast.market, cast.township):
            agency.refresh_from_db()
        self.county = County(cast)
        sheet = self.county.submit(cast.police, **{PENALTIES.replace(".", "__"): 5})
        self.county.accept(
            sheet, self.county.zero(cast.township), self.county.zero(cast.market), self.county.zero(cast.office)
        )
        cast.on(date(2023, 2, 10))
        self.report = begin_report(act=cast.act(Role.DRAFTER), agency=cast.government, year=YEAR)
        for key in ("overview", "problems"):
            write_section(act=cast.act(Role.DRAFTER), report_id=self.report.id, key=key, text="本年度工作情况如下。")
        check_report(act=cast.act(Role.FIRST_REVIEWER), report_id=self.report.id)
        self.version = approve_report(act=cast.act(Role.APPROVER), report_id=self.report.id)
        cast.on(LATER)
        self.sender, self.taker = cast.act(Role.PUBLISHER), cast.act(Role.SUPERVISOR, agency=self.office)
        self.second = cast.act(Role.SUPERVISOR, agency=self.office, who="二")

    def campaign(self) -> Campaign:
        return open_campaign(act=self.taker, government=self.city, year=YEAR, units=[self.cast.government])

    def package(self) -> bytes:
        return read(make_package(act=self.sender, report_id=self.report.pk).package)


@pytest.fixture
def region(cast) -> Region:
    return Region(cast)


def test_a_package_holds_data_documents_units_and_digests(region) -> None:
    package = read_package("p.zip", region.package())
    assert [check.name for check in checks_of(package)] == [
        "文件校验值", "数据完整", "表内勾稽关系", "单位数之和", "DOCX 与数据一致", "PDF 与数据一致", "年报链接",
    ]  # fmt: skip
    assert [check for check in checks_of(package) if not check.holds] == []
    assert package.figures[PENALTIES] == 5
    assert {(unit["name"], unit["state"], unit["is_zero"]) for unit in package.units} >= {
        ("温县公安局", "已接收", False), ("温县祥云镇人民政府", "已接收", True),
    }  # fmt: skip


def test_the_city_takes_it_in_and_opens_a_cell_to_the_county(region) -> None:
    campaign = region.campaign()
    intake = take_in(act=region.taker, campaign=campaign, name="p.zip", content=region.package())
    assert (intake.sheet.scope, len(intake.checks)) == (Scope.AREA, 7)
    accepted, refused = accept_returns(act=region.taker, sheet_ids=[intake.sheet.pk])
    assert not accepted
    assert "不能确认" in str(refused[0])
    accept_returns(act=region.second, sheet_ids=[intake.sheet.pk])
    assert report_of(campaign, LATER).values[PENALTIES] == 5
    (share,) = open_cell(campaign, PENALTIES, LATER).shares
    assert (share.name, share.value, share.kinds_zh) == ("温县人民政府", 5, "填报数")
    whole, county = across(campaign, LATER)
    assert (whole.word("A-1"), county.word("X-1")) == ("成立", "无法判断")


def tampered(content: bytes, name: str, change) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part.filename, change(data) if part.filename == name else data)
    return out.getvalue()


def test_a_changed_file_is_refused_with_what_is_wrong(region) -> None:
    campaign, content = region.campaign(), region.package()

    def more(data: bytes) -> bytes:
        told = json.loads(data)
        told["figures"][PENALTIES] = 6
        return json.dumps(told).encode()

    with pytest.raises(Refused) as refused:
        take_in(act=region.taker, campaign=campaign, name="p.zip", content=tampered(content, "report.json", more))
    words = str(refused.value)
    assert "文件校验值：report.json 与清单不符" in words
    assert "单位数之和：行政处罚 / 本年处理决定数量：汇总 6，各单位之和 5" in words
    assert "DOCX 与数据一致：行政处罚 / 本年处理决定数量：文件 5，数据 6" in words
    assert not standings(campaign, LATER)[0].sheet


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"{}", b"%PDF-1.4"])
def test_a_file_that_is_no_package_is_refused(region, content) -> None:
    with pytest.raises(Refused, match="不是报送包"):
        take_in(act=region.taker, campaign=region.campaign(), name="x.zip", content=content)


def test_a_package_of_another_unit_or_twice_is_refused(region, cast) -> None:
    campaign, content = region.campaign(), region.package()
    foreign = tampered(content, "manifest.json", lambda data: data.replace(cast.government.uscc.encode(), b"0" * 18))
    with pytest.raises(NotFound, match="不在本次填报单位之中"):
        take_in(act=region.taker, campaign=campaign, name="x.zip", content=foreign)
    with pytest.raises(NotAllowed):
        take_in(act=cast.act(Role.SUPERVISOR), campaign=campaign, name="p.zip", content=content)
    take_in(act=region.taker, campaign=campaign, name="p.zip", content=content)
    with pytest.raises(Refused, match="已经接收过"):
        take_in(act=region.taker, campaign=campaign, name="p.zip", content=content)


def test_notes_go_back_and_the_corrected_report_comes_again(region, cast) -> None:
    campaign, content = region.campaign(), region.package()
    intake = take_in(act=region.taker, campaign=campaign, name="p.zip", content=content)
    send_back_return(
        act=region.second, sheet_id=intake.sheet.pk, reason="请核对行政处罚数", notes={PENALTIES: "与统计年报不符"}
    )
    intake.sheet.refresh_from_db()
    dispatch = take_notes(act=region.sender, name="notes.json", content=notes_file(intake.sheet, intake))
    assert dispatch.notes_reason == "请核对行政处罚数"
    assert dispatch.notes == [{"cell": PENALTIES, "label": "行政处罚 / 本年处理决定数量", "text": "与统计年报不符"}]
    region.county.accept(region.county.submit(cast.police, **{PENALTIES.replace(".", "__"): 7}))
    publish_report(act=cast.act(Role.PUBLISHER), report_id=region.report.id)
    correct_report(act=cast.act(Role.APPROVER), report_id=region.report.id, reason="行政处罚漏统计两件")
    again = make_package(act=region.sender, report_id=region.report.pk)
    assert (again.number, [(one["old"], one["new"]) for one in again.changes]) == (2, [("5", "7")])
    second = take_in(act=region.taker, campaign=campaign, name="p2.zip", content=read(again.package))
    accept_returns(act=region.second, sheet_ids=[second.sheet.pk])
    assert report_of(campaign, LATER).values[PENALTIES] == 7


def test_in_one_installation_nothing_has_to_be_carried(region, cast) -> None:
    campaign = region.campaign()
    unit = unit_above(cast.government, YEAR)
    assert unit is not None
    sheet = hand_up(act=region.sender, report_id=region.report.pk, unit=unit)
    (one,) = standings(campaign, LATER)
    assert (one.state, sheet.scope) == (UnitState.SUBMITTED, Scope.AREA)
    accept_returns(act=region.second, sheet_ids=[sheet.pk])
    report = report_of(campaign, LATER)
    assert report.values[PENALTIES] == 5, "the police's own return is not added to the county's sum"


def test_the_command_writes_a_package_and_takes_it_in(region, monkeypatch, tmp_path, capsys) -> None:
    monkeypatch.setattr(report_package, "require_whole_records", lambda: None)
    campaign, target = region.campaign(), tmp_path / "wenxian-2022.zip"
    assert main(["report", "package", "2022", "--agency", "wenxian", "-o", str(target), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["number"], made["bytes"]) == (1, target.stat().st_size)
    assert main(["report", "import", str(target), "--agency", "jiaozuo", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["digest"] == made["digest"]
    assert standings(campaign, LATER)[0].state == UnitState.SUBMITTED
    assert main(["report", "import", str(target), "--agency", "jiaozuo"]) == 1
    assert "已经接收过" in capsys.readouterr().err
