"""The standard catalogue: every error by row and column, versions, and who shows what."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
import xlsxwriter

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.catalogue.tests.walk import Walk
from gongkai.completeness.models import StandardItem, StandardVersion
from gongkai.completeness.standard import fields_in_force, government_of, items_in_force, matrix, summed
from gongkai.completeness.standard_file import HEADINGS, limit_named
from gongkai.completeness.usecases.import_standard import assign_units, import_standard
from gongkai.completeness.usecases.tie_item import Shows, tie_item
from gongkai.law.holiday_notices import packaged_calendar

DAYS = "信息形成或者变更之日起20个工作日内"
SAVE = (
    "SHJZ-01",
    "社会救助",
    "综合业务",
    "政策法规文件",
    "社会救助政策",
    "《条例》第二十条",
    DAYS,
    "民政部门、乡镇人民政府",
    "■政府网站 ■公开查阅点",
)
TOWNS = (
    "SHJZ-02",
    "社会救助",
    "最低生活保障",
    "审核信息",
    "初审对象名单",
    "《社会救助暂行办法》",
    "公示7个工作日",
    "乡镇人民政府",
    "■政府网站",
)


def table(*lines: tuple[str, ...], head: tuple[str, ...] = HEADINGS) -> bytes:
    out = StringIO()
    csv.writer(out).writerows([head, *lines])
    return out.getvalue().encode("gb18030")


def taken(walk: Walk, content: bytes, name: str = "目录.csv") -> StandardVersion:
    return import_standard(
        act=walk.cast.act(Role.SUPERVISOR), government=walk.cast.government, name=name, content=content
    )


def refusals(walk: Walk, content: bytes, name: str = "目录.csv") -> list[str]:
    with pytest.raises(Refused) as refused:
        taken(walk, content, name)
    assert not StandardVersion.objects.exists()
    return [reason.text for reason in refused.value.reasons]


def states(walk: Walk, item: StandardItem) -> list[str]:
    units = [walk.cast.government, walk.cast.police, walk.cast.township]
    return [cell.state for cell in matrix([item], units, packaged_calendar())[0].cells]


def test_units_and_limits_are_read_from_the_words_of_the_file(walk: Walk) -> None:
    version = taken(walk, table((*SAVE, "温县人民政府、各乡镇", "A20-11", "", ""), (*TOWNS, "", "", "", "")))
    first, second = version.items.order_by("place")
    assert (first.limit, second.limit) == ("publication", "permit_publicity")
    assert first.channels == ["政府网站", "公开查阅点"]
    assert sorted(unit.code for unit in first.units.all()) == ["wenxian", "wenxian-xiangyun"]
    assert [unit.code for unit in second.units.all()] == []  # “乡镇人民政府” names no unit; it is assigned by hand
    assign_units(act=walk.cast.act(Role.SUPERVISOR), item=second, agencies=[walk.cast.township])
    assert states(walk, second) == ["none", "none", "missing"]
    with pytest.raises(NotFound):
        assign_units(act=walk.cast.act(Role.SUPERVISOR), item=second, agencies=[walk.cast.neighbour])


def test_every_error_names_row_and_column_and_nothing_is_taken_in(walk: Walk) -> None:
    bad = ("SHJZ-01", "社会救助", "", "x", "x", "x", DAYS, "民政局", "网站", "县民政局", "B99", "新闻稿件", "")
    assert refusals(walk, table((*SAVE, "", "", "", ""), bad)) == [
        "第3行“一级事项”为空",
        "第3行“适用单位”没有名称、简称或者代码为“县民政局”的单位；全部乡镇写“各乡镇”",
        "第3行“栏目代码”没有代码为“B99”的栏目，例如 A20-07-01",
        next(text for text in refusals(walk, table(bad)) if "新闻稿件" in text).replace("第2行", "第3行"),
        "第3行“编号”与第2行重复：SHJZ-01",
    ]
    assert refusals(walk, table(head=("编号", "领域")))[0].startswith("缺少列“一级事项”“二级事项”")
    assert refusals(walk, table()) == ["文件中没有公开事项"]
    assert refusals(walk, b"x", "目录.pdf") == ["“目录.pdf”不是 CSV 或 XLSX 文件"]
    assert refusals(walk, b"x", "目录.xlsx") != []
    assert refusals(walk, b"\xff\xfe\xff", "目录.csv")[0].endswith("请另存为 UTF-8 的 CSV")


def test_a_workbook_is_read_like_a_csv(walk: Walk) -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADINGS, (*SAVE, "县公安局", "", "", ""))):
            sheet.write_row(number, 0, row)
    version = taken(walk, out.getvalue(), "目录.xlsx")
    assert [unit.code for unit in version.items.get().units.all()] == ["wenxian-gaj"]


def test_a_unit_shows_an_item_by_its_rule_in_time_or_late_or_not(walk: Walk) -> None:
    taken(walk, table((*SAVE, "温县人民政府、县公安局", "A20-11", "其他政府信息", "救助、低保")))
    (item,) = items_in_force(walk.cast.government)
    assert states(walk, item) == ["missing", "missing", "none"]
    walk.published("other_information", "A20-11", title="春季就业服务安排", formed_on=date(2022, 2, 28))
    assert states(walk, item) == ["missing", "missing", "none"]
    walk.published("other_information", "A20-11", title="低保标准", formed_on=date(2022, 1, 4))
    assert states(walk, item) == ["late", "missing", "none"]
    walk.published("other_information", "A20-11", title="临时救助标准", formed_on=date(2022, 2, 28))
    row = matrix([item], [walk.cast.government], packaged_calendar())[0]
    assert (row.cells[0].state, row.cells[0].number, row.cells[0].items[0].title) == ("shown", 2, "临时救助标准")
    assert summed([row]) == {"shown": 1, "late": 0, "missing": 0, "none": 0, "unassigned": 0}


def test_an_item_without_days_of_its_own_is_late_by_the_limit_of_its_kind(walk: Walk) -> None:
    words = (*SAVE[:6], "及时公开", *SAVE[7:])
    taken(walk, table((*words, "温县人民政府", "A20-11", "其他政府信息", "救助")))
    (item,) = items_in_force(walk.cast.government)
    assert item.limit == ""
    walk.published("other_information", "A20-11", title="救助标准", formed_on=date(2022, 1, 4))
    assert states(walk, item) == ["late", "none", "none"]


def test_one_field_is_read_at_a_time(walk: Walk) -> None:
    other = ("NYNC-01", "涉农补贴", *SAVE[2:])
    taken(walk, table((*SAVE, "", "", "", ""), (*other, "", "", "", ""), (*TOWNS, "", "", "", "")))
    assert fields_in_force(walk.cast.government) == {"社会救助": 2, "涉农补贴": 1}
    assert [item.code for item in items_in_force(walk.cast.government, "社会救助")] == ["SHJZ-01", "SHJZ-02"]
    assert fields_in_force(walk.cast.neighbour) == {}


def test_a_tie_at_drafting_survives_a_new_version_and_so_do_units_named_by_hand(walk: Walk) -> None:
    taken(walk, table((*SAVE, "", "", "", "")))
    (item,) = items_in_force(walk.cast.government)
    assign_units(act=walk.cast.act(Role.SUPERVISOR), item=item, agencies=[walk.cast.government])
    drafted = walk.draft("other_information", "A20-11", title="救助政策", formed_on=date(2022, 3, 1))
    tie_item(act=walk.act(Role.DRAFTER), item_id=drafted.id, shows=Shows(standard=("SHJZ-01",)))
    assert states(walk, item) == ["missing", "none", "none"]  # a draft shows nothing yet
    walk.publish(walk.approved(drafted))
    assert states(walk, item) == ["shown", "none", "none"]
    assert taken(walk, table((*SAVE, "", "", "", ""), (*TOWNS, "", "", "", ""))).number == 2
    assert [states(walk, one) for one in items_in_force(walk.cast.government)] == [
        ["shown", "none", "none"], ["none", "none", "none"],
    ]  # fmt: skip
    with pytest.raises(Refused, match="没有编号为“SHJZ-99”的事项"):
        tie_item(act=walk.act(Role.DRAFTER), item_id=drafted.id, shows=Shows(standard=("SHJZ-99",)))
    with pytest.raises(Refused, match="较早版本"):
        assign_units(act=walk.cast.act(Role.SUPERVISOR), item=item, agencies=[])


def test_only_the_competent_authority_of_the_area_imports(walk: Walk) -> None:
    content = table((*SAVE, "", "", "", ""))
    with pytest.raises(NotAllowed):
        import_standard(act=walk.act(Role.DRAFTER), government=walk.cast.government, name="a.csv", content=content)
    foreign = walk.cast.act(Role.SUPERVISOR, agency=walk.cast.neighbour)
    with pytest.raises(NotAllowed):
        import_standard(act=foreign, government=walk.cast.government, name="a.csv", content=content)
    assert government_of(walk.cast.township) == walk.cast.government


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("15个工作日内", "land_notice_publication"),
        ("7个工作日", "permit_publicity"),
        ("实时公开", ""),
        ("3个工作日", ""),
    ],
)
def test_limits_named_by_words(text: str, limit: str) -> None:
    assert limit_named(text) == limit
