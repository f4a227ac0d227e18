"""The overview counts what is late and soon due by unit and kind; every number opens to exactly its records; papers come out."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from gongkai.agencies.errors import Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.engagement.tests.factories import assigned, receive
from gongkai.oversight.bulletin import monthly_bulletin
from gongkai.oversight.overview import curves, listed, overview
from gongkai.oversight.papers import FORMATS, Heading, Paper, Table, Text
from gongkai.requests.tests.factories import Counter


def numbers(cast: Cast, *roles: Role, **who: object) -> dict[str, dict[str, tuple[int, int, int]]]:
    seen = overview(cast.act(*roles, **who))  # type: ignore[arg-type]
    return {
        line.agency.short_name: {key: (cell.overdue, cell.soon, cell.open) for key, cell in line.cells.items()}
        for line in seen.lines
    }


def test_a_request_is_open_then_soon_then_late(cast: Cast) -> None:
    request = Counter(cast, cast.police).under_review()
    due = request.reply_due
    assert due == date(2022, 3, 29)
    assert numbers(cast, Role.SUPERVISOR) == {"县公安局": {"requests": (0, 0, 1)}}
    cast.on(date(2022, 3, 22))
    assert numbers(cast, Role.SUPERVISOR) == {"县公安局": {"requests": (0, 1, 1)}}
    cast.on(date(2022, 3, 29))
    assert numbers(cast, Role.SUPERVISOR) == {"县公安局": {"requests": (0, 1, 1)}}
    cast.on(date(2022, 3, 30))
    assert numbers(cast, Role.SUPERVISOR) == {"县公安局": {"requests": (1, 0, 1)}}
    late = listed(cast.act(Role.SUPERVISOR), "requests", cast.police, "overdue")
    assert [(duty.key, duty.due) for duty in late] == [(request.pk, due)]
    assert listed(cast.act(Role.SUPERVISOR), "requests", cast.market, "overdue") == []


def test_a_letter_is_owed_by_the_unit_it_was_assigned_to(cast: Cast) -> None:
    receive(cast)
    assigned(cast, cast.police, title="另一封")
    assert numbers(cast, Role.SUPERVISOR) == {"温县": {"letters": (0, 0, 1)}, "县公安局": {"letters": (0, 0, 1)}}


def test_a_unit_sees_itself_and_another_county_nothing(cast: Cast) -> None:
    Counter(cast, cast.police).under_review()
    assert numbers(cast, Role.REQUEST_OFFICER, agency=cast.police) == {"县公安局": {"requests": (0, 0, 1)}}
    assert numbers(cast, Role.REQUEST_OFFICER, agency=cast.market) == {}
    assert numbers(cast, Role.SUPERVISOR, agency=cast.neighbour) == {}


def test_the_unit_with_most_late_stands_first(cast: Cast) -> None:
    Counter(cast, cast.market).under_review()
    cast.on(date(2022, 4, 10))
    Counter(cast, cast.police).under_review()
    assert list(numbers(cast, Role.SUPERVISOR)) == ["县市场监管局", "县公安局"]


def test_months_count_what_came_in(cast: Cast) -> None:
    receive(cast)
    letters = next(curve for curve in curves((cast.government.pk,), cast.act().today) if curve.title == "来信")
    assert (letters.months[0], letters.months[-1]) == ("21-04", "22-03")
    assert (letters.came, letters.done) == ((0,) * 11 + (1,), (0,) * 12)


def test_the_bulletin_tells_the_month_and_who_is_late(cast: Cast) -> None:
    Counter(cast, cast.police).under_review()
    cast.on(date(2022, 3, 30))
    paper = monthly_bulletin(cast.act(Role.SUPERVISOR), 2022, 3)
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert ("县公安局", "0", "1", "0", "0", "0", "0") in tables[0].rows
    assert tables[1].rows == (("县公安局", "1", "0", "依申请公开1项"),)
    assert any("1个单位1项逾期" in block.text for block in paper.blocks if isinstance(block, Text))


def test_a_month_that_has_not_begun_has_no_bulletin(cast: Cast) -> None:
    for year, month in ((2022, 4), (2022, 13), (2022, 0)):
        with pytest.raises(Refused, match="尚未开始"):
            monthly_bulletin(cast.act(Role.SUPERVISOR), year, month)


PAPER = Paper(
    "通报<&#\"标题", "县政府办公室", date(2022, 3, 1),
    (Heading("一、总体"), Text("共1项#[强调]。"), Table(("单位", "件数"), (("县公安局", "1,234"), ("=1+1", "—")), frozenset({1}), "表[1]")),
    signers=("移交人",),
)  # fmt: skip


def test_a_paper_reads_the_same_in_every_format() -> None:
    made = {ending: make(PAPER) for ending, (_, make) in FORMATS.items()}
    assert made["pdf"].startswith(b"%PDF-1.7")
    page = made["html"].decode()
    assert "<td>县公安局</td><td>1,234</td>" in page
    assert "通报&lt;&amp;#&quot;标题" in page
    word = Document(BytesIO(made["docx"]))
    assert word.paragraphs[0].text == '通报<&#"标题'
    assert [cell.text for cell in word.tables[0].rows[1].cells] == ["县公安局", "1,234"]
    book = CalamineWorkbook.from_filelike(BytesIO(made["xlsx"]))
    assert book.get_sheet_by_name("1 表1").to_python() == [["单位", "件数"], ["县公安局", 1234.0], ["=1+1", "—"]]


def test_the_same_paper_gives_the_same_pdf() -> None:
    assert FORMATS["pdf"][1](PAPER) == FORMATS["pdf"][1](PAPER)
