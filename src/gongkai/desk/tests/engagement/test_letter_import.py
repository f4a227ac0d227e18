"""Files of other systems: their own headings, kept; each letter counted once; one wrong row and nothing is taken."""

from __future__ import annotations

from io import BytesIO

import pytest
import time_machine
import xlsxwriter
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.models import AuditLine
from gongkai.desk.tests.engagement.at_the_desk import at
from gongkai.engagement.letter_limits import answer_due
from gongkai.engagement.models import Letter, LetterImport, LetterReceived

HEADER = ("工单编号", "受理时间", "工单标题", "诉求内容", "诉求人", "来电号码")
ROWS = (
    ("2022030100017", "2022-03-01 08:30:00", "小区停水", "小区停水三天。", "王五", "13900001111"),
    ("2022030100018", "2022/3/1", "路灯不亮", "路灯坏了。", "", ""),
)


@pytest.fixture(autouse=True)
def _day():
    cache.clear()
    with time_machine.travel("2022-03-02 10:00 +0800", tick=True):
        yield


def book(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> SimpleUploadedFile:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet()
        for place, row in enumerate((header, *rows)):
            sheet.write_row(place, 0, row)
    return SimpleUploadedFile("12345.xlsx", out.getvalue())


def send(cast: Cast, file: SimpleUploadedFile | None, source: str = "12345热线", **mapping: str):
    typed = {"source": source, "agency": "wenxian", **mapping, **({"file": file} if file else {})}
    return at(cast, Role.REQUEST_OFFICER).post("/desk/letters/import/", typed)


def test_a_file_is_taken_in_and_again_changes_nothing(cast: Cast) -> None:
    assert send(cast, book(*ROWS)).status_code == 302
    assert send(cast, book(*ROWS)).status_code == 302
    assert list(LetterImport.objects.order_by("id").values_list("new", "known")) == [(2, 0), (0, 2)]
    assert (Letter.objects.count(), LetterReceived.objects.count()) == (2, 2)
    first = Letter.objects.get(source_number="2022030100017")
    assert (first.source, first.writer_name, str(first.submitted_on)) == ("12345热线", "王五", "2022-03-01")
    assert AuditLine.objects.filter(event="engagement.letters_imported").count() == 2


def test_one_wrong_row_and_nothing_is_taken(cast: Cast) -> None:
    bad = (("3", "昨天", "标题", "内容", "", ""), ("4", "2022-03-01", "", "", "", ""), ROWS[0])
    refused = send(cast, book(*ROWS, *bad))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "第4行：来信日期“昨天”不能识别" in page
    assert "第5行：请填写标题" in page
    assert "第6行：原编号2022030100017与第2行重复" in page
    assert Letter.objects.count() == 0


def test_unusual_headings_are_named_once_and_kept(cast: Cast) -> None:
    odd = ("流水号", "时间", "题目", "正文")
    rows = (("A-1", "2022-03-01", "停电", "停电两小时。"),)
    refused = send(cast, book(*rows, header=odd))
    assert refused.status_code == 422
    assert "没有找到“原编号”一栏" in refused.content.decode()
    assert "流水号、时间、题目、正文" in refused.content.decode()
    named = {"source_number": "流水号", "submitted_on": "时间", "title": "题目", "text": "正文"}
    assert send(cast, book(*rows, header=odd), **named).status_code == 302
    page = at(cast, Role.REQUEST_OFFICER).get("/desk/letters/import/?source=12345热线&agency=wenxian").content.decode()
    assert 'value="流水号"' in page


def test_error_reports_keep_their_three_working_days(cast: Cast) -> None:
    assert send(cast, book(ROWS[0]), source="我为政府网站找错").status_code == 302
    letter = Letter.objects.get()
    assert str(answer_due(letter).day) == "2022-03-04"


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (None, "请选择要导入的 XLSX 文件"),
        (SimpleUploadedFile("a.xlsx", b"not a workbook"), "文件“a.xlsx”"),
        (SimpleUploadedFile("a.xlsx", b"PK\x03\x04broken"), "文件“a.xlsx”"),
    ],
)
def test_what_is_no_workbook_is_refused(cast: Cast, file: SimpleUploadedFile | None, says: str) -> None:
    refused = send(cast, file)
    assert refused.status_code == 422
    assert says in refused.content.decode()
    assert Letter.objects.count() == 0


def test_only_request_officers_import_and_only_for_their_own(cast: Cast) -> None:
    assert at(cast, Role.DRAFTER).get("/desk/letters/import/").status_code == 403
    foreign = at(cast, Role.REQUEST_OFFICER, agency=cast.neighbour)
    assert foreign.post("/desk/letters/import/", {"agency": "wenxian"}).status_code == 404


def test_a_number_the_spreadsheet_has_cut_is_named_instead_of_two_letters_becoming_one(cast: Cast) -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, (202203010001700012, "2022-03-01", "停水", "停水三天", "", ""))
    answer = send(cast, SimpleUploadedFile("12345.xlsx", out.getvalue()))
    assert answer.status_code == 422
    assert "第2行的原编号超过15位又存为数字" in answer.content.decode()
    assert not Letter.objects.exists()
