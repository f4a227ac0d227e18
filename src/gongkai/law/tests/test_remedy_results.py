"""The results of cases against domain 4.5: where each counts, and on which article it rests."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.annual_report.rows import TABLE4_COLUMNS
from gongkai.law.articles import read_article, rules_on
from gongkai.law.errors import LawError
from gongkai.law.remedy_results import COLUMN_LABELS, REMEDY_RESULTS, remedy_result

COLUMNS = {
    "upheld": {"UPHELD", "CLAIM_DISMISSED"},
    "corrected": {"REVOKED", "ALTERED", "DECLARED_UNLAWFUL", "DECLARED_VOID", "ORDERED_TO_PERFORM"},
    "other_result": {"WITHDRAWN", "TERMINATED", "MEDIATED", "NOT_ACCEPTED"},
}


def test_each_result_counts_in_its_column() -> None:
    found = {column: {code for code, row in REMEDY_RESULTS.items() if row.column == column} for column in COLUMNS}
    assert found == COLUMNS


def test_the_columns_are_those_of_the_form() -> None:
    assert {(column.key, column.label_zh) for column in TABLE4_COLUMNS[:3]} == set(COLUMN_LABELS.items())


def test_what_corrects_rests_on_articles_63_to_67() -> None:
    corrected = {str(ref) for row in REMEDY_RESULTS.values() if row.column == "corrected" for ref in row.law_of_2023}
    assert corrected == {"REC23 63", "REC23 64", "REC23 65", "REC23 66", "REC23 67"}


@pytest.mark.parametrize(
    ("code", "instance", "on", "basis"),
    [
        ("UPHELD", "RECONSIDERATION", date(2023, 12, 31), ["REC17 28"]),
        ("UPHELD", "RECONSIDERATION", date(2024, 1, 1), ["REC23 68"]),
        ("CLAIM_DISMISSED", "RECONSIDERATION", date(2024, 1, 1), ["REC23 69"]),
        ("CLAIM_DISMISSED", "RECONSIDERATION", date(2023, 12, 31), []),
        ("CLAIM_DISMISSED", "SECOND", date(2022, 6, 1), ["LIT 69"]),
        ("REVOKED", "FIRST", date(2022, 6, 1), ["LIT 70"]),
        ("NOT_ACCEPTED", "FIRST", date(2025, 6, 1), ["LIT 51", "LITI 69"]),
    ],
)
def test_the_article_is_that_of_the_instance_and_of_the_day(
    code: str, instance: str, on: date, basis: list[str]
) -> None:
    assert [str(ref) for ref in remedy_result(code).basis(instance, on)] == basis


def test_no_court_upholds() -> None:
    assert remedy_result("UPHELD").instances == ("RECONSIDERATION",)


def test_a_result_is_found_under_its_article() -> None:
    assert "DECLARED_VOID" in [rule.name for rule in rules_on(read_article("REC23 67"))]


def test_an_unknown_code_names_the_nearest() -> None:
    with pytest.raises(LawError, match=r"accepted: UPHELD.*Did you mean REVOKED\?"):
        remedy_result("REVOKE")
