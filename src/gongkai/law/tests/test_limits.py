"""The table of limits, lookup by name and by article, and article references."""

from __future__ import annotations

import doctest
from datetime import date
from itertools import pairwise

import pytest

import gongkai.law.articles
import gongkai.law.days
import gongkai.law.prior_reconsideration
import gongkai.law.reference
from gongkai.law.articles import TABLES, Rule, Table, law_title, limit_list, read_article, rules_on
from gongkai.law.case_files import load_cases
from gongkai.law.conventions import conventions_from
from gongkai.law.errors import LawError
from gongkai.law.holiday_notices import packaged_calendar
from gongkai.law.limits import LIMITS, limit_names, limits_on_article, rows_of
from gongkai.law.reference import DP, LAWS, REC23, REG, Convention, parse_reference
from gongkai.law.single_limit import limit_on, single_limit

CALENDAR = packaged_calendar()


@pytest.mark.parametrize(
    "module", [gongkai.law.reference, gongkai.law.days, gongkai.law.articles, gongkai.law.prior_reconsideration],
    ids=lambda module: module.__name__,
)  # fmt: skip
def test_examples_in_docstrings(module):
    outcome = doctest.testmod(module)
    assert outcome.attempted
    assert not outcome.failed


@pytest.mark.parametrize(
    ("name", "start", "due"),
    [
        ("budget_publication", "2024-01-20", "2024-02-09"),
        (
            "budget_publication",
            "2024-01-21",
            "2024-02-18",
        ),  # day 20 is 10 February; the holiday ends with a make-up Sunday
        ("court_answer", "2024-03-01", "2024-03-18"),  # day 15 is Saturday 16 March
        ("reconsideration_answer", "2024-03-04", "2024-03-18"),
        ("reconsideration_answer_simplified", "2024-03-04", "2024-03-11"),
        ("reconsideration_answer", "2023-03-03", "2023-03-13"),  # natural days under the law of 2017
        ("policy_repost", "2024-02-08", "2024-02-09"),
        ("hearing_material", "2024-03-15", "2024-03-08"),
        ("government_report", "2024-03-31", "2025-03-31"),
        ("government_report", "2024-02-01", "2025-03-31"),  # any day of the year reported on, also one before 31 March
        ("department_report", "2022-01-15", "2023-01-31"),
        ("publicity_longest_serious", "2026-05-06", "2029-05-06"),
        ("land_notice_publication", "2022-04-25", "2022-05-18"),
        ("third_party_opinion", "2024-09-20", "2024-10-16"),
    ],
)
def test_single_limits(name: str, start: str, due: str):
    assert single_limit(name, date.fromisoformat(start), CALENDAR).day == date.fromisoformat(due)


def test_rows_of_one_name_never_overlap_in_time():
    for name in limit_names():
        rows = rows_of(name)
        for one, other in pairwise(rows):
            days = [day for day in (one.since, one.until, other.since, other.until) if day is not None]
            assert not any(one.in_force(day) and other.in_force(day) for day in days), name


def test_a_day_before_the_rule_names_when_it_was_law():
    with pytest.raises(LawError, match=r"from 2021-01-01 to today \(FEE 6\)"):
        limit_on("fee_payment", date(2020, 12, 31))


def test_numbers_that_are_conventions_can_be_changed_and_law_cannot():
    changed = conventions_from({"interpretation": 5, "reply": 99})
    assert single_limit("interpretation", date(2024, 2, 8), CALENDAR, changed).day == date(2024, 2, 21)
    assert single_limit("reply", date(2022, 1, 19), CALENDAR, changed).day == date(2022, 2, 21)


def test_every_limit_has_a_basis_that_prints():
    for limit in LIMITS:
        assert limit.basis.zh
        assert limit.amount > 0
        if isinstance(limit.basis, Convention):
            assert limit.basis.setting == limit.name


def test_provisional_single_limit_names_the_year():
    due = single_limit("reply", date(2026, 12, 10), CALENDAR)
    assert (due.day, due.provisional, due.missing_years) == (date(2027, 1, 7), True, (2027,))
    natural = single_limit("reconsideration", date(2026, 11, 20), CALENDAR)
    assert natural.missing_years == (2027,)
    assert not single_limit("reconsideration", date(2026, 10, 9), CALENDAR).provisional


def test_by_article():
    names = {(rule.kind, rule.name) for rule in rules_on(read_article("33"))}
    assert {("limit", "reply"), ("limit", "extension_max"), ("transition", "extend")} <= names
    assert ("limit", "publication") not in names
    assert {rule.name for rule in rules_on(read_article("fee 6"))} >= {"fee_payment", "CLOSED_FEE_UNPAID", "notify_fee"}
    assert {rule.name for rule in rules_on(read_article("REC23 23"))} == {"prior_reconsideration"}
    (rule,) = rules_on(read_article("REC23 28"))
    assert rule.text_zh == "县级司法行政部门的行政复议机关：本级人民政府或者上一级司法行政部门"
    assert [rule.text_zh for rule in (*rules_on(read_article("FEE 4")), *rules_on(read_article("FEE 5")))] == [
        "按件计收，1至10：0元；11至30：100元；31起：每10为一档，首档200元，每档增加100元",
        "按量计收，1至30：0元；31至100：10元；101至200：20元；201起：40元",
    ]
    assert ("outcome", "GRANTED_ALREADY_PUBLIC") in {(r.kind, r.name) for r in rules_on(read_article("36(1)"))}
    assert [limit.name for limit in limits_on_article(REG(26))] == ["publication"]
    assert rules_on(read_article("REG 1")) == ()


def test_further_tables_can_be_added():
    more = Table(("row",), lambda row: Rule("report", row, "行", (REG(50),)))
    assert [rule.kind for rule in rules_on(REG(50), (*TABLES, more))] == ["report"]


def test_all_limits_are_listed_with_their_article():
    assert len(limit_list()) == len(LIMITS)
    assert limit_list()[0].text_zh == "答复期限：20个工作日"


@pytest.mark.parametrize("text", ["", "33", "XYZ 1", "REG 33(2", "REG 1000", "REG33"])
def test_what_is_no_reference_is_refused(text: str):
    with pytest.raises(ValueError, match="is not an article reference"):
        parse_reference(text)


@pytest.mark.parametrize("reference", [REG(33, 2), REG(36, 7), REC23(23, 1, 4), DP(), REG(39, 1)])
def test_references_read_back(reference):
    assert parse_reference(str(reference)) == reference


def test_items_and_paragraphs_print_as_cited():
    assert REG(20, 15).zh.endswith("第二十条第（十五）项")
    assert REG(31, 2).zh.endswith("第三十一条第（二）项")
    assert REG(16, 2).zh.endswith("第十六条第二款")
    assert REG(39, 1).zh.endswith("第三十九条第一款")
    assert DP().zh == "《关于进一步完善行政许可和行政处罚等信用信息公示工作的指导意见》（发改办财金〔2018〕424号）"
    assert law_title(REG(1)) == "《中华人民共和国政府信息公开条例》（国务院令第711号，2019-05-15起施行）"


def test_every_law_key_is_its_own_name():
    assert all(key == law.key for key, law in LAWS.items())


def test_cases_name_articles_that_exist():
    for case in load_cases():
        for basis in case.basis:
            assert basis.startswith("convention ") or parse_reference(basis), case.name
