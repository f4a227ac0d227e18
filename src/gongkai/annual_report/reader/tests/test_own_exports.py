"""Our own report, written in every format, is read back to the last of its 218 figures."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.models import Agency
from gongkai.annual_report.compute import Report, ReportFigure
from gongkai.annual_report.document import Document, document_of
from gongkai.annual_report.exports.by_format import FORMATS
from gongkai.annual_report.reader.across import audit_all
from gongkai.annual_report.reader.reading import read_bytes
from gongkai.annual_report.reader.tests import samples
from gongkai.annual_report.texts import texts_of
from gongkai.law.annual_report.bounds import Bound, Stated
from gongkai.law.annual_report.narrative import CATALOGUE

EXPECTED = samples.figures_of(samples.SEED)
POSTS = "overview.other_new_media_items"


@pytest.fixture(scope="module")
def document() -> Document:
    agency = Agency(code="wenxian", name="温县人民政府", short_name="温县", kind="county_government", contact={})
    figures = {key: ReportFigure(key, value, Stated(value or 0)) for key, value in EXPECTED.items()}
    figures[POSTS] = ReportFigure(POSTS, 6200, Stated(6200, Bound.AT_LEAST, "余"))
    for one in CATALOGUE:
        figures.setdefault(one.key, ReportFigure(one.key, None, None))
    report = Report(agency, 2022, "area", date(2023, 3, 20), (1,), figures, (), True)
    return document_of(report, texts_of(None), date(2023, 3, 28))


@pytest.mark.parametrize("chosen", ["html", "docx", "pdf", "xlsx"])
def test_all_figures_come_back(document, chosen) -> None:
    reading = read_bytes(f"report.{chosen}", FORMATS[chosen].write(document))
    assert len(EXPECTED) == 218
    assert {key: reading.claims[key].value for key in EXPECTED} == EXPECTED
    assert (reading.title.issuer, reading.title.year, reading.tables.form) == ("温县人民政府", 2022, "2021")
    assert len(reading.sections) == 6
    assert reading.format == chosen
    assert audit_all([reading]) == [[]]
