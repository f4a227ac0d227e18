"""What stands on every page: the site's names and numbers, the menu, breadcrumbs, meta tags (domain section 10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from markupsafe import Markup

from gongkai.agencies.installation import is_being_built, is_demonstration
from gongkai.agencies.models import Agency
from gongkai.agencies.settings import SETTINGS, chosen
from gongkai.audit.acts import Act, system_act
from gongkai.clock import SystemClock, legal_day
from gongkai.portal.frame import frame_of
from gongkai.portal.leaving_address import leaving

MENU = (
    ("/", "首页"),
    ("/zfxxgk/", "政府信息公开"),
    ("/zfxxgk/zcwj/", "政策文件库"),
    ("/zfxxgk/nb/", "年度报告"),
    ("/zfxxgk/ysqgk/", "依申请公开"),
    ("/sgs/", "行政执法公示"),
    ("/hdjl/", "互动交流"),
    ("/bsfw/", "办事服务"),
    ("/ztzl/", "专题专栏"),
    ("/zwxmt/", "政务新媒体"),
)
STYLES = {"type": ("", "large"), "look": ("", "contrast")}
CLASS_OF_NOBODY = '<html lang="zh-CN" class="">'
"""How every page begins for a reader who chose no style: where a page lies as a file, the choice is put in here."""
_SETTINGS = (
    "name",
    "domain",
    "id_code",
    "icp",
    "police",
    "contact",
    "organiser",
    "undertaker",
    "error_report",
    "party_mark",
)
_NATIONAL_ERROR_REPORT = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code="


@dataclass(frozen=True, slots=True)
class Site:
    """The portal of one government: its names and numbers as settings of that agency.

    ``base`` is what addresses begin with where they must be whole (feeds, site map, QR codes).
    """

    agency: Agency
    name: str
    domain: str
    base: str
    id_code: str
    icp: str
    police: str
    contact: str
    organiser: str
    undertaker: str
    error_report: str
    party_mark: str
    is_demonstration: bool
    is_being_built: bool
    menu: tuple[tuple[str, str], ...] = MENU
    own_portal: bool = True
    external: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: title, place in the menu, breadcrumbs (address, label; no address for the page itself), meta tags."""

    title: str
    path: str
    section: str = ""
    crumbs: Sequence[tuple[str, str]] = ()
    tags: Sequence[tuple[str, str]] = ()
    html_class: str = ""
    feed: str = ""

    @property
    def meta(self) -> Markup:
        """The tags as they stand in the head: made at one go, since a whole writing makes a hundred thousand of them."""
        return Markup(
            "".join([f'<meta name="{escape(name)}" content="{escape(content)}">\n' for name, content in self.tags])
        )


def citizen_act() -> Act:
    """A citizen reading: no role, no agency, sees what is public."""
    return system_act("portal")


def today() -> date:
    """The legal day at the reader's request."""
    return legal_day(SystemClock().now())


def current_site(host: str, scheme: str = "http") -> Site | None:
    """The site of the topmost agency; None before any agency exists. Without a setting, the domain is the address asked for."""
    agency = Agency.objects.order_by("path").first()
    if agency is None:
        return None
    asked = [*(f"site.{name}" for name in _SETTINGS), "portal.own", "portal.external"]
    given = chosen(agency, asked, today())
    named = {name: given.get(f"site.{name}") or SETTINGS[f"site.{name}"].default for name in _SETTINGS}
    base = f"https://{named['domain']}" if named["domain"] else f"{scheme}://{host}"
    named["name"] = named["name"] or agency.name
    named["organiser"] = named["organiser"] or agency.name
    named["domain"] = named["domain"] or host
    if named["id_code"] and not named["error_report"]:
        named["error_report"] = f"{_NATIONAL_ERROR_REPORT}{named['id_code']}"
    return Site(
        agency=agency, base=base, is_demonstration=is_demonstration(), is_being_built=is_being_built(),
        own_portal=bool(given.get("portal.own", True)), external=str(given.get("portal.external") or ""), **named,
    )  # fmt: skip


def site_of(request: HttpRequest) -> Site | None:
    """The site of a request; looked up once. Who renders many pages puts it on each request beforehand."""
    found: Site | None = getattr(request, "gongkai_site", None)
    if found is None:
        found = current_site(request.get_host(), request.scheme or "http")
        request.gongkai_site = found  # type: ignore[attr-defined]
    return found


def show(
    request: HttpRequest,
    template: str,
    title: str,
    *,
    section: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
    tags: Sequence[tuple[str, str]] = (),
    status: int = 200,
    feed: str = "",
    **context: Any,
) -> HttpResponse:
    """Render a portal page with everything that stands on each of them."""
    site = site_of(request)
    if site is None:
        return render(request, "portal/not_ready.html", {"is_being_built": is_being_built()}, status=503)
    classes = style_classes(request.COOKIES)
    page = Page(title, request.get_full_path(), section, tuple(crumbs), tuple(tags), classes, feed)
    standing = {"site": site, "page": page, "frame": frame_of(site, section), "leaving": leaving}
    return render(request, template, {**standing, **context}, status=status)


def style_classes(cookies: Mapping[str, str]) -> str:
    """The classes a reader's cookies ask for, unknown values left out."""
    return " ".join(value for name, allowed in STYLES.items() if (value := cookies.get(name, "")) and value in allowed)


def column_tags(name: str, description: str, kind: str, keywords: str = "") -> list[tuple[str, str]]:
    """The four column tags of domain section 10, never blank."""
    return [
        ("ColumnName", name),
        ("ColumnDescription", description),
        ("ColumnKeywords", keywords or name),
        ("ColumnType", kind),
    ]
