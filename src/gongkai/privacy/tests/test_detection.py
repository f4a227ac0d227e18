"""Personal data in texts: the table of cases (half of them innocent), places, masks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.privacy.detection import detect, masked_text

CASES = Path(__file__).resolve().parents[4] / "tests" / "data" / "pii" / "cases.jsonl"
TABLE = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["text"][:40])
def test_each_case_of_the_table(case: dict) -> None:
    found = detect(case["text"])
    assert [[finding.kind.value, finding.text] for finding in found] == case["expect"]
    assert all(case["text"][one.start : one.end] == one.text for one in found)
    assert all(one.masked != one.text for one in found)


def test_the_table_is_large_and_half_innocent() -> None:
    innocent = sum(not case["expect"] for case in TABLE)
    assert len(TABLE) >= 150
    assert 0.4 <= innocent / len(TABLE) <= 0.6
    assert {kind for case in TABLE for kind, _ in case["expect"]} == {
        "resident_id", "mobile", "landline", "bank_card", "passport", "permit_id", "address", "plate", "email", "weak_mask",
    }  # fmt: skip


def test_a_wrong_check_digit_is_no_identity_number_and_a_right_one_is() -> None:
    assert [one.kind for one in detect("410825198001010010")] == ["resident_id"]
    assert detect("410825198001010011") == ()


def test_masks_leave_what_the_conventions_leave() -> None:
    text = "张春明（410825198001010010），电话１３８１２３４５６７８，住址：温县祥云镇张羌村3组12号。"
    assert masked_text(text, ("张春明",)) == "张**（4108************10），电话138******78，住址：温县祥云镇***。"


def test_a_name_of_one_character_is_not_replaced_everywhere() -> None:
    assert masked_text("王法", ("王",)) == "王法"


def test_an_office_may_publish_its_telephone_and_mail_a_person_not_his_number() -> None:
    found = {one.kind.value: one.must_block for one in detect("0391-6190001 wx@wenxian.gov.cn 13812345678")}
    assert found == {"landline": False, "email": False, "mobile": True}
