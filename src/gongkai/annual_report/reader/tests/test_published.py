"""Published layouts are read to the last cell; a blank, a missing and an undivided cell are three answers."""

from __future__ import annotations

import pytest

from gongkai.annual_report.reader.claims import Status, Sure
from gongkai.annual_report.reader.headings import Section
from gongkai.annual_report.reader.reading import Reading, read_bytes
from gongkai.annual_report.reader.tables import TableState
from gongkai.annual_report.reader.tests import samples


def read(name: str) -> Reading:
    return read_bytes(name, samples.content(name))


@pytest.mark.parametrize("name", [samples.HANGZHOU, samples.HONGZE, samples.JIULONGPO, samples.SEED])
def test_every_published_cell_is_read(name) -> None:
    expected, claims = samples.figures_of(name), read(name).claims
    assert {key: claims[key].value for key in expected} == expected


@pytest.mark.parametrize("name", [samples.HONGZE, samples.JIULONGPO])
def test_what_is_not_printed_is_missing_and_never_zero(name) -> None:
    expected, claims = samples.figures_of(name), read(name).claims
    absent = [key for key in expected if expected[key] is None]
    assert absent
    assert {claims[key].status for key in absent} == {Status.MISSING}


def test_the_four_blank_cells_of_the_seed_are_inferred_and_marked() -> None:
    claims = read(samples.SEED).claims
    inferred = {key: claims[key].value for key in samples.FORM_KEYS if claims[key].status is Status.INFERRED}
    assert inferred == {
        "table3.new_received.natural_person": 62,
        "table3.carried_in.natural_person": 0,
        "table3.granted.natural_person": 16,
        "table3.results_total.natural_person": 62,
    }
    assert claims["table3.granted.natural_person"].sure is None


def test_a_damaged_header_makes_the_values_sure_by_order_only() -> None:
    claims = read(samples.SEED).claims
    assert claims["table4.reconsideration.corrected"].sure is Sure.ORDER
    assert claims["table3.unable.not_held.total"].sure is Sure.LABEL


def test_the_seed_names_its_issuer_year_form_and_sections() -> None:
    reading = read(samples.SEED)
    assert (reading.title.issuer, reading.title.year, reading.tables.form) == ("温县人民政府", 2022, "2021")
    assert reading.sections == tuple(Section)


def test_an_undivided_row_keeps_its_total_apart() -> None:
    claims = read(samples.HONGZE).claims
    assert claims["table3.other.undivided.total"].value == 0
    assert claims["table3.other.other.total"].status is Status.MISSING


def test_a_table_cut_off_is_missing_as_a_whole() -> None:
    assert read(samples.JIULONGPO).tables.states == {
        "table2": TableState.PARTIAL,
        "table3": TableState.MISSING,
        "table4": TableState.MISSING,
    }


def test_approximate_numbers_of_the_text_keep_their_bound() -> None:
    stated = read(samples.SEED).texts["overview.other_new_media_items"].stated
    assert stated is not None
    assert (stated.value, stated.bound.value) == (6200, "AT_LEAST")
