"""Every worked case of law/cases/due through the door of the `due` command; dates are those of the specification."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.law.case_files import CaseFileError, load_cases, read_cases
from gongkai.law.due_document import answer
from gongkai.law.holiday_notices import packaged_calendar

CASES = load_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_worked_case(case):
    given = answer(case.document, packaged_calendar())
    expected = dict(case.expect)
    words = expected.pop("why", [])
    assert {field: given[field] for field in expected} == expected
    steps = iter(step["step"] for step in given["why"])
    for word in words:
        assert any(word in step for step in steps), f"{word!r} does not follow in {given['why']}"


def test_all_24_worked_dates_are_there():
    named = {match[0] for case in CASES if (match := re.match(r"E\d\d", case.name))}
    assert named == {f"E{number:02d}" for number in range(1, 25)}


def test_a_wrong_expectation_would_be_seen():
    case = next(case for case in CASES if case.name.startswith("E01"))
    assert answer(case.document, packaged_calendar())["reply_due"] != "2022-02-18"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: b", "a list of cases"),
        ("- {name: x, basis: []}", "case 1"),
        ("- {name: x, basis: [], channel: FAX, expect: {}, events: [{sent: 2022-01-01}]}", "names no event"),
        ("- [", "not readable as YAML"),
    ],
)
def test_a_broken_case_file_says_where(tmp_path: Path, text: str, says: str):
    path = tmp_path / "broken.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CaseFileError, match=says):
        read_cases(path)
