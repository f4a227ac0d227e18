"""The yearly website table and superiors' forms: computed where there are records, marked where nobody knows, checked on the server."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from gongkai.agencies.errors import NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.engagement.tests.factories import assigned, receive
from gongkai.engagement.usecases.answer_letter import answer_letter, review_answer
from gongkai.files.models import StoredFile
from gongkai.files.store import read
from gongkai.newmedia.tests.factories import export, running
from gongkai.newmedia.usecases.import_posts import import_posts
from gongkai.oversight.form_filler import MARK, NotAForm, figures, fill_form, read_form
from gongkai.oversight.models import FormTemplate
from gongkai.oversight.usecases.enter_website_value import enter_website_value
from gongkai.oversight.usecases.keep_form import keep_form, map_form
from gongkai.oversight.website_table import checks_of, table_of, table_paper

TODAY = date(2022, 3, 1)


def values(cast: Cast) -> dict[str, object]:
    return {cell.row.key: cell.value for cell in table_of(cast.government, 2022, TODAY)}


def enter(cast: Cast, key: str, value: str) -> None:
    act = cast.act(Role.DRAFTER)
    enter_website_value(act=act, agency=cast.government, year=2022, key=key, value=value, source="测评报告")


def test_what_is_recorded_is_computed_what_nobody_knows_is_marked(cast: Cast) -> None:
    receive(cast)
    account = running(cast)
    post = export("信息,2022-03-01 08:00:00,")
    import_posts(act=cast.act(Role.DRAFTER, agency=cast.police), account_id=account.pk, file_name="a.csv", content=post)
    found = values(cast)
    assert (found["letters_received"], found["letters_closed"], found["wechat_posts"], found["weibo_posts"]) == (
        1,
        0,
        1,
        0,
    )
    assert (found["visits"], found["cases_total"], found["items_total"]) == (None, None, 0)
    assert found["site_name"] == "温县人民政府"
    assert "〔未取数〕" in str(table_paper(cast.government, 2022, TODAY).blocks)


def test_the_average_of_letters_and_the_names_of_accounts_come_from_the_records(cast: Cast) -> None:
    assert (values(cast)["letters_days"], values(cast)["has_media"], values(cast)["wechat_name"]) == (None, "否", None)
    letter = assigned(cast)  # Tuesday, 1 March 2022
    answer_letter(act=cast.act(Role.DRAFTER, agency=cast.police), letter_id=letter.pk, text="请带户口簿。")
    cast.on(date(2022, 3, 4))
    review_answer(act=cast.act(Role.FIRST_REVIEWER, agency=cast.police), letter_id=letter.pk, passed=True)
    running(cast)
    running(cast, cast.office, identifier="gh_main", name="温县发布", account_role="main")
    found = values(cast)
    assert (found["letters_days"], found["has_media"], found["wechat_name"], found["weibo_name"]) == (
        "3",
        "是",
        "温县发布",
        None,
    )
    with pytest.raises(Refused, match="由系统统计"):
        enter(cast, "letters_days", "1")


def test_entered_values_add_up_and_are_checked(cast: Cast) -> None:
    enter(cast, "cases_persons", "30")
    enter(cast, "cases_legal", "12")
    enter(cast, "problems_found", "3")
    enter(cast, "problems_mended", "4")
    cells = table_of(cast.government, 2022, TODAY)
    assert {cell.row.key: cell.value for cell in cells}["cases_total"] == 42
    states = {check.text.split("（")[0]: check.holds for check in checks_of(cells)}
    assert (states["问题整改数量"], states["办结留言数量"], states["可全程在线办理政务服务事项数量"]) == (
        False,
        True,
        None,
    )


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [
        ("letters_received", "5", "key"),
        ("visits", "-1", "value"),
        ("visits", "一万", "value"),
        ("drill", "有", "value"),
        ("no_such", "1", "key"),
    ],
)
def test_a_computed_value_is_never_typed_over_and_nonsense_refused(
    cast: Cast, key: str, value: str, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        enter(cast, key, value)
    assert [reason.field for reason in refusal.value.reasons] == [field]


def blank_form() -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    line = book.add_format({"border": 1})
    sheet = book.add_worksheet("报表")
    sheet.merge_range("A1:C1", "2022年报表", line)
    for row, label in enumerate(("指标", "收到来信", "发布信息", "备注", "合计"), 1):
        sheet.write_string(row, 0, label, line)
        sheet.write_blank(row, 1, None, line)
    sheet.write_string(1, 1, "数量", line)
    sheet.write_formula(5, 1, "=B3+B4", line)
    book.close()
    return out.getvalue()


def test_cells_a_form_without_borders_does_not_write_are_found_between_label_and_heading(cast: Cast) -> None:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("月报")
    sheet.write_row(0, 0, ["指标", "本月", "累计"])
    sheet.write_row(1, 0, ["收到来信"])
    sheet.write_row(3, 0, ["收到申请", "", "说明"])
    book.close()
    (read_one,) = read_form(out.getvalue())
    blank = {cell.address: cell.hint for row in read_one.rows for cell in row if cell.is_blank}
    assert blank == {"月报!B2": "收到来信·本月", "月报!C2": "收到来信·累计", "月报!B4": "收到申请·本月"}
    filled, number, marked = fill_form(
        out.getvalue(), {"月报!C2": "a", "月报!B2": "b", "月报!B4": "-"}, {"a": 12, "b": 3}
    )
    assert (number, marked) == (2, [])
    rows = CalamineWorkbook.from_filelike(BytesIO(filled)).get_sheet_by_index(0).to_python()
    assert [row[:3] for row in rows] == [
        ["指标", "本月", "累计"],
        ["收到来信", 3.0, 12.0],
        ["", "", ""],
        ["收到申请", "", "说明"],
    ]


def test_a_form_is_mapped_once_and_filled_for_a_period(cast: Cast) -> None:
    receive(cast)
    act = cast.act(Role.DRAFTER)
    form = keep_form(act=act, agency=cast.government, name="月报", file_name="月报.xlsx", content=blank_form())
    (sheet,) = read_form(read(form.file))
    blank = {cell.address: cell.hint for row in sheet.rows for cell in row if cell.is_blank}
    assert blank == {"报表!B3": "收到来信·数量", "报表!B4": "发布信息·数量", "报表!B5": "备注·数量"}
    map_form(
        act=act, form_id=form.pk, mapping={"报表!B3": "engagement.letters_received", "报表!B5": "-", "报表!B4": ""}
    )
    form.refresh_from_db()
    known = {key: value for key, (_, value) in figures(cast.government, date(2022, 3, 1), TODAY, TODAY).items()}
    content, filled, marked = fill_form(read(form.file), form.mapping, known)
    assert (filled, marked) == (1, ["报表!B4"])
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[2:5]] == [1.0, MARK, ""]
    assert rows[0][0] == "2022年报表"


def test_a_period_without_letters_is_zero_not_marked(cast: Cast) -> None:
    content, filled, marked = fill_form(
        blank_form(), {"报表!B3": "engagement.letters_received"}, {"engagement.letters_received": 0}
    )
    assert (filled, marked) == (1, ["报表!B4", "报表!B5"])
    assert CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()[2][1] == 0


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04broken", b"%PDF-1.7"])
def test_a_file_that_is_no_workbook_is_refused_and_not_stored(cast: Cast, content: bytes) -> None:
    with pytest.raises(NotAForm):
        read_form(content)
    with pytest.raises(Refused, match=r"内容不是Excel 表格|压缩结构损坏|PDF 结构损坏"):
        keep_form(act=cast.act(Role.DRAFTER), agency=cast.government, name="表", file_name="a.xlsx", content=content)
    assert not FormTemplate.objects.exists()


def test_a_mapping_to_what_is_not_there_is_refused(cast: Cast) -> None:
    act = cast.act(Role.DRAFTER)
    form = keep_form(act=act, agency=cast.government, name="月报", file_name="月报.xlsx", content=blank_form())
    with pytest.raises(Refused) as refusal:
        map_form(act=act, form_id=form.pk, mapping={"报表!A2": "engagement.letters_received", "报表!B3": "no.such"})
    assert [reason.field for reason in refusal.value.reasons] == ["cell", "figure"]
    with pytest.raises(NotFound):
        map_form(act=cast.act(Role.DRAFTER, agency=cast.neighbour), form_id=form.pk, mapping={})


def altered(content: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook with some words of one of its parts changed, as a hostile or odd program would write it."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as book, ZipFile(out, "w") as changed:
        for name in book.namelist():
            data = book.read(name).decode()
            assert name != part or old in data
            changed.writestr(name, data.replace(old, new) if name == part else data)
    return out.getvalue()


def with_macro() -> bytes:
    out = BytesIO(blank_form())
    with ZipFile(out, "a") as book:
        book.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return out.getvalue()


def merged(*places: str) -> bytes:
    cells = "".join(f'<mergeCell ref="{place}"/>' for place in places)
    return altered(
        blank_form(), "xl/worksheets/sheet1.xml", "</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (merged("A1:XFD1048576"), "合并单元格过多"),
        (merged(*(f"A{row}:ZZ{row + 20}" for row in range(1, 9000, 21))), "合并单元格过多"),
        (altered(blank_form(), "xl/worksheets/sheet1.xml", "<v>0</v>", "<v>99</v>"), "不是可以读取的 XLSX"),
        (with_macro(), "含有宏"),
        (b"PK\x03\x04" + b"x" * 99, "无法打开"),
    ],
)
def test_a_hostile_workbook_is_refused_with_a_sentence_and_nothing_is_stored(
    cast: Cast, content: bytes, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        keep_form(act=cast.act(Role.DRAFTER), agency=cast.office, name="月报", file_name="月报.xlsx", content=content)
    assert not FormTemplate.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_hidden_sheet_is_left_alone() -> None:
    hidden = altered(blank_form(), "xl/workbook.xml", 'sheetId="1"', 'sheetId="1" state="hidden"')
    with pytest.raises(NotAForm, match="工作簿是空的"):
        read_form(hidden)
