"""What stands on every page: the site's names and numbers, the menu, breadcrumbs, meta tags (domain section 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.agencies.installation import is_being_built, is_demonstration
from gongkai.agencies.models import Agency
from gongkai.agencies.settings import setting_of
from gongkai.audit.acts import Act, system_act
from gongkai.clock import SystemClock, legal_day

MENU = (
    ("/", "首页"),
    ("/zfxxgk/", "政府信息公开"),
    ("/zfxxgk/nb/", "年度报告"),
    ("/zfxxgk/ysqgk/", "依申请公开"),
    ("/sgs/", "行政执法公示"),
    ("/hdjl/", "互动交流"),
    ("/zwxmt/", "政务新媒体"),
)
STYLES = {"type": ("", "large"), "look": ("", "contrast")}


@dataclass(frozen=True, slots=True)
class Site:
    """The portal of one government: its names and numbers as settings of that agency."""

    agency: Agency
    name: str
    domain: str
    id_code: str
    icp: str
    police: str
    contact: str
    host: str
    today: date
    is_demonstration: bool
    is_being_built: bool
    menu: tuple[tuple[str, str], ...] = MENU


@dataclass(frozen=True, slots=True)
class Page:
    """One page: title, place in the menu, breadcrumbs (address, label; no address for the page itself), meta tags."""

    title: str
    path: str
    section: str = ""
    crumbs: Sequence[tuple[str, str]] = ()
    tags: Sequence[tuple[str, str]] = ()
    html_class: str = ""


def citizen_act() -> Act:
    """A citizen reading: no role, no agency, sees what is public."""
    return system_act("portal")


def today() -> date:
    """The legal day at the reader's request."""
    return legal_day(SystemClock().now())


def current_site(host: str) -> Site | None:
    """The site of the topmost agency; None before any agency exists. Without a setting, the domain is the address asked for."""
    agency = Agency.objects.order_by("path").first()
    if agency is None:
        return None
    day = today()
    named = {
        name: setting_of(agency, f"site.{name}", day)
        for name in ("name", "domain", "id_code", "icp", "police", "contact")
    }
    named["name"] = named["name"] or agency.name
    named["domain"] = named["domain"] or host
    return Site(
        agency=agency,
        host=agency.name,
        today=day,
        is_demonstration=is_demonstration(),
        is_being_built=is_being_built(),
        **named,
    )


def show(
    request: HttpRequest,
    template: str,
    title: str,
    *,
    section: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
    tags: Sequence[tuple[str, str]] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render a portal page with everything that stands on each of them."""
    site = current_site(request.get_host())
    if site is None:
        return render(request, "portal/not_ready.html", {"is_being_built": is_being_built()}, status=503)
    chosen = (request.COOKIES.get(name, "") for name in STYLES)
    allowed = {style for styles in STYLES.values() for style in styles}
    classes = " ".join(style for style in chosen if style and style in allowed)
    page = Page(title, request.get_full_path(), section, tuple(crumbs), tuple(tags), classes)
    return render(request, template, {"site": site, "page": page, **context}, status=status)


def column_tags(name: str, description: str, kind: str, keywords: str = "") -> list[tuple[str, str]]:
    """The four column tags of domain section 10, never blank."""
    return [
        ("ColumnName", name),
        ("ColumnDescription", description),
        ("ColumnKeywords", keywords or name),
        ("ColumnType", kind),
    ]
