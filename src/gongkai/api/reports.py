"""Published annual reports: the list, and the figures of one under the keys of the report's cells."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from gongkai.annual_report.public import PublicReport, published_reports
from gongkai.api.answers import AGENCY_CODE, YEARS, BadQuestion, Missing, Problem
from gongkai.api.decisions import agency_of
from gongkai.law.annual_report.figures import plain

router = Router(tags=["reports"])


class ReportLine(Schema):
    title: str
    agency: str
    year: int
    scope: str
    as_of: date
    published_on: date
    address: str


class Report(ReportLine):
    """``figures``: key of the cell -> number; amounts (万元) are decimal texts; null: not known."""

    figures: dict[str, int | str | None]


class AskedReports(Schema):
    organ: str | None = Field(None, pattern=AGENCY_CODE)


@router.get("", response={200: list[ReportLine], 400: BadQuestion}, summary="Published annual reports, latest first")
def reports(request: HttpRequest, asked: Query[AskedReports]) -> list[dict[str, Any]]:
    return [_line(found) for found in _published(asked.organ, None)]


@router.get("/{year}", response={200: Report, 400: BadQuestion, 404: Problem}, summary="The figures of one report")
def report(
    request: HttpRequest, asked: Query[AskedReports], year: int = Path(..., ge=YEARS[0], le=YEARS[1])
) -> dict[str, Any]:
    """Of the organ named, otherwise of the topmost one that published a report of that year."""
    found = _published(asked.organ, year)
    if not found:
        raise Missing(f"没有{year}年的年度报告")
    figures = found[0].document.figures.items()
    return _line(found[0]) | {"figures": {key: None if value is None else plain(value) for key, value in figures}}


def _published(organ: str | None, year: int | None) -> list[PublicReport]:
    agency = agency_of(organ)
    return published_reports([agency] if agency is not None else (), year)


def _line(found: PublicReport) -> dict[str, Any]:
    document = found.document
    return {
        "title": document.title, "agency": document.agency_code, "year": document.year, "scope": document.scope,
        "as_of": document.as_of, "published_on": found.published_on, "address": found.address,
    }  # fmt: skip
