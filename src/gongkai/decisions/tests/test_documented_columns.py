"""docs/decisions-files.md names every column with its headings and need; the sample files come in whole."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from gongkai.agencies.tests.factories import Cast
from gongkai.decisions.columns import COLUMNS
from gongkai.decisions.header import national_name
from gongkai.decisions.kinds import LEDGERS
from gongkai.decisions.models import Kind
from gongkai.decisions.tests.factories import load

ROOT = Path(__file__).resolve().parents[4]
SAMPLES = ROOT / "tests" / "data" / "decisions"
NEEDS = {"R": "必填", "C": "条件", "O": "选填"}


@pytest.mark.parametrize("kind", list(Kind))
def test_the_page_lists_exactly_the_columns(kind: Kind) -> None:
    page = (ROOT / "docs" / "decisions-files.md").read_text(encoding="utf-8")
    section = page.split(f"## {kind.label}\n")[1].split("\n## ")[0]
    listed = re.findall(r"^\| `(\w+)` \| ([^|]+) \| (\S+) \|", section, re.MULTILINE)
    assert listed == [(national_name(kind, c), "；".join(c.headings), NEEDS[c.need]) for c in COLUMNS[kind]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kind", "day"),
    [
        ("permit.csv", "permit", date(2022, 1, 6)),
        ("penalty.csv", "penalty", date(2022, 2, 11)),
        ("penalty-chinese-headings-gb18030.csv", "penalty", date(2022, 2, 11)),
        ("coercion.csv", "coercion", date(2022, 3, 2)),
        ("charge.csv", "charge", date(2022, 1, 21)),
    ],
)
def test_a_sample_file_comes_in_whole(cast: Cast, name: str, kind: str, day: date) -> None:
    cast.on(date(2022, 4, 1))
    report = load(cast, SAMPLES / name, kind)
    assert (report.rejected, report.new, report.ignored_columns) == ([], 3, ())
    days = LEDGERS[Kind(kind)].model.objects.order_by("document_number").values_list("happened_on", flat=True)
    assert days[1] == day


@pytest.mark.django_db
def test_both_spellings_of_the_sample_are_the_same_rows(cast: Cast) -> None:
    cast.on(date(2022, 4, 1))
    load(cast, SAMPLES / "penalty.csv")
    assert load(cast, SAMPLES / "penalty-chinese-headings-gb18030.csv").unchanged == 3
