"""A cell far away is named before a reader opens the workbook; ordinary workbooks pass."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter

from gongkai.agencies.errors import Refused
from gongkai.annual_report.reader.errors import UnreadableFile
from gongkai.annual_report.reader.formats.xlsx import read_xlsx
from gongkai.files.far_cells import far_cell
from gongkai.files.uploads import examined
from gongkai.wording.lexicon_file import read_lexicon


def workbook(*cells: tuple[int, int]) -> bytes:
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    for row, column in cells:
        sheet.write(row, column, "内容")
    book.close()
    return made.getvalue()


FAR = workbook((0, 0), (1_048_575, 16_383))


def test_the_last_cell_of_the_sheet_is_named():
    assert far_cell(FAR) == "XFD1048576"


@pytest.mark.parametrize("cells", [[(0, 0)], [(40_000, 70)], [(0, 16_383)], [(1_048_575, 3)]])
def test_what_a_reader_can_hold_passes(cells):
    assert far_cell(workbook(*cells)) == ""


def test_what_is_no_workbook_is_left_to_the_reader():
    assert far_cell(b"PK\x03\x04junk") == ""


def test_an_upload_with_a_far_cell_is_refused_before_anything_opens_it():
    assert examined("far.xlsx", FAR, ("xlsx",))[1] == [
        "文件“far.xlsx”有内容的范围过大（XFD1048576），无法读取；请删去多余的内容后再上传"
    ]
    assert examined("near.xlsx", workbook((0, 0)), ("xlsx",))[1] == []


def test_a_report_with_a_far_cell_is_refused_and_the_process_lives():
    with pytest.raises(UnreadableFile, match="XFD1048576"):
        read_xlsx("far.xlsx", FAR)


def test_a_lexicon_with_a_far_cell_is_refused_and_the_process_lives():
    with pytest.raises(Refused, match="XFD1048576"):
        read_lexicon("far.xlsx", FAR, frozenset())
