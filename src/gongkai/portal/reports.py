"""Annual reports for citizens: the list, the report, and (where the agency opened them) its figures down to public records."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from gongkai.agencies.errors import NotFound
from gongkai.agencies.models import Agency
from gongkai.annual_report.bindings import BINDINGS
from gongkai.annual_report.compute import ReportFigure
from gongkai.annual_report.exports.by_format import FORMATS, file_name
from gongkai.annual_report.exports.html import body_html
from gongkai.annual_report.models import PartKind
from gongkai.annual_report.public import PublicReport, asked_of, published_reports, recomputed
from gongkai.annual_report.selectors import Cursor, OpenFigure, figure, is_open_to_citizens, public_records
from gongkai.law.annual_report.form import SECTIONS
from gongkai.law.annual_report.identities import IDENTITIES
from gongkai.measures.registry import measure
from gongkai.numbering.keys import key_of, public_id
from gongkai.portal.content import REPORTS_HOME
from gongkai.portal.pages import COLUMN_HOME, with_commas
from gongkai.portal.site import column_tags, show, today

_SECTIONS = {section.key: section.heading_zh for section in SECTIONS}
_RULES = {rule.id: rule for rule in IDENTITIES}
# The kinds of domain 4.7 in words for citizens.
_SOURCES = {
    PartKind.COMPUTED: "按逐条记录统计",
    PartKind.RETURNED: "由单位盖章填报",
    PartKind.OPENING: "统计期开始前的结存数",
}


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    tags = column_tags(REPORTS_HOME[1], "历年政府信息公开工作年度报告", "信息公开年报")
    crumbs = [COLUMN_HOME, ("", REPORTS_HOME[1])]
    return show(
        request, "portal/report_list.html", REPORTS_HOME[1], section=REPORTS_HOME[0], crumbs=crumbs, tags=tags,
        reports=published_reports(),
    )  # fmt: skip


@require_safe
def report(request: HttpRequest, year: int) -> HttpResponse:
    """The report in the statutory form; figures are links where the agency opened them."""
    found = _found(request, year)
    is_open = is_open_to_citizens(asked_of(found), today())
    link = found.figure_address if is_open else None
    return show(
        request, "portal/report.html", found.document.title, section=REPORTS_HOME[0],
        crumbs=[COLUMN_HOME, REPORTS_HOME, ("", f"{year}年")], tags=_tags(found), found=found, is_open=is_open,
        body=body_html(found.document, link), formats=FORMATS.values(),
    )  # fmt: skip


@require_safe
def report_file(request: HttpRequest, year: int, ending: str) -> FileResponse:
    """The published report as a file."""
    chosen = FORMATS.get(ending)
    if chosen is None:
        raise Http404
    document = _found(request, year).document
    return FileResponse(
        BytesIO(chosen.write(document)), content_type=chosen.media_type, as_attachment=ending not in ("html", "pdf"),
        filename=file_name(document, ending),
    )  # fmt: skip


@require_safe
def report_figure(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """One figure: definition, article, breakdown by unit, identities, and those of its records that are public."""
    found = _found(request, year)
    computed, findings = recomputed(found, today())
    try:
        opened = figure(report=computed, findings=findings, key=key, act=None, today=today())
        page = (
            public_records(report=computed, key=key, today=today(), after=_cursor(request)) if key in BINDINGS else None
        )
    except NotFound as error:
        raise Http404 from error
    following = f"{page.next[0].isoformat()}.{public_id(page.next[1])}" if page and page.next else ""
    return show(
        request, "portal/figure.html", opened.figure.label_zh, section=REPORTS_HOME[0],
        crumbs=[COLUMN_HOME, REPORTS_HOME, (found.address, f"{year}年"), ("", "数据来源")], tags=_tags(found),
        found=found, opened=opened, page_of=page, following=following, is_first="after" not in request.GET,
        shown=_as_printed(opened.figure), means=_meaning(opened, key), part_of=_SECTIONS.get(key.partition(".")[0], ""),
        sources=_SOURCES, rules=_RULES,
    )  # fmt: skip


def _as_printed(figure: ReportFigure) -> str:
    """The figure as the report's text has it: 6200余; 179,863 elsewhere."""
    if figure.value is None:
        return "—"
    word = figure.stated.word if figure.stated else ""
    return f"{figure.value}{word}" if word else with_commas(figure.value)


def _meaning(opened: OpenFigure, key: str) -> str:
    """A figure of the text that only repeats its name is explained by what its records are."""
    if opened.means != opened.figure.label_zh or key not in BINDINGS:
        return opened.means
    return measure(BINDINGS[key].measure).means


def _found(request: HttpRequest, year: int) -> PublicReport:
    """The report of a year: of the organ the address names, else of the topmost one that published one."""
    organ = request.GET.get("organ", "")
    agency_ids = list(Agency.objects.filter(code=organ).values_list("id", flat=True)) if organ else []
    if organ and not agency_ids:
        raise Http404
    found = published_reports(agency_ids, year)
    if not found:
        raise Http404
    return found[0]


def _tags(found: PublicReport) -> list[tuple[str, str]]:
    return [
        ("ColumnName", REPORTS_HOME[1]),
        ("ColumnType", "信息公开年报"),
        ("ArticleTitle", found.document.title),
        ("PubDate", localtime(found.publication.first_published_at).strftime("%Y-%m-%d %H:%M")),
        ("ContentSource", found.agency.name),
        ("Keywords", "政府信息公开,年度报告"),
        ("Description", found.document.title),
    ]


def _cursor(request: HttpRequest) -> Cursor | None:
    day, _, key = request.GET.get("after", "").partition(".")
    try:
        return date.fromisoformat(day), key_of(key)
    except ValueError:
        return None
