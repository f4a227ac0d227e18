"""Damaged copies: what is called sure is right. Refusing is allowed, guessing is not."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from gongkai.annual_report.reader.claims import Status
from gongkai.annual_report.reader.reading import read_bytes
from gongkai.annual_report.reader.tests import samples
from gongkai.annual_report.reader.tests.damage import LAYOUTS, form, variant
from gongkai.law.annual_report.figures import Figure
from gongkai.law.annual_report.sums import fill_sums

FORM_KEYS = samples.FORM_KEYS


def with_errors() -> dict[str, Figure]:
    """A report that adds up but for three cells, as published ones do: a total left at 0, one too high, one too low."""
    chance = random.Random(7)
    figures: dict[str, Figure] = {key: chance.choice([0, 0, 1, 2, 3, 7, 12, 45, 130, 999]) for key in FORM_KEYS}
    filled = {key: value for key, value in fill_sums(figures).items() if key in FORM_KEYS}
    filled["table4.reconsideration.total"] = 0
    filled["table3.granted.total"] = (filled["table3.granted.total"] or 0) + 3
    filled["table3.results_total.natural_person"] = (filled["table3.results_total.natural_person"] or 1) - 1
    return filled


REPORTS = (samples.form_figures(samples.SEED), samples.form_figures(samples.HANGZHOU), with_errors())


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("figures", REPORTS[:2], ids=["seed", "hangzhou"])
def test_an_undamaged_form_is_read_whole_in_every_layout(layout, figures) -> None:
    claims = read_bytes(layout, LAYOUTS[layout](form(figures))).claims
    assert {key: claims[key].value for key in FORM_KEYS} == figures
    assert {claims[key].status for key in FORM_KEYS} == {Status.GIVEN}


@pytest.mark.parametrize("part", range(10))
def test_no_value_called_sure_is_wrong_in_a_thousand_damaged_copies(part) -> None:
    wrong = []
    read = 0
    for seed in range(part * 100, part * 100 + 100):
        truth = REPORTS[seed % len(REPORTS)]
        layout, content, damages = variant(seed, truth)
        claims = read_bytes(layout, content).claims
        given = [key for key in FORM_KEYS if claims[key].status is Status.GIVEN]
        read += len(given)
        wrong += [(seed, layout, damages, key) for key in given if Decimal(claims[key].value or 0) != truth[key]]
    assert wrong == []
    assert read > 100 * 200 * 0.7
