"""What the text says of the whole of its year is read; other years, months, channels and parts are left alone."""

from __future__ import annotations

import pytest

from gongkai.annual_report.reader.headings import Passage, Section
from gongkai.annual_report.reader.narrative import read_parts, read_text_figures


def figures(sentence: str, part: str = "on_request") -> dict[str, object]:
    found = read_text_figures([Passage(sentence, Section.OVERVIEW, part, "")], 2023)
    return {key.removeprefix("overview.requests_"): one.claim.value for key, one in found.items()}


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("收到政府信息公开申请30件，比2022年的25件增加5件。", {"received": 30}),
        ("2022年收到政府信息公开申请25件，2023年收到政府信息公开申请30件。", {"received": 30}),
        ("去年共收到政府信息公开申请25件。", {}),
        ("较去年相比，收到政府信息公开申请30件。", {"received": 30}),
        ("一季度收到政府信息公开申请8件，全年收到政府信息公开申请30件。", {"received": 30}),
        ("五年来共收到政府信息公开申请130件。", {}),
        ("2019年至2023年累计收到政府信息公开申请130件。", {}),
        ("通过网络渠道收到政府信息公开申请20件，通过信函收到政府信息公开申请10件。", {}),
        ("共收到政府信息公开申请30件，其中县政府办公室收到政府信息公开申请12件。", {"received": 30}),
        ("未收到政府信息公开申请引发的行政复议案件。", {}),
        ("本年度未收到政府信息公开申请。", {"received": 0}),
        ("收到公民、法人和其他组织政府信息公开申请30件。", {"received": 30}),
        ("收到依申请公开30件。", {"received": 30}),
        ("收到申请32件（含上年结转2件），办结29件。", {"accepted": 32, "carried_in": 2}),
        ("收到政府信息公开申请32件，其中新收30件，上年度结转2件，3件结转下年度继续办理。",
         {"accepted": 32, "received": 30, "carried_in": 2, "carried_out": 3}),
    ],
)  # fmt: skip
def test_statements_of_requests_by_their_scope(sentence, read) -> None:
    assert figures(sentence) == read


def test_parts_that_divide_a_total_in_two_ways_are_not_added_together() -> None:
    sentence = "收到政府信息公开申请30件，其中自然人28件，企业2件，予以公开18件，部分公开3件。"
    (parts,) = read_parts([Passage(sentence, Section.OVERVIEW, "on_request", "")])
    assert [stated.value for _, stated in parts.parts] == [28, 2]
