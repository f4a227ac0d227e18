"""The roll-up: every cell the sum of accepted parts, opening to the units and on to records; identities across units and years."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.agencies.errors import NotFound, Reason
from gongkai.annual_report.bindings import label_of, unit_of
from gongkai.annual_report.models import AnnualReport, Scope
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show
from gongkai.desk.returns import asked
from gongkai.desk.returns.fill import HEADINGS
from gongkai.law.annual_report.cells import CELLS, FORM_CELLS
from gongkai.law.annual_report.figures import read_figures, total
from gongkai.law.annual_report.layout import LAYOUT
from gongkai.returns.across import ACROSS, across
from gongkai.returns.models import Campaign, Intake
from gongkai.returns.rollup import UnitShare, leaves_of, missing, open_cell, report_of
from gongkai.returns.selectors import rolled_up_by
from gongkai.returns.states import standings

SHOWN = 200


@officer_view()
@require_safe
def whole(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The three tables with the sums of what was accepted, and who is missing in them."""
    campaign = rolled_up_by(act, asked.key(public))
    report, found = report_of(campaign, act.today), standings(campaign, act.today)
    absent = missing(found)
    return show(
        request, act, "desk/returns/rollup.html", campaign=campaign, report=report, layout=LAYOUT, headings=HEADINGS,
        missing=absent, accepted=len(found) - len(absent), total=len(found), annual=_annual(campaign),
        differences=[(label_of(one.cell), one) for one in report.differences[:SHOWN]],
    )  # fmt: skip


@officer_view()
@require_safe
def cell(request: HttpRequest, act: Act, public: str, key: str) -> HttpResponse:
    """One cell opened: the units behind it, then their records; of a lower government, its units as its package told."""
    campaign = rolled_up_by(act, asked.key(public))
    if key not in {one.key for one in FORM_CELLS}:
        raise NotFound([Reason("key", f"没有数据项“{key}”；键名如 table3.granted.total")])
    opened = open_cell(campaign, key, act.today)
    start = max(0, int(request.GET["from"])) if request.GET.get("from", "").isdecimal() else 0
    absent = missing(standings(campaign, act.today))
    shown = opened.shares[start : start + SHOWN]
    return show(
        request, act, "desk/returns/cell.html", campaign=campaign, opened=opened, shown=shown, missing=absent, annual=_annual(campaign),
        following=start + SHOWN if len(opened.shares) > start + SHOWN else None, below=_below(campaign, key, shown),
        parts=[(part, label_of(part)) for part in opened.summed_from], unit_of=unit_of, means=CELLS[key].means,
    )  # fmt: skip


def _annual(campaign: Campaign) -> AnnualReport | None:
    return AnnualReport.objects.filter(agency=campaign.agency, year=campaign.year, scope=Scope.AREA).first()


def _below(campaign: Campaign, key: str, shares: tuple[UnitShare, ...]) -> dict[int, list[tuple[str, object]]]:
    """For lower governments whose package counts: what each of their units contributed to the cell."""
    agencies = [share.unit.agency_id for share in shares if share.unit is not None]
    rows = Intake.objects.filter(sheet__agency_id__in=agencies, sheet__year=campaign.year, sheet__state="ACCEPTED")
    found: dict[int, list[tuple[str, object]]] = {}
    for intake in rows.select_related("sheet").order_by("number"):
        units = []
        for unit in intake.units:
            figures = read_figures(unit["figures"])
            value = total([figures.get(leaf) or 0 for leaf in leaves_of(key)])
            if value:
                units.append((unit["name"], value))
        found[intake.sheet.agency_id] = sorted(units, key=lambda one: -float(str(one[1])))
    return found


@officer_view()
@require_safe
def across_years(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """A-1, X-1, X-2, X-3 and X-4 of every unit and of the whole."""
    campaign = rolled_up_by(act, asked.key(public))
    found = across(campaign, act.today)
    return show(
        request, act, "desk/returns/across.html", campaign=campaign, found=found, identities=ACROSS,
        failing=[one for one in found if one.failing],
    )  # fmt: skip
