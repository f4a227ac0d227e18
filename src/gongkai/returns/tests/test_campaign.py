"""A campaign from opening to acceptance: states, two people, zero returns, notes, urging, links."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.roles import Role
from gongkai.annual_report.models import Scope
from gongkai.messages.models import Message
from gongkai.requests.tests.factories import Counter
from gongkai.returns.changes import since_last
from gongkai.returns.duties import open_returns
from gongkai.returns.form import COUNTED, system_report, system_values
from gongkai.returns.models import ReturnNote
from gongkai.returns.pasting import taken_from_file, taken_from_text
from gongkai.returns.rollup import missing, open_cell, report_of
from gongkai.returns.selectors import campaigns_seen_by, units_seen_by
from gongkai.returns.states import UnitState, standing_of, standings
from gongkai.returns.tests.county import GRANTED, PENALTIES, RECEIVED, YEAR, County
from gongkai.returns.usecases.decide_return import send_back_return
from gongkai.returns.usecases.fill_return import fill_zero, save_draft, take_values
from gongkai.returns.usecases.link_report import link_report
from gongkai.returns.usecases.open_campaign import open_campaign
from gongkai.returns.usecases.submit_return import submit_return
from gongkai.returns.usecases.urge_units import urge_units


@pytest.fixture
def county(cast) -> County:
    return County(cast)


def state(county, agency) -> str:
    return standing_of(county.unit(agency), county.cast.act(Role.SUPERVISOR).today).words


def test_every_unit_directly_below_owes_a_return_by_the_end_of_january(county, cast) -> None:
    assert [unit.agency.code for unit in county.campaign.units.order_by("agency__path")] == [
        "wenxian-gaj", "wenxian-scjgj", "wenxian-xiangyun", "wenxian-zfb",
    ]  # fmt: skip
    assert (county.campaign.unit_due, county.campaign.report_due) == (date(2023, 1, 31), date(2023, 3, 31))
    assert state(county, cast.police) == "未开始"
    cast.on(date(2023, 2, 1))
    assert state(county, cast.police) == "未开始（逾期）"


def test_a_second_campaign_or_a_later_day_is_refused(county, cast) -> None:
    with pytest.raises(Refused, match="已经建立"):
        open_campaign(act=county.supervisor, government=cast.government, year=YEAR)
    with pytest.raises(Refused, match="不得晚于 2022年1月31日"):
        open_campaign(act=county.supervisor, government=cast.government, year=2021, unit_due=date(2022, 2, 1))
    with pytest.raises(NotAllowed):
        open_campaign(act=cast.act(Role.DRAFTER), government=cast.government, year=2021)


def test_states_from_filling_to_accepted(county, cast) -> None:
    unit = county.unit(cast.police)
    save_draft(act=county.filler(cast.police), unit=unit, values={PENALTIES: "5"})
    assert state(county, cast.police) == "填报中"
    county.fill(cast.police, **{PENALTIES.replace(".", "__"): 5})
    assert state(county, cast.police) == "待本单位报送"
    sheet = submit_return(act=county.second(cast.police), unit=unit)
    assert state(county, cast.police) == "已报送"
    assert report_of(county.campaign, date(2023, 2, 1)).values[PENALTIES] == 0
    county.accept(sheet)
    assert state(county, cast.police) == "已接收"
    assert report_of(county.campaign, date(2023, 2, 1)).values[PENALTIES] == 5


def test_whoever_filled_it_in_does_not_submit_it(county, cast) -> None:
    both = cast.act(Role.DRAFTER, Role.APPROVER, agency=cast.police)
    unit = county.unit(cast.police)
    save_draft(act=both, unit=unit, values=dict.fromkeys(COUNTED, "0"), is_ready=True)
    with pytest.raises(Refused, match="不能报送自己填的表"):
        submit_return(act=both, unit=unit)
    with pytest.raises(NotAllowed):
        submit_return(act=county.filler(cast.police), unit=unit)
    with pytest.raises(NotAllowed, match="只能报送本单位"):
        submit_return(act=county.second(cast.market), unit=unit)


def test_a_form_that_does_not_add_up_is_refused_with_cell_and_arithmetic(county, cast) -> None:
    with pytest.raises(Refused, match=r"自然人列：3 \+ 0 = 2 \+ 0 不成立（T3-1）"):
        county.submit(cast.police, **{RECEIVED.replace(".", "__"): 3, GRANTED.replace(".", "__"): 2})
    assert state(county, cast.police) == "待本单位报送"


def test_a_blank_cell_and_a_missing_scan_are_named_together(county, cast) -> None:
    unit = county.unit(cast.police)
    values = dict.fromkeys(COUNTED, "0") | {PENALTIES: "", "table2.art20_5.permits.decisions": "1"}
    save_draft(act=county.filler(cast.police), unit=unit, values=values, is_ready=True)
    with pytest.raises(Refused) as refused:
        submit_return(act=county.second(cast.police), unit=unit)
    words = str(refused.value)
    assert "有 1 格空白：行政处罚" in words
    assert "盖章扫描件" in words
    assert "来源" in words


def test_a_zero_return_needs_one_click_and_a_second_person(county, cast) -> None:
    sheet = county.zero(cast.township)
    assert (sheet.is_zero, sheet.scan, len(sheet.values)) == (True, None, len(COUNTED))
    county.accept(sheet)
    (one,) = standings(county.campaign, date(2023, 1, 20), [county.unit(cast.township)])
    assert (one.state, one.is_zero) == (UnitState.ACCEPTED, True)


def test_records_in_the_system_forbid_a_zero_return_and_fill_the_form(county, cast) -> None:
    cast.on(date(2022, 3, 1))
    Counter(cast, cast.police).under_review()
    cast.on(date(2023, 1, 6))
    with pytest.raises(Refused, match="不能零报告"):
        fill_zero(act=county.filler(cast.police), unit=county.unit(cast.police))
    draft = save_draft(act=county.filler(cast.police), unit=county.unit(cast.police), values={RECEIVED: "1"})
    assert draft.origins[RECEIVED] == "系统数"


def test_sent_back_with_notes_mended_and_what_changed(county, cast) -> None:
    first = county.submit(cast.police, **{PENALTIES.replace(".", "__"): 5})
    send_back_return(act=county.supervisor, sheet_id=first.pk, reason="请核对", notes={PENALTIES: "与执法总体情况不符"})
    assert state(county, cast.police) == "退回修改"
    assert ReturnNote.objects.get(sheet=first).text == "与执法总体情况不符"
    second = county.submit(cast.police, **{PENALTIES.replace(".", "__"): 7})
    (change,) = since_last(second) or ()
    assert (change.label, change.old, change.new) == ("行政处罚 / 本年处理决定数量", "5", "7")
    assert since_last(first) is None


def test_missing_units_are_named_in_every_total(county, cast) -> None:
    county.accept(county.submit(cast.police, **{PENALTIES.replace(".", "__"): 5}), county.zero(cast.township))
    found = standings(county.campaign, date(2023, 1, 20))
    assert [one.unit.agency.code for one in missing(found)] == ["wenxian-scjgj", "wenxian-zfb"]
    opened = open_cell(county.campaign, PENALTIES, date(2023, 1, 20))
    assert [(share.name, share.value) for share in opened.shares] == [("温县公安局", 5), ("温县祥云镇人民政府", 0)]


def test_a_cell_opened_never_adds_records_and_return(county, cast) -> None:
    cast.on(date(2022, 3, 1))
    Counter(cast, cast.police).under_review()
    Counter(cast, cast.market).under_review()
    cast.on(date(2023, 1, 6))
    carried = {"table3__carried_out__natural_person": 4, RECEIVED.replace(".", "__"): 4}
    county.accept(county.submit(cast.police, **carried))
    opened = open_cell(county.campaign, RECEIVED, date(2023, 1, 20))
    assert [(share.name, share.value, share.kinds_zh) for share in opened.shares] == [
        ("温县公安局", 4, "填报数"), ("温县市场监督管理局", 1, "系统数"),
    ]  # fmt: skip
    assert opened.value == report_of(county.campaign, date(2023, 1, 20)).values[RECEIVED] == 5
    total = open_cell(county.campaign, "table3.new_received.total", date(2023, 1, 20))
    assert (total.value, [share.value for share in total.shares]) == (5, [4, 1])


def test_urging_writes_to_units_with_a_contact_and_notes_the_others(county, cast) -> None:
    cast.police.contact = {"联系人手机": "13800000000"}
    cast.police.save()
    county.zero(cast.township)
    units = [county.unit(cast.police), county.unit(cast.market)]
    made = urge_units(act=county.supervisor, campaign=county.campaign, units=units)
    assert [one.ways for one in made] == ["工作台、短信", "工作台"]
    message = Message.objects.get()
    assert "县公安局：2022年政府信息公开工作年度报告数据尚未报送，报送期限1月31日" in message.text
    with pytest.raises(Refused, match="已报送，无需催报"):
        urge_units(act=county.supervisor, campaign=county.campaign, units=[county.unit(cast.township)])


def test_an_area_pasted_with_its_labels_and_one_of_bare_numbers(county) -> None:
    pasted = taken_from_text("行政许可\t\n一、本年新收政府信息公开申请数量\t\t\t3\t0\t0\t0\t0\t0\t3\n")
    assert pasted.values[RECEIVED] == "3"
    assert pasted.printed["table3.new_received.total"] == "3"
    block = taken_from_text("\n".join("\t".join(str(row * 10 + column) for column in range(7)) for row in range(25)))
    assert block.values["table3.carried_in.natural_person"] == "10"
    assert block.printed["table3.carried_in.total"] == "16"
    with pytest.raises(Refused, match="3行，每行2个数"):
        taken_from_text("1\t2\n3\t4\n5\t6")


def test_totals_of_the_units_own_paper_stand_against_the_sums(county, cast) -> None:
    unit = county.fill(cast.police)
    taken = taken_from_text(
        "一、本年新收政府信息公开申请数量\t3\t0\t0\t0\t0\t0\t4\n四、结转下年度继续办理\t3\t0\t0\t0\t0\t0\t3\n"
    )
    take_values(act=county.filler(cast.police), unit=unit, taken=taken, way="粘贴")
    with pytest.raises(Refused, match=r"一、本年新收政府信息公开申请数量：4 = 3 \+ 0 .*（T3-3）"):
        submit_return(act=county.second(cast.police), unit=unit)


def test_a_report_of_another_year_is_not_read_into_the_form(county) -> None:
    page = "<h1>温县公安局2021年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p>"
    with pytest.raises(Refused, match="2021年的报告，本次填报的是2022年"):
        taken_from_file("report.html", page.encode(), YEAR)


def test_a_unit_sees_its_own_form_only(county, cast) -> None:
    act = county.filler(cast.police)
    assert [unit.agency for unit in units_seen_by(act, county.campaign)] == [cast.police]
    assert not campaigns_seen_by(cast.act(Role.DRAFTER, agency=cast.neighbour)).exists()
    assert len(units_seen_by(county.supervisor, county.campaign)) == 4


def test_a_link_of_the_units_report(county, cast) -> None:
    unit = county.unit(cast.police)
    cast.on(date(2023, 2, 3))
    act = county.filler(cast.police)
    with pytest.raises(Refused, match="不是网址"):
        link_report(act=act, unit=unit, url="javascript:alert(1)", published_on=date(2023, 2, 1))
    link_report(act=act, unit=unit, url="https://www.wenxian.gov.cn/nb/2022.html", published_on=date(2023, 2, 1))
    assert county.unit(cast.police).report_published_on == date(2023, 2, 1)
    with pytest.raises(NotAllowed):
        link_report(act=county.filler(cast.market), unit=unit, url="", published_on=None)


def test_departments_report_themselves_and_lower_governments_their_area(county, cast) -> None:
    assert county.unit(cast.police).scope == Scope.OWN
    assert county.unit(cast.township).scope == Scope.OWN


def test_no_record_is_not_yet_a_zero(county, cast) -> None:
    """A unit that never worked in the system starts with an empty form; one that keeps requests here, with its zeros of table 3."""
    assert system_values(system_report(county.unit(cast.market), date(2023, 1, 6))) == {}
    cast.on(date(2022, 3, 1))
    Counter(cast, cast.police).under_review()
    cast.on(date(2023, 1, 6))
    known = system_values(system_report(county.unit(cast.police), date(2023, 1, 6)))
    assert (known[RECEIVED], known[GRANTED]) == ("1", "0")
    assert not [key for key in known if not key.startswith("table3.")]


def test_what_units_owe_is_a_duty_until_it_is_handed_in_and_again_when_sent_back(county, cast) -> None:
    cast.on(date(2023, 2, 1))
    units = [cast.police.pk, county.unit(cast.police).pk]

    def owed() -> list[tuple[str, date, str]]:
        return [(one.title, one.due, one.state) for one in open_returns([cast.police.pk], date(2023, 2, 1))]

    title = f"{cast.government.short_name}2022年度报告数据"
    assert owed() == [(title, date(2023, 1, 31), "未开始（逾期）")]
    assert next(iter(open_returns(units[:1], date(2023, 2, 1)))).key == units[1]
    sheet = county.submit(cast.police)
    assert owed() == []
    send_back_return(act=county.supervisor, sheet_id=sheet.pk, reason="请核对")
    assert owed() == [(title, date(2023, 1, 31), "退回修改（逾期）")]
