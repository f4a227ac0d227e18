"""Remedies: the cases a lawyer wrote, the texts word by word, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.law.agency_kinds import AGENCY_KINDS
from gongkai.law.errors import LawError
from gongkai.law.fees import fee
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.punctuation import full_width
from gongkai.law.reference import parse_reference
from gongkai.law.remedies import remedy
from gongkai.law.remedy_rules import BODY_RULES, body_rule

CASES = Path(__file__).parents[1] / "cases"


def cases(pattern: str) -> list[Any]:
    found = [case for path in sorted(CASES.glob(pattern)) for case in yaml.safe_load(path.read_text("utf-8"))]
    return [pytest.param(case, id=case["name"]) for case in found]


def reply(**changes: Any) -> dict[str, Any]:
    case = {"outcome": "GRANTED", "grounds": [], "agency": "county_department", "replied_on": "2024-03-01"}
    return case | {"served_online": False} | changes


@pytest.mark.parametrize("case", cases("remedy_*.yaml"))
def test_remedy_case(case: dict[str, Any]) -> None:
    expect = dict(case["expect"])
    answer = remedy(case["case"])
    text = answer.pop("text")
    answer["bodies"] = [body["code"] for body in answer.pop("reconsideration_bodies")]
    assert all(words in text for words in expect.pop("says", []))
    assert not any(words in text for words in expect.pop("never_says", []))
    assert answer == expect
    assert all(parse_reference(article) for article in case["basis"])


@pytest.mark.parametrize("case", cases("fee_*.yaml"))
def test_fee_case(case: dict[str, Any]) -> None:
    answer = fee(case["method"], case["count"] if "count" in case else case["pages"])
    assert (answer["total_yuan"], answer["last_item_yuan"]) == (case["total_yuan"], case["last_item_yuan"])


def test_there_are_case_files() -> None:
    assert len(cases("remedy_*.yaml")) == 21
    assert len(cases("fee_*.yaml")) == 10


NAMES = {
    "same_level_government": "温县人民政府",
    "same_level_government.office": "温县司法局",
    "court": "温县人民法院",
    "court_after_reconsideration": "武陟县人民法院",
    "upper_department": "焦作市民政局",
}


def test_text_a_word_by_word_with_the_court_after_reconsideration() -> None:
    answer = remedy(reply(outcome="REFUSED_THIRD_PARTY", grounds=["REG 15"], names=NAMES))
    assert answer["text"] == (
        "如不服本答复,可以自收到本答复书之日起60日内向温县人民政府(行政复议机构:温县司法局)申请行政复议(应当先申请行政复议);"
        "对行政复议决定不服的,可以自收到复议决定书之日起15日内向武陟县人民法院提起行政诉讼。"
    )
    assert answer["reconsideration_bodies"] == [{"code": "same_level_government", "name_zh": "温县人民政府"}]


def test_text_b_word_by_word() -> None:
    assert remedy(reply(names=NAMES))["text"] == (
        "如不服本答复,可以自收到本答复书之日起60日内向温县人民政府(行政复议机构:温县司法局)申请行政复议,"
        "或者自收到本答复书之日起6个月内向温县人民法院提起行政诉讼。"
    )


def test_text_c_word_by_word() -> None:
    assert remedy(reply(replied_on="2022-03-01", names=NAMES))["text"] == (
        "如不服本答复,可以自收到本答复书之日起60日内向温县人民政府(行政复议机构:温县司法局)或者焦作市民政局申请行政复议,"
        "或者自收到本答复书之日起6个月内向温县人民法院提起行政诉讼。"
    )


def test_the_text_in_print() -> None:
    printed = full_width(remedy(reply(names=NAMES))["text"])
    assert printed.startswith(
        "如不服本答复，可以自收到本答复书之日起60日内向温县人民政府（行政复议机构：温县司法局）申请行政复议，或者"
    )
    assert full_width("共1,000件,见http://a.b/c?d") == "共1,000件，见http://a.b/c?d"


def test_one_row_for_every_kind_of_agency_in_both_periods() -> None:
    for agency in AGENCY_KINDS:
        for day in ("2019-05-15", "2023-12-31", "2024-01-01", "2026-01-01"):
            on = date.fromisoformat(day)
            assert [rule.applies(agency, on) for rule in BODY_RULES].count(True) == 1
            assert body_rule(agency, on).bodies


def test_every_outcome_gets_a_text_and_its_row() -> None:
    for code, entry in OUTCOMES.items():
        answer = remedy(reply(outcome=code, grounds=["REG 15"]))
        assert answer["table3_row"] == entry.row
        assert "{" not in answer["text"]
        assert answer["direct_suit"] is not answer["mandatory_prior_reconsideration"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"outcome": "GRANTD"}, r"outcome: 'GRANTD' is not accepted; .*Did you mean GRANTED\?"),
        ({"outcome": None}, r"outcome: None is not accepted"),
        ({"outcome": ["GRANTED"]}, r"outcome: \['GRANTED'\] is not accepted"),
        ({"agency": "county_goverment"}, r"agency: 'county_goverment' .*Did you mean county_government\?"),
        ({"agency": None}, r"agency: None is not accepted; accepted: county_government, "),
        ({"grounds": ["REG 99"]}, r"grounds: 'REG 99' is not accepted; accepted: REG 13, "),
        ({"grounds": ["fifteen"]}, r"grounds: 'fifteen' is not accepted"),
        ({"grounds": [15]}, r"grounds: 15 is not accepted"),
        ({"grounds": "REG 15"}, r"grounds: 'REG 15' is not accepted; accepted: a list"),
        ({"replied_on": "2024-02-30"}, r"replied_on: '2024-02-30' is not accepted; accepted: a day from 2019-05-15"),
        ({"replied_on": "20240301"}, r"replied_on: '20240301' is not accepted; .*, written like 2024-03-01"),
        ({"replied_on": "2024-W09-5"}, r"replied_on: '2024-W09-5' is not accepted"),
        ({"replied_on": "9999-01-01"}, r"to 2045-12-31"),
        ({"replied_on": 20240301}, r"replied_on: 20240301 is not accepted"),
        ({"replied_on": "2018-03-01"}, r"replied_on: '2018-03-01' is not accepted; accepted: a day from 2019-05-15"),
        ({"served_online": "yes"}, r"served_online: 'yes' is not accepted; accepted: true, false"),
        ({"served": True}, r"field: 'served' is not accepted; .*Did you mean served_online\?"),
        ({"names": {"cort": "x"}}, r"names: 'cort' is not accepted; .*Did you mean court\?"),
        ({"names": "x"}, r"names: 'x' is not accepted"),
        ({"outcome": "PARTIALLY_GRANTED"}, r"grounds: \[\] is not accepted; .*REG 15"),
    ],
)
def test_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(LawError, match=message):
        remedy(reply(**changes))


def test_a_partial_grant_before_2024_needs_no_grounds_for_its_remedies() -> None:
    assert remedy(reply(outcome="PARTIALLY_GRANTED", replied_on="2023-12-29"))["direct_suit"] is True
