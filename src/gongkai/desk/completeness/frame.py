"""What these screens share: the units in sight, the years shown, and a table handed out as a file."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from django.http import HttpRequest, HttpResponse

from gongkai.agencies.models import Agency
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.desk.oversight.papers import handed_out
from gongkai.oversight.papers import Paper, Table

UNITS, YEARS = 100, 5
TABS = (
    ("desk:completeness", "预决算和“三公”经费"),
    ("desk:completeness-funds", "资金分配"),
    ("desk:completeness-standard", "标准目录"),
    ("desk:completeness-limits", "公开期限"),
    ("desk:completeness-reposts", "政策转载"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def units_in_sight(act: Act) -> list[Agency]:
    """Those that stand, a government before what belongs to it."""
    return list(Agency.objects.filter(pk__in=visible_agency_ids(act), abolished_on__isnull=True).order_by("path"))


def portion(request: HttpRequest, units: Sequence[Agency]) -> tuple[list[Agency], str]:
    """A page of units behind the path in the address, and where the next begins (empty at the end)."""
    after = request.GET.get("after", "")
    rest = [unit for unit in units if unit.path > after]
    return rest[:UNITS], rest[UNITS - 1].path if len(rest) > UNITS else ""


def years_asked(request: HttpRequest, act: Act) -> list[int]:
    """Five years, the latest on the right: those up to this one, or up to the one in the address."""
    text = request.GET.get("last", "")
    last = int(text) if text.isdecimal() and 2008 <= int(text) <= act.today.year + 1 else act.today.year
    return list(range(last - YEARS + 1, last + 1))


def table_file(
    act: Act, title: str, head: Sequence[str], rows: Sequence[Sequence[str]], ending: str, name: str
) -> HttpResponse:
    """CSV for the spreadsheet, XLSX, DOCX and PDF with title and day. Raises NotFound for another format."""
    if ending == "csv":
        out = StringIO()
        writer = csv.writer(out)
        writer.writerow(head)
        writer.writerows([_harmless(cell) for cell in row] for row in rows)
        answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return answer
    agency = Agency.objects.get(code=act.agency_code)
    table = Table(tuple(head), tuple(tuple(row) for row in rows), title=title)
    return handed_out(Paper(title, agency.name, act.today, (table,)), ending, name)


def _harmless(cell: str) -> str:
    """A title that begins like a formula stays text in a spreadsheet."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
