"""财政预决算 by unit and year, and the 基层政务公开标准目录 with what is public of each item: the citizens' side of key-area completeness.

Only what is public is shown; what is missing is the office's own work list. Ties and catalogues change these pages besides publications: see
``publication.shown.KEY_AREAS`` for when their files are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.models import Agency
from gongkai.agencies.tree import area_ids
from gongkai.completeness.fiscal import items_by_cell
from gongkai.completeness.models import Form, StandardItem
from gongkai.completeness.published import PublishedItem
from gongkai.completeness.standard import fields_in_force, items_in_force, matrix
from gongkai.editions.selectors import PublicItem, line_of, public_rows
from gongkai.portal.pages import COLUMN_HOME
from gongkai.portal.site import column_tags, show, site_of

BUDGETS_HOME = ("/zfxxgk/yjs/", "财政预决算公开")
STANDARD_HOME = ("/zfxxgk/bzml/", "基层政务公开标准目录")
YEARS, LINKS = 5, 5


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """``cells``: by year, the forms that are public with their items."""

    agency: Agency
    cells: tuple[tuple[tuple[str, PublicItem], ...], ...]


@require_safe
def budgets(request: HttpRequest) -> HttpResponse:
    """Units that published something, the five latest years with anything."""
    site = site_of(request)
    agencies = list(Agency.objects.filter(pk__in=area_ids(site.agency) if site else ()).order_by("path"))
    cells = items_by_cell([agency.id for agency in agencies])
    known = _public(item for items in cells.values() for item in items)
    years = sorted({year for _, _, year in cells}, reverse=True)[:YEARS]
    rows = [BudgetRow(agency, tuple(_shown(cells, agency.id, year, known) for year in years)) for agency in agencies]
    return show(
        request, "portal/budgets.html", BUDGETS_HOME[1], section=COLUMN_HOME[0], crumbs=[COLUMN_HOME, ("", BUDGETS_HOME[1])],
        tags=column_tags(BUDGETS_HOME[1], "各单位历年预算、决算和“三公”经费", "财政预决算"), years=years,
        rows=[row for row in rows if any(row.cells)],
    )  # fmt: skip


def _shown(
    cells: Mapping[tuple[int, Form, int], Sequence[PublishedItem]],
    agency_id: int,
    year: int,
    known: Mapping[int, PublicItem],
) -> tuple[tuple[str, PublicItem], ...]:
    return tuple(
        (form.label, known[item.publication_id])
        for form in Form
        for item in cells.get((agency_id, form, year), ())
        if item.publication_id in known
    )


@require_safe
def standard(request: HttpRequest) -> HttpResponse:
    """One field at a time: the item as the catalogue has it, and its newest public information by unit."""
    site = site_of(request)
    fields = fields_in_force(site.agency) if site else {}
    field = request.GET.get("field", "")
    field = field if field in fields else next(iter(fields), "")
    return show(
        request, "portal/standard.html", STANDARD_HOME[1], section=COLUMN_HOME[0], crumbs=[COLUMN_HOME, ("", STANDARD_HOME[1])],
        tags=column_tags(STANDARD_HOME[1], "基层政务公开事项、依据、时限、主体和渠道", "信息公开目录"), fields=fields, field=field,
        rows=_rows(items_in_force(site.agency, field), site.agency) if site and field else [],
    )  # fmt: skip


def _rows(items: Sequence[StandardItem], government: Agency) -> list[tuple[StandardItem, list[PublicItem]]]:
    agencies = list(Agency.objects.filter(pk__in=area_ids(government)).order_by("path"))
    rows = matrix(items, agencies, working_calendar())
    known = _public(one for row in rows for cell in row.cells for one in cell.items[:LINKS])
    return [
        (
            row.item,
            [known[one.publication_id] for cell in row.cells for one in cell.items[:1] if one.publication_id in known][
                :LINKS
            ],
        )
        for row in rows
    ]


def _public(items: Iterable[PublishedItem]) -> dict[int, PublicItem]:
    """By the key of the publication, as the public lists show it."""
    keys = {item.publication_id for item in items if item.publication_id}
    rows = public_rows().filter(pk__in=keys).select_related("agency")
    return {row.id: line_of(row, bare=True) for row in rows}
