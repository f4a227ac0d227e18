"""Home, guide, rules, site map, and the reader's choice of large type or high contrast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency, AgencyKind
from gongkai.annual_report.bindings import unit_of
from gongkai.annual_report.document import shown
from gongkai.annual_report.public import PublicReport, asked_of, published_reports
from gongkai.annual_report.selectors import is_open_to_citizens
from gongkai.catalogue.columns import COLUMNS, REPORTS, TOPICS, codes_below
from gongkai.editions.selectors import PublicItem, public_list
from gongkai.engagement.selectors import public_consultations
from gongkai.law.annual_report.figures import Figure
from gongkai.law.limits import LIMITS, Limit, Unit
from gongkai.law.reference import LAWS, Basis, Ref
from gongkai.portal.categories import categories
from gongkai.portal.site import MENU, STYLES, column_tags, show, today

DOCUMENT_COLUMNS = frozenset(column.code for column in COLUMNS if column.code != REPORTS)
COLUMN_HOME = ("/zfxxgk/", "政府信息公开")
_RANKS = {
    AgencyKind.PROVINCE_GOVERNMENT: 0,
    AgencyKind.CITY_GOVERNMENT: 0,
    AgencyKind.COUNTY_GOVERNMENT: 0,
    AgencyKind.COUNTY_GOVERNMENT_OFFICE: 1,
    AgencyKind.TOWNSHIP: 3,
}
_UNITS = {Unit.WORKING_DAYS: "个工作日", Unit.NATURAL_DAYS: "日", Unit.MONTHS: "个月", Unit.HOURS: "小时"}


# What the home page shows of the latest report.
HIGHLIGHTS = (
    ("overview.portal_items", "政府网站公开信息"),
    ("table3.new_received.total", "新收政府信息公开申请"),
    ("table3.results_total.total", "办结政府信息公开申请"),
    ("overview.letters_received", "收到信件、留言"),
    ("table2.art20_5.permits.decisions", "行政许可决定"),
    ("table2.art20_6.penalties.decisions", "行政处罚决定"),
)


@dataclass(frozen=True, slots=True)
class Highlight:
    label: str
    value: str
    unit: str
    address: str


@dataclass(frozen=True, slots=True)
class LimitLine:
    label: str
    length: str
    basis: str


@dataclass(frozen=True, slots=True)
class HomeSection:
    """A column on the home page with its newest items."""

    label: str
    address: str
    items: tuple[PublicItem, ...]


# Columns of the home page in pairs: what a citizen looks for first. Empty ones are left out.
HOME_COLUMNS = (
    ("政策文件", "/zfxxgk/zcwj/", ("A20-01-01", "A20-01-02", "A20-01-03")),
    ("政策解读", "/zfxxgk/fdzdgknr/?column=A20-01-04", ("A20-01-04",)),
    ("通知公告", "/zfxxgk/fdzdgknr/?column=tzgg", ("tzgg",)),
    ("政务动态", "/zfxxgk/fdzdgknr/?column=zwdt", tuple(codes_below("zwdt"))),
    ("财政预决算", "/zfxxgk/fdzdgknr/?column=A20-07", tuple(codes_below("A20-07"))),
    ("应急管理", "/zfxxgk/fdzdgknr/?column=A20-12", tuple(codes_below("A20-12"))),
    ("办事服务", "/bsfw/", ("bsfw",)),
    ("专题专栏", "/ztzl/", (TOPICS,)),
)
ENTRIES = (
    ("/zfxxgk/ysqgk/", "申请公开政府信息", "没有主动公开的，可以提出申请"),
    ("/hdjl/", "写信、参与、查结果", "留言、意见征集、在线访谈"),
    ("/sgs/", "查行政许可和行政处罚", "按名称、代码或者文书号查询"),
    ("/zfxxgk/zcwj/", "查政策文件", "按类型、主题、有效性筛选"),
    ("/zfxxgk/jg/", "找一个单位", "各单位公开了什么"),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    reports = published_reports()
    sections = (
        HomeSection(label, at, public_list(columns=columns, size=6).items) for label, at, columns in HOME_COLUMNS
    )
    known = {address for address, _ in MENU} | {"/zfxxgk/jg/"}
    return show(
        request, "portal/home.html", "首页", section="/", feed="/feed.xml",
        items=public_list(columns=DOCUMENT_COLUMNS, size=9).items,
        sections=[section for section in sections if section.items], categories=categories(),
        consultations=public_consultations().filter(state="OPEN", ends_on__gte=today())[:4],
        entries=[entry for entry in ENTRIES if entry[0] in known], latest=_highlights(reports[0]) if reports else None,
    )  # fmt: skip


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The guide of REG 12: arrangement, how to obtain, and every disclosure office's address, hours and contact."""
    agencies = sorted(Agency.objects.filter(abolished_on__isnull=True), key=rank_of)
    return _column_page(request, "portal/guide.html", "政府信息公开指南", "信息公开指南", agencies=agencies)


def rank_of(agency: Agency) -> tuple[int, str]:
    """Governments first, their office, departments, townships last; by code within a kind."""
    return _RANKS.get(AgencyKind(agency.kind), 2), agency.path


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    limits = [_limit_line(limit) for limit in LIMITS if limit.until is None and limit.unit in _UNITS]
    laws = [law for law in LAWS.values() if law.key in ("REG", "FEE", "FMT", "REC23", "LIT", "SPC25")]
    return _column_page(request, "portal/rules.html", "政府信息公开制度", "信息公开制度", laws=laws, limits=limits)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return show(
        request, "portal/sitemap.html", "网站地图", crumbs=[("", "网站地图")], categories=categories(), reports=published_reports(),
    )  # fmt: skip


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here when a page names no icon (a file, a feed)."""
    return HttpResponseRedirect(static("portal/favicon.svg"))


@require_safe
def preference(request: HttpRequest) -> HttpResponse:
    """Keep a choice of style in a cookie and go back; works without JavaScript and stores nothing about the reader."""
    name, value, back = (request.GET.get(key, "") for key in ("name", "set", "next"))
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    if name in STYLES and value in STYLES[name]:
        response.set_cookie(name, value, max_age=31_536_000, samesite="Lax", httponly=True)
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = "您访问的页面不存在，可能地址有误，或者内容已经调整。"
    return show(request, "portal/message.html", "页面不存在", status=404, text=text)


def _highlights(report: PublicReport) -> tuple[PublicReport, list[Highlight]]:
    """The report's first figures, as its text gives them, each leading to the report or to the opened figure."""
    is_open = is_open_to_citizens(asked_of(report), today())
    return report, [
        Highlight(label, with_commas(value), unit_of(key), report.figure_address(key) if is_open else report.address)
        for key, label in HIGHLIGHTS
        if (value := report.document.figures.get(key)) is not None
    ]


def with_commas(value: Figure) -> str:
    """179,863; an amount keeps its own digits."""
    return f"{value:,}" if isinstance(value, int) else shown(value)


def _column_page(request: HttpRequest, template: str, title: str, kind: str, **context: Any) -> HttpResponse:
    tags = column_tags(title, f"{title}栏目", kind)
    return show(
        request, template, title, section=COLUMN_HOME[0], crumbs=[COLUMN_HOME, ("", title)], tags=tags, **context
    )


def _limit_line(limit: Limit) -> LimitLine:
    return LimitLine(limit.label_zh, f"{limit.amount}{_UNITS[limit.unit]}", basis_words(limit.basis))


def basis_words(basis: Basis) -> str:
    """An article as letters cite it; a convention is called one and never looks like law."""
    return basis.zh if isinstance(basis, Ref) else f"约定：{basis.reason}"
