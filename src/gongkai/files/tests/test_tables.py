"""Small tables: the same rows from every kind of file, the numbers a spreadsheet shows, and plain words where one cannot be read."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from gongkai.agencies.errors import Reason, Refused
from gongkai.files.tables import LARGEST_MB, SmallTable, read_table, told_at_once
from gongkai.files.tests.test_far_cells import FAR

LINES = "编号,名称\n\n1,温县 \n,\n2,祥云镇\n"


def book(*sheets: list[list[object]]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        for rows in sheets:
            sheet = made.add_worksheet()
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    sheet.write(number, place, cell)
    return out.getvalue()


def refusal(name: str, content: bytes, **more: object) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_table(name, content, most_rows=2, **more)  # type: ignore[arg-type]
    return [reason.text for reason in refused.value.reasons]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", LINES.encode()),
        ("a.CSV", LINES.encode("utf-8-sig")),
        ("a.csv", LINES.encode("gb18030")),
        ("a.csv", LINES.replace("\n", "\r\n").encode()),
        ("a.xlsx", book([], [["编号", "名称"], [], [1, "温县 "], [" "], [2.0, "祥云镇"]])),
    ],
)
def test_every_kind_of_file_says_the_same(name: str, content: bytes) -> None:
    assert read_table(name, content, most_rows=2) == SmallTable(
        ("编号", "名称"), ((3, ("1", "温县")), (5, ("2", "祥云镇")))
    )


def test_rows_are_read_under_their_headings_in_any_order() -> None:
    table = read_table("a.csv", "备注,名称,编号\n好,温县,1\n只有备注,,\n短\n".encode(), most_rows=9)
    assert list(table.under(("编号", "名称", "栏目"))) == [(2, {"编号": "1", "名称": "温县", "栏目": ""})]
    assert table.lacking(("编号", "栏目"), ("编号", "栏目", "备注")) == [
        Reason("file", "缺少列“栏目”；表头应为：编号、栏目、备注")
    ]
    assert table.lacking(("编号",), ("编号",)) == []


def test_a_formula_is_not_computed_its_kept_value_counts() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["甲", "乙"])
        sheet.write_formula(1, 0, '=HYPERLINK("http://x.example/")', None, "显示的字")
        sheet.write_datetime(1, 1, date(2022, 3, 1), made.add_format({"num_format": "yyyy-mm-dd"}))
    assert read_table("a.xlsx", out.getvalue(), most_rows=5).rows == ((2, ("显示的字", "2022-03-01")),)
    assert read_table("a.csv", b"a\n=1+1\n", most_rows=5).rows == ((2, ("=1+1",)),)


def test_a_number_whose_end_is_lost_is_told_by_its_row() -> None:
    table = read_table(
        "a.xlsx", book([["工单编号"], [123456789012345], [1234567890123456], ["1234567890123456"]]), most_rows=9
    )
    assert [cells[0] for _, cells in table.rows][::2] == ["123456789012345", "1234567890123456"]
    (told,) = table.cut(0, "number", "工单编号")
    assert (told.field, told.text[:20]) == ("number", "第3行的工单编号超过15位又存为数字，尾")
    assert table.cut(1, "number", "没有的列") == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("", b"", "“（未选择文件）”不是 CSV 或 XLSX 文件"),
        ("a.docx", b"PK", "“a.docx”不是 CSV 或 XLSX 文件"),
        ("a.csv", b"\xff\xfe\xff", "“a.csv”的编码无法识别，请另存为 UTF-8 的 CSV"),
        ("a.csv", b"a\n1\n2\n3\n", "一次最多导入 2 行，请拆分文件"),
        ("a.csv", b"a" * ((LARGEST_MB << 20) + 1), "“a.csv”有 10 MB，最大 10 MB"),
        ("a.xlsx", FAR, "文件“a.xlsx”有内容的范围过大（XFD1048576），无法读取；请删去多余的内容后再上传"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_plain_words(name: str, content: bytes, said: str) -> None:
    assert refusal(name, content) == [said]


def test_what_only_calls_itself_a_workbook_is_refused_and_so_is_a_csv_where_none_is_taken() -> None:
    assert "内容不是" in refusal("a.xlsx", b"x")[0]
    assert "扩展名" in refusal("a.csv", LINES.encode(), with_csv=False)[0]


def test_an_empty_file_is_an_empty_table() -> None:
    assert (
        read_table("a.csv", b"\n \n", most_rows=1) == read_table("a.xlsx", book([]), most_rows=1) == SmallTable((), ())
    )


def test_fifty_problems_are_told_and_how_many_more_there_are() -> None:
    problems = [Reason("file", f"第{number}行") for number in range(53)]
    assert [reason.text for reason in told_at_once(problems)][48:] == [
        "第48行",
        "第49行",
        "另有3处问题，修改后再次导入时列出",
    ]
    assert told_at_once(problems[:50]) == problems[:50]
