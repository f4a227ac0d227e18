"""Files as units really send them: every row is imported right or refused by row, field, value and what is accepted."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from gongkai.agencies.tests.factories import Cast
from gongkai.decisions.checking import Reject
from gongkai.decisions.errors import BadFile
from gongkai.decisions.models import ImportBatch, PenaltyRecord
from gongkai.decisions.tests.factories import CARD, Row, load, on_person, penalty, write_csv
from gongkai.decisions.xlsx import as_text, examine_xlsx

pytestmark = pytest.mark.django_db
WITH_X = "41082519800101007X"
WRONG_CARD = "410825198001010011"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def told(cast: Cast, file: Path, rows: list[Row]) -> list[tuple[int, str, str, str]]:
    """Row, field, value, reason of everything rejected."""
    return [(r.row, r.field, r.value, r.reason) for r in load(cast, write_csv(file, rows), partial=True).rejected]


def text_of(file: Path, rows: list[Row]) -> str:
    return write_csv(file, rows).read_text("utf-8")


def nothing_stored(cast: Cast, file: Path) -> str:
    with pytest.raises(BadFile) as problem:
        load(cast, file, partial=True)
    assert (PenaltyRecord.objects.count(), ImportBatch.objects.filter(state="STAGING").count()) == (0, 0)
    return str(problem.value)


def test_a_quotation_mark_left_open_in_a_small_file_swallows_no_rows(cast: Cast, file: Path) -> None:
    rows = [penalty(cast.market, f"{n}号", CF_BZ="备注") for n in (1, 2, 3)]
    file.write_text(text_of(file, rows).replace("备注", '"备注', 1), "utf-8")
    assert "第2行无法读取：引号没有配对" in nothing_stored(cast, file)


def test_a_quotation_mark_inside_an_unquoted_cell_is_a_character(cast: Cast, file: Path) -> None:
    file.write_text(text_of(file, [penalty(cast.market)]).replace("处罚款", '处"罚"款'), "utf-8")
    assert load(cast, file).imported == 1
    assert PenaltyRecord.objects.get().content == '处"罚"款'


def test_a_comma_inside_an_unquoted_last_cell_is_named(cast: Cast, file: Path) -> None:
    rows = [penalty(cast.market, "1号", CF_BZ="甲"), penalty(cast.market, "2号", CF_BZ="乙")]
    text = text_of(file, rows).replace("甲\n", f"甲,身份证{WRONG_CARD}\n")
    file.write_text(text, "utf-8")
    report = load(cast, file, partial=True)
    assert (report.imported, report.rejected_rows) == (1, 1)
    assert report.rejected[0] == Reject(
        2, "CF_BZ", "身份证4108************11",
        "该行有23格，列名只有22个；内容中有逗号等分隔符的，须用英文双引号括住整格",
    )  # fmt: skip


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_a_title_with_commas_above_a_table_with_another_separator(cast: Cast, file: Path, mark: str) -> None:
    text = text_of(file, [penalty(cast.market)]).replace(",", mark)
    file.write_text("温县市场监督管理局,2022年台账\n\n" + text, "utf-8")
    assert load(cast, file).imported == 1


def test_money_that_is_none(cast: Cast, file: Path) -> None:
    wrong = ("50000元", "1e999999", "NaN", "-1", "0.00000001", "1_000", "壹万元")
    rows = [penalty(cast.market, f"{n}号", CF_NR_FK=amount) for n, amount in enumerate(wrong)]
    rejects = told(cast, file, rows)
    assert [value for _, _, value, _ in rejects] == list(wrong)
    assert {field for _, field, _, _ in rejects} == {"CF_NR_FK"}
    assert [reason[:6] for *_, reason in rejects] == [
        "不是金额；单", "金额过大，请", "不是金额；单", "金额不能为负", "小数超过6位", "不是金额；单", "不是金额；单",
    ]  # fmt: skip


def test_money_in_every_usual_spelling(cast: Cast, file: Path) -> None:
    amounts = {"1,000.50": 1_000_500_000, "5万元": 5_000_000, "１，０００．５": 1_000_500_000, "1E-05": 10}
    told(cast, file, [penalty(cast.market, f"{n}号", CF_NR_FK=one) for n, one in enumerate(amounts)])
    assert list(PenaltyRecord.objects.order_by("id").values_list("fine_fen", flat=True)) == list(amounts.values())


def test_numbers_of_persons_as_they_are_written(cast: Cast, file: Path) -> None:
    cards = [CARD, f"'{CARD}", "410825 19800101 0010", WITH_X.lower(), "410825800101001", WRONG_CARD]
    rows = [on_person(penalty(cast.market, f"{n}号"), card) for n, card in enumerate(cards)]
    rejects = told(cast, file, rows)
    assert [(row, value) for row, _, value, _ in rejects] == [(6, "4108*********01"), (7, "4108************11")]
    assert "应为18位" in rejects[0][3]
    kept = {record.person_id for record in PenaltyRecord.objects.all()}
    assert kept == {CARD, WITH_X}


def test_characters_nobody_sees_make_no_second_decision(cast: Cast, file: Path) -> None:
    rows = [penalty(cast.market, "1号"), penalty(cast.market, "1号\u200b"), penalty(cast.market, "\ufeff2号")]
    rows.append(penalty(cast.market, "3号", CF_XDR_MC="温县\u202e公司"))
    rejects = told(cast, file, rows)
    assert [(row, field) for row, field, _, _ in rejects] == [(3, "CF_WSH"), (5, "CF_XDR_MC")]
    assert sorted(PenaltyRecord.objects.values_list("document_number", flat=True)) == ["1号", "2号"]


def test_an_apostrophe_that_marks_text_is_no_part_of_it(cast: Cast, file: Path) -> None:
    told(cast, file, [penalty(cast.market, "'0012号", CF_JDRQ="'2022-02-10", CF_SY="'甲'牌食品过期")])
    record = PenaltyRecord.objects.get()
    assert (record.document_number, record.facts) == ("0012号", "'甲'牌食品过期")


def test_a_row_that_slipped_shows_no_number_of_a_person(cast: Cast, file: Path) -> None:
    rows = [penalty(cast.market, CF_CFLB=WRONG_CARD), penalty(cast.market, "2号", CF_JDRQ=CARD)]
    assert [value for _, _, value, _ in told(cast, file, rows)] == ["4108************11", "4108************10"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><table><tr><td>CF_WSH</td></tr></table></html>", "网页或XML"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "网页或XML"),
        (b"%PDF-1.7 \xe2\xe3", "PDF"),
        (b"\xd0\xcf\x11\xe0" + b"et", ".et"),
    ],
)
def test_what_only_looks_like_a_table_is_called_by_its_name(cast: Cast, file: Path, content: bytes, words: str) -> None:
    file.write_bytes(content)
    assert words in nothing_stored(cast, file)


def changed_sheet(path: Path, change: Callable[[str], str]) -> Path:
    """A small good workbook whose sheet was changed behind Excel's back."""
    plain = path.with_suffix(".plain")
    with xlsxwriter.Workbook(str(plain)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["CF_WSH", "CF_NR_FK"])
        sheet.write_row(1, 0, ["1号", 0.5])
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            content = source.read(part)
            target.writestr(part, change(content.decode()) if part.startswith("xl/worksheets/sheet") else content)
    return path


FAR = '<row r="1048576"><c r="XFD1048576"{}</row></sheetData>'


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("</sheetData>", FAR.format("><v>1</v></c>"), "单元格XFD1048576在台账之外"),
        ("</sheetData>", '<row r="900000"><c r="A900000"><v>1</v></c></row></sheetData>', "工作表最多500000行"),
        ('<c r="B2"><v>0.5</v></c>', "<c><v>0.5</v></c>", "没有写明位置"),
        ('<c r="B2"><v>0.5</v></c>', '<c t="e" r="B2"><v>#N/A</v></c>', "没有写明位置"),
        ('<c r="B2"><v>0.5</v></c>', '<c r="B2" t="e"><v>#N/A</v></c>', "单元格B2是公式错误值"),
        ('<c r="B2"><v>0.5</v></c>', '<c r="B2"><f>A1</f><v></v></c>', "单元格B2是公式，文件中没有它的计算结果"),
        ('<c r="B2"><v>0.5</v></c>', '<c r="B2"><f t="shared" si="0"/></c>', "单元格B2是公式，文件中没有它的计算结果"),
    ],
)
def test_cells_that_would_take_all_memory_or_be_read_as_empty(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = changed_sheet(tmp_path / "a.xlsx", lambda sheet: sheet.replace(old, new))
    with pytest.raises(BadFile, match=re.escape(words)):
        examine_xlsx(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</sheetData>", FAR.format(' s="1"/>')),
        ('<c r="B2"><v>0.5</v></c>', '<c r="B2" t="str"><f>IF(A1="","")</f><v></v></c>'),
        ('<c r="B2"><v>0.5</v></c>', '<c r="B2"><f>1/2</f><v>0.5</v></c>'),
    ],
)
def test_a_far_border_and_a_formula_with_its_result_are_no_fault(tmp_path: Path, old: str, new: str) -> None:
    examine_xlsx(changed_sheet(tmp_path / "a.xlsx", lambda sheet: sheet.replace(old, new)))


def test_what_is_no_number_in_a_workbook() -> None:
    assert [as_text(cell) for cell in (float("inf"), float("nan"), 44602.0)] == ["#NUM!", "#NUM!", "44602"]
