"""Single cells: what is accepted, in which canonical form, and the sentence for what is not."""

from __future__ import annotations

import pytest

from gongkai.decisions.cells import (
    WAN_YUAN,
    YUAN,
    CellFault,
    choices_of,
    credit_code,
    day_check,
    index_number,
    number_text,
    plain,
)
from gongkai.decisions.columns import PENALTY_KINDS
from gongkai.decisions.tests.factories import CARD, ENTERPRISE
from gongkai.decisions.xlsx import as_text
from gongkai.law.codes import credit_code_fault, resident_number_fault


def test_the_codes_of_the_factories_are_right() -> None:
    assert credit_code_fault(ENTERPRISE) is None
    assert resident_number_fault(CARD) is None


@pytest.mark.parametrize(
    "written",
    [
        "2022-03-01",
        "2022/3/1",
        "2022.3.1",
        "2022年3月1日",
        "20220301",
        "44621",
        "２０２２－０３－０１",
        "2022-03-01 00:00:00",
        " 2022-3-1 ",
    ],
)
def test_days_in_every_usual_spelling(written: str) -> None:
    assert day_check()(written) == "2022-03-01"


@pytest.mark.parametrize(
    "written", ["2022-02-29", "1900-01-00", "2022", "三月一日", "2022-13-01", "2022-3", "01/03/2022"]
)
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(CellFault):
        day_check()(written)


@pytest.mark.parametrize("written", ["1900-01-01", "2099-12-31", "2022-03-02", "0001-01-01"])
def test_a_decision_is_neither_from_1900_nor_from_tomorrow(written: str) -> None:
    with pytest.raises(CellFault):
        day_check(today="2022-03-01")(written)


def test_a_validity_may_last_to_2099() -> None:
    assert day_check()("2099-12-31") == "2099-12-31"
    with pytest.raises(CellFault, match="2100-01-01不在"):
        day_check()("2100-01-01")


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("0.02", "20000"),
        ("0.000001", "1"),
        ("1", "1000000"),
        ("１２．５", "12500000"),
        ("0.005万元", "5000"),
        ("0.0200000", "20000"),
    ],
)
def test_ten_thousands_of_yuan_to_six_decimals(written: str, fen: str) -> None:
    assert WAN_YUAN(written) == fen


@pytest.mark.parametrize("written", ["0.0000001", "-1", "NaN", "Infinity", "二百", "1e400", "1000000000"])
def test_money_that_is_no_whole_number_of_fen(written: str) -> None:
    with pytest.raises(CellFault):
        WAN_YUAN(written)


def test_yuan_to_the_fen() -> None:
    assert YUAN("1,234.50元") == "123450"
    with pytest.raises(CellFault, match="小数超过2位"):
        YUAN("0.001")


def test_a_number_excel_has_rounded_is_named() -> None:
    with pytest.raises(CellFault, match="末位已丢失"):
        number_text(64)("4.10825E+17")
    with pytest.raises(CellFault, match="末位已丢失"):
        number_text(64)(as_text(410825198001010010.0))
    assert number_text(64)(as_text(20220001.0)) == "20220001"


def test_full_width_codes_become_half_width() -> None:
    assert credit_code("９１４１０８２５２０００１１４６８Ｅ") == "91410825200011468E"
    assert credit_code(" / ") == ""
    with pytest.raises(CellFault, match="校验码"):
        credit_code("91410825200011468D")


@pytest.mark.parametrize("written", ["=A1+B1", "#REF!", "#N/A", "坏\x00字", "坏\ufffd字"])
def test_formulas_errors_and_garbage_are_named(written: str) -> None:
    with pytest.raises(CellFault):
        plain(written)


def test_text_forced_by_a_quoted_formula_is_text() -> None:
    assert plain('="00123"') == "00123"


def test_kinds_of_penalty_in_any_order_and_separator() -> None:
    check = choices_of(PENALTY_KINDS)
    assert check("没收违法所得；罚款,警告") == "警告、罚款、没收违法所得"
    assert check("其他-责令改正") == "其他"
    with pytest.raises(CellFault, match="“训诫”不在范围内"):
        check("罚款、训诫")


def test_a_counterparty_number_defaults_to_one() -> None:
    assert index_number("") == "1"
    assert index_number("２") == "2"
    with pytest.raises(CellFault):
        index_number("0")


def test_floats_of_excel_show_what_the_cell_shows() -> None:
    assert as_text(0.1 + 0.2) == "0.3"
    assert as_text(5000.0) == "5000"
    assert as_text(True) == "TRUE"
