"""Layouts and oddities beyond the published ones: what is called sure is right, what is refused says why."""

from __future__ import annotations

import random
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document

from gongkai.annual_report.reader.claims import Status
from gongkai.annual_report.reader.errors import UnreadableFile
from gongkai.annual_report.reader.reading import read_bytes
from gongkai.annual_report.reader.tables import TableState
from gongkai.annual_report.reader.tests import samples
from gongkai.annual_report.reader.tests.damage import DAMAGES, LAYOUTS, Form, form, swap_columns
from gongkai.annual_report.reader.tests.more_layouts import (
    MORE_LAYOUTS,
    ODDITIES,
    extra_column,
    swap_blocks,
    swap_results,
)
from gongkai.annual_report.reader.tests.test_damaged import REPORTS

ALL = {**LAYOUTS, **MORE_LAYOUTS}
READ_WHOLE = [name for name in MORE_LAYOUTS if name not in ("csv.txt", "phone.html", "dedup.txt")]
EXCHANGES = (swap_columns, swap_results, swap_blocks)
FORM_KEYS = samples.FORM_KEYS


@pytest.mark.parametrize("layout", READ_WHOLE)
@pytest.mark.parametrize("figures", REPORTS[:2], ids=["seed", "hangzhou"])
def test_every_cell_of_a_further_layout_is_read(layout, figures) -> None:
    claims = read_bytes(layout, ALL[layout](form(figures))).claims
    assert {key: claims[key].value for key in FORM_KEYS} == figures


@pytest.mark.parametrize("layout", ["csv.txt", "phone.html"])
def test_layouts_without_rows_of_their_own_are_not_guessed(layout) -> None:
    try:
        claims = read_bytes(layout, ALL[layout](form(REPORTS[0]))).claims
    except UnreadableFile:
        return
    assert not [key for key in FORM_KEYS if claims[key].status is Status.GIVEN]


def test_a_mirror_without_repeated_lines_is_called_so() -> None:
    reading = read_bytes("dedup.txt", ALL["dedup.txt"](form(REPORTS[0])))
    assert reading.tables.states["table3"] is TableState.DEDUPLICATED


def odd_variant(seed: int) -> tuple[str, bytes, tuple[str, ...]]:
    """Layout, content and what was done; columns are exchanged alone, for with a label lost too nobody could know."""
    chance = random.Random(seed)
    tables: Form = form(REPORTS[seed % len(REPORTS)])
    names: list[str] = []
    for _ in range(chance.choice([1, 1, 1, 2, 2, 3])):
        change = chance.choice([*ODDITIES, *ODDITIES, *DAMAGES])
        table = chance.choice(["table2", "table3", "table3", "table3", "table4", "table4"])
        if change in EXCHANGES:
            if names:
                continue
            table = "table3" if change is swap_columns else "table4"
        if change is extra_column and table == "table4":
            continue  # with a cell lost as well, a line of fifteen numbers is fifteen numbers
        change(chance, tables[table])
        names.append(change.__name__)
        if change in EXCHANGES:
            break
    layout = chance.choice([name for name in ALL if name not in ("docx", "xlsx")])
    return layout, ALL[layout](tables), tuple(names)


@pytest.mark.parametrize("part", range(10))
def test_no_value_called_sure_is_wrong_in_a_thousand_odd_copies(part) -> None:
    wrong = []
    for seed in range(part * 100, part * 100 + 100):
        truth = REPORTS[seed % len(REPORTS)]
        layout, content, names = odd_variant(seed)
        try:
            claims = read_bytes(layout, content).claims
        except UnreadableFile:
            continue
        given = [key for key in FORM_KEYS if claims[key].status is Status.GIVEN]
        wrong += [(seed, layout, names, key) for key in given if Decimal(claims[key].value or 0) != truth[key]]
    assert wrong == []


def cell_of(html: str) -> Status:
    """How the cell 行政处罚 (179863) is read after a change of its HTML."""
    page = ALL["html"](form(REPORTS[0])).decode()
    assert '<td colspan="3">179863</td>' in page
    claims = read_bytes("page.html", page.replace(">179863<", f">{html}<").encode()).claims
    claim = claims["table2.art20_6.penalties.decisions"]
    assert claim.status is not Status.GIVEN or claim.value == 179863
    return claim.status


@pytest.mark.parametrize(
    "html",
    ["179863<sup>1</sup>", "179863<sub>2</sub>", "<s>17986</s>179863", "<del>1</del>79863", "179863①", "179863¹",
     "<span style='text-decoration:line-through'>17</span>9863", "<input value='179863'>", "17<br>9863", "17 9863",
     "179,86,3", "17.9863万", "约179863", "179863（注）"],
)  # fmt: skip
def test_a_number_with_something_beside_it_is_not_read(html) -> None:
    assert cell_of(html) is Status.UNREADABLE


@pytest.mark.parametrize(
    "html",
    ["<b>179863</b>", "１７９８６３", "179,863", "179863件", "<span>179</span><span>863</span>", "&nbsp;179863&nbsp;"],
)
def test_a_number_in_another_dress_is_read(html) -> None:
    assert cell_of(html) is Status.GIVEN


def test_a_raised_digit_of_a_word_document_is_no_part_of_the_number() -> None:
    file = Document()
    file.add_paragraph("2022年政府信息公开工作年度报告")
    file.add_paragraph("二、主动公开政府信息情况")
    table = file.add_table(3, 2)
    for place, text in enumerate(("第二十条第（六）项", "", "信息内容", "本年处理决定数量", "行政处罚", "17")):
        table.cell(*divmod(place, 2)).text = text
    table.cell(2, 1).paragraphs[0].add_run("1").font.superscript = True
    out = BytesIO()
    file.save(out)
    claim = read_bytes("note.docx", out.getvalue()).claims["table2.art20_6.penalties.decisions"]
    assert (claim.status, claim.value) == (Status.UNREADABLE, None)


def test_tables_set_as_they_were_written_inside_a_page() -> None:
    text = LAYOUTS["tabs.txt"](form(REPORTS[0])).decode()
    claims = read_bytes("pre.html", f"<html><body><h1>年报</h1><pre>{text}</pre></body></html>".encode()).claims
    assert {key: claims[key].value for key in FORM_KEYS} == REPORTS[0]


def html_of(figures: dict[str, object]) -> str:
    return LAYOUTS["html"](form(figures)).decode()


def test_numbers_of_table_four_without_a_header_are_read_by_order_where_every_block_adds_up() -> None:
    page = html_of(REPORTS[0])
    before, heading, table = page.partition("<p>四、政府信息公开行政复议、行政诉讼情况</p>")
    numbers = "<tr>" + table.rpartition("<tr>")[2]
    reading = read_bytes("numbers.html", f"{before}{heading}<table>{numbers}".encode())
    assert {key: reading.claims[key].value for key in FORM_KEYS} == REPORTS[0]
    assert reading.claims["table4.reconsideration.total"].sure == "order"
    wrong = numbers.replace("<td>0</td><td>2</td>", "<td>1</td><td>2</td>", 1)
    assert wrong != numbers
    broken = read_bytes("numbers.html", f"{before}{heading}<table>{wrong}".encode())
    assert broken.claims["table4.reconsideration.total"].status is Status.UNREADABLE


def test_a_table_four_set_upright_stands_there_and_is_not_called_missing() -> None:
    before, heading, _ = html_of(REPORTS[0]).partition("<p>四、政府信息公开行政复议、行政诉讼情况</p>")
    rows = "<tr><td>维持</td><td>3</td></tr><tr><td>纠正</td><td>4</td></tr>"
    reading = read_bytes("upright.html", f"{before}{heading}<table>{rows}</table>".encode())
    assert reading.tables.states["table4"] is TableState.UNREADABLE
    assert reading.claims["table4.reconsideration.total"].status is Status.UNREADABLE


def test_the_last_row_of_other_ways_without_its_number_is_known_by_its_neighbours() -> None:
    page = html_of(REPORTS[1]).replace("<td>3.其他</td>", "<td>其他</td>")
    assert read_bytes("other.html", page.encode()).claims["table3.other.other.total"].value == 965
    alone = page.replace("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "第二项")
    assert read_bytes("other.html", alone.encode()).claims["table3.other.other.total"].value is None


@pytest.mark.parametrize("word", ["无", "/", "—"])
def test_a_word_or_stroke_for_nothing_is_blank_never_zero(word) -> None:
    page = html_of(REPORTS[0]).replace("<td>2</td><td>0</td><td>0</td>", f"<td>2</td><td>{word}</td><td>0</td>", 1)
    claims = read_bytes("word.html", page.encode()).claims
    assert [key for key in FORM_KEYS if claims[key].status is Status.BLANK or claims[key].status is Status.INFERRED]
    assert all(claims[key].value == REPORTS[0][key] for key in FORM_KEYS if claims[key].status is Status.GIVEN)


def test_a_row_whose_label_is_damaged_leaves_the_row_in_doubt_not_missing() -> None:
    page = html_of(REPORTS[1])
    damaged = read_bytes("label.html", page.replace("<td>2.重复申请</td>", "<td>2.垂复串请</td>").encode())
    assert damaged.claims["table3.not_processed.repeat.total"].status is Status.UNREADABLE
    before, _, rest = page.partition("<td>2.重复申请</td>")
    cut = before.rpartition("<tr>")[0] + "<tr>" + rest.partition("<tr>")[2]
    assert read_bytes("cut.html", cut.encode()).claims["table3.not_processed.repeat.total"].status is Status.MISSING
