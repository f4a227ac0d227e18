"""Files that are not what they say: each is refused by name, and nothing of it is stored."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from gongkai.agencies.tests.factories import Cast
from gongkai.decisions import xlsx
from gongkai.decisions.errors import BadFile
from gongkai.decisions.models import ImportBatch, PenaltyRecord
from gongkai.decisions.tests.factories import charge, load, on_person, penalty, write_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def refused(cast: Cast, path: Path, kind: str = "penalty") -> str:
    with pytest.raises(BadFile) as problem:
        load(cast, path, kind)
    assert PenaltyRecord.objects.count() == 0
    assert not ImportBatch.objects.filter(state="STAGING").exists()
    return str(problem.value)


def workbook(path: Path, rows: list[dict[str, object]], hidden: bool = False, extra_sheet: bool = False) -> Path:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, list(rows[0]))
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row.values()):
            if isinstance(value, tuple):
                sheet.write_formula(number, column, *value)
            else:
                sheet.write(number, column, value)
    if hidden or extra_sheet:
        other = book.add_worksheet("旧数据")
        other.write(0, 0, "草稿")
        if hidden:
            other.hide()
    book.close()
    return path


def test_binary_junk(cast: Cast, file: Path) -> None:
    file.write_bytes(bytes(range(256)) * 50)
    assert "不是表格" in refused(cast, file)


def test_an_empty_file_and_a_missing_one(cast: Cast, file: Path, tmp_path: Path) -> None:
    file.write_bytes(b"")
    assert "是空的" in refused(cast, file)
    assert "没有文件" in refused(cast, tmp_path / "nowhere.csv")


def test_headings_without_rows(cast: Cast, file: Path) -> None:
    file.write_text(",".join(penalty(cast.market)) + "\n")
    assert "没有记录" in refused(cast, file)


def test_a_ledger_of_another_kind_is_recognised(cast: Cast, file: Path) -> None:
    write_csv(file, [charge(cast.market)])
    assert "行政事业性收费台账" in refused(cast, file)


def test_missing_columns_are_all_named(cast: Cast, file: Path) -> None:
    row = {name: value for name, value in penalty(cast.market).items() if name not in ("CF_CFJGDM", "CF_SY")}
    text = refused(cast, write_csv(file, [row], headings={"CF_NR": "处罚的内容"}))
    assert all(name in text for name in ("CF_SY", "CF_CFJGDM", "CF_NR"))
    assert "是否为文件中的“处罚的内容”列" in text


def test_a_column_given_twice(cast: Cast, file: Path) -> None:
    row = penalty(cast.market) | {"处罚依据": "又一个依据"}
    assert "“处罚依据”列出现两次" in refused(cast, write_csv(file, [row]))


def test_no_headings_at_all(cast: Cast, file: Path) -> None:
    file.write_text("甲,乙,丙\n1,2,3\n" * 30)
    assert "找不到行政处罚台账的列名" in refused(cast, file)


def test_mixed_encodings_are_found_by_line(cast: Cast, file: Path) -> None:
    write_csv(file, [penalty(cast.market, "1号")], "gb18030")
    with file.open("ab") as stream:
        stream.write(",".join(penalty(cast.market, "2号").values()).encode("utf-8") + b"\n")
    assert "第3行是UTF-8编码" in refused(cast, file)


def test_bytes_of_no_encoding(cast: Cast, file: Path) -> None:
    write_csv(file, [penalty(cast.market)])
    with file.open("ab") as stream:
        stream.write(b"\xff\xfe\xff,1\n")
    assert "第2行是UTF-8编码，其他行不是" in refused(cast, file)
    file.write_bytes(file.read_text("utf-8", "ignore").encode("gb18030") + b"\xff\xfe\xff,1\n")
    assert "既不是UTF-8也不是GB18030" in refused(cast, file)


def test_utf16_and_old_excel_say_what_to_do(cast: Cast, file: Path) -> None:
    file.write_bytes("CF_WSH\t1".encode("utf-16"))
    assert "UTF-16" in refused(cast, file)
    file.write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 100)
    assert ".xls" in refused(cast, file)


def test_an_unclosed_quotation_mark(cast: Cast, file: Path) -> None:
    write_csv(file, [penalty(cast.market, "1号")])
    with file.open("a") as stream:
        stream.write('"' + "未完" * 100_000)
    assert "引号" in refused(cast, file)


def test_a_workbook_in_numbers_and_days_as_excel_keeps_them(cast: Cast, tmp_path: Path) -> None:
    row = penalty(cast.market) | {
        "CF_NR_FK": 0.5, "CF_JDRQ": date(2022, 2, 10), "CF_YXQ": 44967, "CF_WSH": 20220001, "CF_NR": ('="处"&"罚款"', None, "处罚款"),
    }  # fmt: skip
    assert load(cast, workbook(tmp_path / "a.xlsx", [row], hidden=True)).imported == 1
    record = PenaltyRecord.objects.get()
    assert (record.document_number, record.fine_fen, record.content) == ("20220001", 500_000, "处罚款")
    assert (record.happened_on, record.valid_until) == (date(2022, 2, 10), date(2023, 2, 10))


def test_a_card_number_excel_made_a_number_is_refused_by_row(cast: Cast, tmp_path: Path) -> None:
    row = on_person(penalty(cast.market)) | {"CF_XDR_ZJHM": 410825198001010010}
    report = load(cast, workbook(tmp_path / "a.xlsx", [row]))
    assert [(reject.row, reject.field) for reject in report.rejected] == [(2, "CF_XDR_ZJHM")]
    assert "末位已丢失" in report.rejected[0].reason


def test_a_formula_that_failed_is_named_by_its_cell(cast: Cast, tmp_path: Path) -> None:
    row = penalty(cast.market) | {"CF_WSH": ("=1/0", None, "#DIV/0!")}
    assert "单元格A2" in refused(cast, workbook(tmp_path / "a.xlsx", [row]))


def test_two_sheets_are_not_guessed_between(cast: Cast, tmp_path: Path) -> None:
    assert "台账、旧数据" in refused(
        cast, workbook(tmp_path / "a.xlsx", [dict(penalty(cast.market))], extra_sheet=True)
    )


def test_a_workbook_that_unpacks_to_too_much(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", [dict(penalty(cast.market))])
    monkeypatch.setattr(xlsx, "MOST_UNPACKED", 3_000)
    assert "解压后超过" in refused(cast, path)


def test_a_bomb_whose_directory_lies(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 20_000_000)
    claimed = (20_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(claimed, (1_000).to_bytes(4, "little")))
    assert "与其目录不符" in refused(cast, path)


def test_other_archives_and_broken_ones(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")
    assert "不是XLSX" in refused(cast, path)
    good = workbook(tmp_path / "b.xlsx", [dict(penalty(cast.market))]).read_bytes()
    path.write_bytes(good[: len(good) // 2])
    assert "损坏" in refused(cast, path)


def test_a_sheet_of_too_many_rows(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", [dict(penalty(cast.market, f"{n}号")) for n in range(5)])
    monkeypatch.setattr(xlsx, "MOST_SHEET_ROWS", 5)
    assert "工作表有6行，最多5行" in refused(cast, path)
    monkeypatch.setattr(xlsx, "MOST_SHEET_ROWS", 6)
    assert load(cast, path).new == 5


def test_days_of_1900_and_2099(cast: Cast, file: Path) -> None:
    rows = [penalty(cast.market, "1号", CF_JDRQ="1900-01-01"), penalty(cast.market, "2号", CF_JDRQ="2099-12-31")]
    report = load(cast, write_csv(file, rows))
    assert [(reject.row, reject.field) for reject in report.rejected] == [(2, "CF_JDRQ"), (3, "CF_JDRQ")]


def test_a_stream_that_is_no_deflate(cast: Cast, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>" * 100)
    packed = zlib.compress(b"<workbook/>" * 100, wbits=-15)
    path = tmp_path / "a.xlsx"
    path.write_bytes(buffer.getvalue().replace(packed[:10], b"\xff" * 10))
    assert "损坏" in refused(cast, path)


def test_a_datetime_with_a_time_is_its_day(cast: Cast, tmp_path: Path) -> None:
    row = penalty(cast.market) | {"CF_JDRQ": datetime(2022, 2, 10, 15, 30)}  # noqa: DTZ001
    assert load(cast, workbook(tmp_path / "a.xlsx", [row])).imported == 1
