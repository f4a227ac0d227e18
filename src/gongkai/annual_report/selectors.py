"""A figure opened: what it means, what it is summed from, the records behind it, the identities it takes part in.

Number and list come from the same queryset of the measure. Officers get the rows of the agencies they may see; citizens get
records that are public, and only where the agency has opened its figures (setting ``portal.figures_open``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import may_see, visible_agency_ids
from gongkai.agencies.settings import setting_of
from gongkai.annual_report.bindings import BINDINGS, label_of
from gongkai.annual_report.compute import Asked, Report, ReportFigure
from gongkai.annual_report.counting import Lookup, question_of
from gongkai.annual_report.models import AnnualReport, ReportedPart, Sheet, SheetKind, SheetState
from gongkai.annual_report.parts import Part
from gongkai.audit.acts import Act
from gongkai.law.annual_report.cells import CELLS
from gongkai.law.annual_report.findings import Finding
from gongkai.law.annual_report.identities import touching
from gongkai.law.annual_report.narrative import NARRATIVE, RATES
from gongkai.law.annual_report.sums import parts_of
from gongkai.law.reference import Law, Ref
from gongkai.measures.registry import Measure, RecordLine
from gongkai.measures.registry import measure as registered_measure

PAGE = 50
Cursor = tuple[date, int]


@dataclass(frozen=True, slots=True)
class AgencyShare:
    """One part of a figure with its agency."""

    agency: Agency
    part: Part

    @property
    def kind_zh(self) -> str:
        return self.part.kind.label


@dataclass(frozen=True, slots=True)
class OpenFigure:
    """Everything the page of a figure shows. ``summed_from`` are cells, ``shares`` the parts by agency and kind."""

    figure: ReportFigure
    means: str
    basis: tuple[Ref | Law, ...]
    query_day: date
    shares: tuple[AgencyShare, ...]
    summed_from: tuple[ReportFigure, ...]
    findings: tuple[Finding, ...]
    sheets: tuple[Sheet, ...]
    has_records: bool


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Up to 50 records, oldest legal day first; ``next`` continues after the last one, None at the end."""

    lines: tuple[RecordLine, ...]
    next: Cursor | None


def figure(
    *, report: Report, findings: Sequence[Finding], key: str, act: Act | None, today: date | None = None
) -> OpenFigure:  # fmt: skip
    """Open one figure; for an officer (``act``) or a citizen (None, with the day of the visit). Raises NotFound for an unknown
    or closed one."""
    shown = report.figures[_known(key)]
    _require_open(report, act, today)
    cell, narrative = CELLS.get(key), NARRATIVE.get(key)
    agencies = {agency.id: agency for agency in Agency.objects.filter(id__in={part.agency_id for part in shown.parts})}
    return OpenFigure(
        shown,
        cell.means if cell else (narrative.means or narrative.label_zh) if narrative else "",
        cell.basis if cell else (),
        report.as_of,
        tuple(AgencyShare(agencies[part.agency_id], part) for part in shown.parts),
        tuple(report.figures[part] for part in summed_from(key)),
        tuple(touching(findings, key)),
        _sheets(report, key, act),
        key in BINDINGS,
    )


def records(
    *, report: Asked, key: str, act: Act, after: Cursor | None = None, agency_id: int | None = None,
    lookup: Lookup = registered_measure,
) -> RecordPage:  # fmt: skip
    """A page of the records behind a counted figure, of the agencies this officer may see (or one of them)."""
    allowed = set(visible_agency_ids(act)).intersection(report.agency_ids)
    return _page(report, key, _narrowed(allowed, agency_id), after, lookup, public=False)


def public_records(
    *, report: Asked, key: str, today: date, after: Cursor | None = None, agency_id: int | None = None,
    lookup: Lookup = registered_measure,
) -> RecordPage:  # fmt: skip
    """The same for citizens: only where the agency has its figures open ``today``, only records that are public themselves."""
    _require_open(report, None, today)
    return _page(report, key, _narrowed(set(report.agency_ids), agency_id), after, lookup, public=True)


def summed_from(key: str) -> tuple[str, ...]:
    """The figures one is summed or divided from: of a total its cells, of a text's figure its cell, of a rate both."""
    if parts := parts_of(key):
        return parts
    if key in NARRATIVE and (cell := NARRATIVE[key].cell):
        return (cell,)
    return next(((*rate.part, *rate.whole) for rate in RATES if rate.key == key), ())


def is_open_to_citizens(report: Asked, today: date) -> bool:
    """The switch as it stands today, whatever day the report is of: closing it closes the reports of all years."""
    return bool(setting_of(report.agency, "portal.figures_open", today))


def reports_seen_by(act: Act) -> QuerySet[AnnualReport]:
    """The reports of the agencies an officer may see, newest year first."""
    rows = AnnualReport.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency")
    return rows.order_by("-year", "agency__path", "scope")


def report_seen_by(act: Act, report_id: int) -> AnnualReport:
    """Raises NotFound for a report of an agency this officer may not see."""
    found = reports_seen_by(act).filter(pk=report_id).first()
    if found is None:
        raise NotFound([Reason("report", "没有这份年度报告")])
    return found


def sheets_seen_by(act: Act, year: int) -> QuerySet[Sheet]:
    """Returns, openings and settlements of a year, those waiting first."""
    rows = Sheet.objects.filter(agency_id__in=visible_agency_ids(act), year=year).select_related("agency", "scan")
    return rows.order_by(F("decided_at").desc(nulls_first=True), "-recorded_at", "id")


def sheet_seen_by(act: Act, sheet_id: int) -> Sheet:
    """Raises NotFound for a sheet of an agency this officer may not see."""
    rows = Sheet.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency", "scan")
    found = rows.filter(pk=sheet_id).first()
    if found is None:
        raise NotFound([Reason("sheet", "没有这张填报表")])
    return found


def _known(key: str) -> str:
    if key not in CELLS and key not in NARRATIVE:
        raise NotFound([Reason("key", f"没有数据项“{key}”；键名如 table3.granted.total")])
    return key


def _require_open(report: Asked, act: Act | None, today: date | None = None) -> None:
    if act is None:
        is_allowed = today is not None and is_open_to_citizens(report, today)
    else:
        is_allowed = may_see(act, report.agency.id)
    if not is_allowed:
        raise NotFound([Reason("report", "该单位的年报数据未展开")])


def _narrowed(allowed: set[int], agency_id: int | None) -> tuple[int, ...]:
    wanted = allowed if agency_id is None else allowed.intersection({agency_id})
    return tuple(sorted(wanted))


def _page(
    report: Asked, key: str, agency_ids: tuple[int, ...], after: Cursor | None, lookup: Lookup, *, public: bool
) -> RecordPage:  # fmt: skip
    binding = BINDINGS.get(_known(key))
    if binding is None:
        raise NotFound([Reason("key", f"“{label_of(key)}”由其他数据得出，请打开其组成部分")])
    if not agency_ids:
        return RecordPage((), None)
    counted = lookup(binding.measure)
    question = question_of(agency_ids, report.year - 1 if binding.previous_year else report.year, report.as_of)
    rows = counted.narrowed(question, dict(binding.where))
    if public:
        rows = counted.public(rows) if counted.public else rows.none()
    if after is not None:
        day, pk = after
        rows = rows.filter(Q(happened_on__gt=day) | Q(happened_on=day, pk__gt=pk), happened_on__gte=day)
    places = list(rows.order_by("happened_on", "pk").values_list("happened_on", "pk")[: PAGE + 1])
    following = places[PAGE - 1] if len(places) > PAGE else None
    return RecordPage(_lines(counted, rows, [pk for _, pk in places[:PAGE]]), following)


def _lines(counted: Measure, rows: QuerySet[Any], keys: list[int]) -> tuple[RecordLine, ...]:
    """The records of a page in its order. Places came from the index alone; only the rows of the page are read whole."""
    found = {row.pk: row for row in rows.filter(pk__in=keys).select_related(*counted.related)}
    return tuple(counted.line(found[key]) for key in keys)


def _sheets(report: Report, key: str, act: Act | None) -> tuple[Sheet, ...]:
    """The sheets behind returned and opening parts, for officers: a stamped scan is not public."""
    if act is None:
        return ()
    known = ReportedPart.objects.known_at(report.as_of).filter(agency_id__in=report.agency_ids, year__lte=report.year)
    of_key = known.filter(Q(cell=key) | Q(stock=key), ~Q(kind=SheetKind.RETURN) | Q(year=report.year))
    ids = set(of_key.values_list("sheet_id", flat=True))
    visible = set(visible_agency_ids(act)) if ids else set()
    rows = (
        Sheet.objects.filter(id__in=ids, agency_id__in=visible).select_related("agency", "scan").order_by("recorded_at")
    )
    return tuple(rows)


def monthly_returns_seen_by(act: Act, year: int) -> list[Sheet]:
    """Each visible unit's latest return by month that waits or counts, by unit."""
    states = (SheetState.HANDED_IN, SheetState.ACCEPTED)
    rows = sheets_seen_by(act, year).filter(kind=SheetKind.RETURN, state__in=states).exclude(months={})
    latest = {sheet.agency_id: sheet for sheet in rows.order_by("id")}
    return sorted(latest.values(), key=lambda sheet: sheet.agency.path)
