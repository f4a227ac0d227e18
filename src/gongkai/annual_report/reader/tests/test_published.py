"""Published layouts are read to the last cell; a blank, a missing and an undivided cell are three answers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.annual_report.reader.claims import Status, Sure
from gongkai.annual_report.reader.headings import Section
from gongkai.annual_report.reader.labels import OFFICIAL3, PHRASES
from gongkai.annual_report.reader.reading import Reading, read_bytes
from gongkai.annual_report.reader.tables import TableState
from gongkai.annual_report.reader.tests import samples


def read(name: str) -> Reading:
    return read_bytes(name, samples.content(name))


@pytest.mark.parametrize("name", [samples.HANGZHOU, samples.HONGZE, samples.JIULONGPO, samples.SEED])
def test_every_published_cell_is_read(name) -> None:
    expected, claims = samples.figures_of(name), read(name).claims
    assert {key: claims[key].value for key in expected} == expected


@pytest.mark.parametrize("name", [samples.HONGZE, samples.JIULONGPO])
def test_what_is_not_printed_is_missing_and_never_zero(name) -> None:
    expected, claims = samples.figures_of(name), read(name).claims
    absent = [key for key in expected if expected[key] is None]
    assert absent
    assert {claims[key].status for key in absent} == {Status.MISSING}


def test_the_four_blank_cells_of_the_seed_are_inferred_and_marked() -> None:
    claims = read(samples.SEED).claims
    inferred = {key: claims[key].value for key in samples.FORM_KEYS if claims[key].status is Status.INFERRED}
    assert inferred == {
        "table3.new_received.natural_person": 62,
        "table3.carried_in.natural_person": 0,
        "table3.granted.natural_person": 16,
        "table3.results_total.natural_person": 62,
    }
    assert claims["table3.granted.natural_person"].sure is None


def test_a_damaged_header_makes_the_values_sure_by_order_only() -> None:
    claims = read(samples.SEED).claims
    assert claims["table4.reconsideration.corrected"].sure is Sure.ORDER
    assert claims["table3.unable.not_held.total"].sure is Sure.LABEL


def test_the_seed_names_its_issuer_year_form_and_sections() -> None:
    reading = read(samples.SEED)
    assert (reading.title.issuer, reading.title.year, reading.tables.form) == ("温县人民政府", 2022, "2021")
    assert reading.sections == tuple(Section)


def test_an_undivided_row_keeps_its_total_apart() -> None:
    claims = read(samples.HONGZE).claims
    assert claims["table3.other.undivided.total"].value == 0
    assert claims["table3.other.other.total"].status is Status.MISSING


def test_a_table_cut_off_is_missing_as_a_whole() -> None:
    assert read(samples.JIULONGPO).tables.states == {
        "table2": TableState.PARTIAL,
        "table3": TableState.MISSING,
        "table4": TableState.MISSING,
    }


def test_approximate_numbers_of_the_text_keep_their_bound() -> None:
    stated = read(samples.SEED).texts["overview.other_new_media_items"].stated
    assert stated is not None
    assert (stated.value, stated.bound.value) == (6200, "AT_LEAST")


def test_every_phrase_stands_in_the_label_of_one_row_only() -> None:
    for row, phrases in PHRASES.items():
        for phrase in phrases:
            assert {key for key, label in OFFICIAL3.items() if phrase in label} <= {row}


def test_labels_wrapped_around_their_values_are_put_together() -> None:
    page = """三、收到和处理政府信息公开申请情况
     5.要求行政机关确认或重
                                 1   0   0   0   0   0   1
     新出具已获取信息
     1.申请人无正当理由逾期
     不补正、行政机关不再处      2   0   0   0   0   0   2
     理其政府信息公开申请
（六）其他 2.申请人逾期未按收费通
 处理    知要求缴纳费用、行政机
                                 3   0   0   0   0   0   3
     关不再处理其政府信息公
     3.其他                      4   0   0   0   0   0   4
"""
    claims = read_bytes("layout.txt", page.encode()).claims
    rows = ("not_processed.confirm_reissue", "other.not_corrected", "other.fee_unpaid", "other.other")
    assert [claims[f"table3.{row}.total"].value for row in rows] == [1, 2, 3, 4]


def test_a_number_broken_over_two_lines_is_not_read() -> None:
    page = samples.text(samples.HONGZE).replace(
        "行政处罚                                                   2776", "行政处罚      277\n      6"
    )
    claims = read_bytes("layout.txt", page.encode()).claims
    assert claims["table2.art20_6.penalties.decisions"].status is Status.UNREADABLE
    assert claims["table2.art20_6.coercion.decisions"].value == 84


def test_the_2019_form_keeps_its_own_columns_apart() -> None:
    page = """| 第二十条第（一）项 | | | |
| 信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |
| 规章 | 0 | 0 | 0 |
| 规范性文件 | 4 | 3 | 40 |
| 第二十条第（五）项 | | | |
| 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
| 行政许可 | 208 | -5 | 50867 |
| 其他对外管理服务事项 | 30 | 0 | 12 |
| 第二十条第（九）项 | | | |
| 信息内容 | 采购项目数量 | 采购总金额 | |
| 政府集中采购 | 7 | 1029.42 | |
"""
    reading = read_bytes("2019.md", page.encode())
    assert reading.tables.form == "2019"
    assert reading.claims["table2.art20_1.normative_documents.issued"].status is Status.MISSING
    assert reading.claims["table2.art20_1.normative_documents.published_total"].value == 40
    assert reading.claims["table2.art20_5.permits.decisions"].value == 50867
    assert reading.claims["table2.art20_9.purchases.purchase_amount"].value == Decimal("1029.42")
