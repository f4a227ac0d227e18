"""政策文件库: rules, normative and other policy documents by kind, organ, subject, year and validity, from published editions."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.editions.models import Publication
from gongkai.editions.selectors import PAGE, PublicItem, page_of, public_rows, year_of, years_among
from gongkai.portal.documents import validity
from gongkai.portal.pages import COLUMN_HOME
from gongkai.portal.site import column_tags, show

ADDRESS, TITLE = "/zfxxgk/zcwj/", "政策文件库"
KINDS = {
    "normative_document": "行政规范性文件",
    "policy_document": "其他政策文件",
    "rule": "规章",
    "interpretation": "政策解读",
}
STANDINGS = {"in_force": "有效", "EXPIRED": "失效", "REPEALED": "废止"}
COLUMNS = ("A20-01", "A20-01-01", "A20-01-02", "A20-01-03", "A20-01-04")


class Line:
    """A row of the library: what every list shows, with number and validity."""

    def __init__(self, row: Publication, item: PublicItem) -> None:
        payload = row.current.payload if row.current else {}
        standing = validity(payload)
        self.item, self.kind = item, payload.get("kind_zh", "")
        self.document_number, self.validity = payload.get("document_number") or "", standing.text if standing else ""


@require_safe
def policy_library(request: HttpRequest) -> HttpResponse:
    agencies = {agency.code: agency for agency in Agency.objects.order_by("path")}
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("kind", "organ", "subject", "year", "validity")}
    rows = public_rows(columns=COLUMNS)
    subjects, years = _subjects(rows), years_among(rows)
    rows = _filtered(rows, asked, agencies, years)
    found = page_of(rows, request.GET.get("after", ""), PAGE)
    query = urlencode({name: value for name, value in asked.items() if value})
    return show(
        request, "portal/policies.html", TITLE, section=ADDRESS, crumbs=[COLUMN_HOME, ("", TITLE)],
        tags=column_tags(TITLE, "规章、行政规范性文件和其他政策文件及其解读", "政策文件", "政策文件,规范性文件,政策解读"),
        feed="/feed/column/A20-01.xml", asked=asked, kinds=KINDS, standings=STANDINGS, agencies=agencies.values(), subjects=subjects,
        years=years, lines=[Line(row, item) for row, item in zip(found.rows, found.items, strict=True)], after=found.after,
        query=query, is_first=not request.GET.get("after"),
    )  # fmt: skip


def _filtered(
    rows: QuerySet[Publication], asked: dict[str, str], agencies: dict[str, Agency], years: list[int]
) -> QuerySet[Publication]:
    """What an address asks; a value nobody offered finds nothing rather than everything."""
    if asked["kind"]:
        rows = rows.filter(kind=asked["kind"])
    if asked["organ"]:
        organ = agencies.get(asked["organ"])
        rows = rows.filter(agency_id=organ.id if organ else 0)
    if asked["subject"]:
        rows = rows.filter(subject=asked["subject"])
    if asked["year"]:
        rows = year_of(rows, int(asked["year"])) if asked["year"] in map(str, years) else rows.none()
    if asked["validity"]:
        rows = rows.filter(standing=asked["validity"])
    return rows


def _subjects(rows: QuerySet[Publication]) -> list[str]:
    found = rows.order_by().values_list("subject", flat=True).distinct()[:200]
    return sorted({one for one in found if one})
