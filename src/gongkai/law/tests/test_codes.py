"""Check characters, against codes whose validity is known, each with a changed character as negative control."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.codes import (
    birth_date,
    credit_code_fault,
    is_credit_code,
    is_resident_number,
    make_credit_code,
    make_resident_number,
    organisation_code_check,
    resident_number_fault,
)
from gongkai.law.errors import LawError


@pytest.mark.parametrize("code", ["11370322004222241N", "91350100M000100Y43"])
def test_published_credit_codes_are_valid(code: str) -> None:
    assert credit_code_fault(code) is None


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("11370322004222241M", "统一社会信用代码校验码应为N，现为M"),
        ("1137032200422224", "统一社会信用代码应为18位，现为16位"),
        ("1137032200422224IN", "统一社会信用代码只含数字和大写字母（不含I、O、S、V、Z）"),
        ("11A70322004222241N", "统一社会信用代码第3至8位应为行政区划代码（数字）"),
    ],
)
def test_a_wrong_credit_code_says_what_is_wrong(code: str, fault: str) -> None:
    assert credit_code_fault(code) == fault


def test_every_single_changed_digit_of_a_credit_code_is_found() -> None:
    code = "11370322004222241N"
    for place in range(2, 17):
        changed = code[:place] + str((int(code[place]) + 1) % 10) + code[place + 1 :]
        assert not is_credit_code(changed)


def test_made_credit_codes_are_valid_and_differ() -> None:
    codes = {make_credit_code("91", "410825", serial) for serial in range(300)}
    assert len(codes) == 300
    assert all(is_credit_code(code) for code in codes)


def test_organisation_code_of_the_standards_example() -> None:
    assert organisation_code_check("D2143569") == "X"


def test_resident_number_of_the_standards_example() -> None:
    assert resident_number_fault("11010519491231002X") is None
    assert resident_number_fault("11010519491231002x") is None
    assert birth_date("11010519491231002X") == date(1949, 12, 31)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("110105194912310021", "公民身份号码校验码应为X，现为1"),
        ("11010519490230002X", "公民身份号码中的出生日期19490230不是有效日期"),
        ("11010517491231002X", "公民身份号码中的出生日期17491231不是有效日期"),
        ("01010519491231002X", "公民身份号码前6位不是行政区划代码"),
        ("1101051949123100", "公民身份号码应为18位，前17位为数字，末位为数字或X"),
    ],
)
def test_a_wrong_resident_number_says_what_is_wrong(number: str, fault: str) -> None:
    assert resident_number_fault(number) == fault


def test_born_after_the_day_of_the_question() -> None:
    number = make_resident_number("410825", date(2022, 6, 1), 11)
    assert is_resident_number(number, on=date(2022, 6, 1))
    assert not is_resident_number(number, on=date(2022, 5, 31))


def test_made_resident_numbers_are_valid() -> None:
    numbers = {make_resident_number("410825", date(1960, 2, 29), sequence) for sequence in range(1, 1000)}
    assert len(numbers) == 999
    assert all(is_resident_number(number) for number in numbers)


@pytest.mark.parametrize(("region", "sequence"), [("41082", 1), ("410825", 0), ("410825", 1000)])
def test_parts_that_do_not_fit_are_refused(region: str, sequence: int) -> None:
    with pytest.raises(LawError):
        make_resident_number(region, date(1960, 1, 1), sequence)
