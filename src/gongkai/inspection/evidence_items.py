"""Evidence in published items and letters: dates, links, elements of service guides, letters left unanswered.

Links are judged without leaving the machine: those into the portal against what is public and the portal's own addresses, others by whether a citizen
could reach such a host at all, and, where the agency has other sites tried (``links.probe_outside``), by what was found there.
"""

from __future__ import annotations

import html
import ipaddress
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from gongkai.catalogue.models import Item
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.catalogue.outside_links import dead_addresses
from gongkai.catalogue.services import missing_elements
from gongkai.clock import end_of_day
from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address
from gongkai.engagement.letter_limits import veto_line
from gongkai.engagement.letter_states import OPEN_STATES
from gongkai.engagement.models import Letter
from gongkai.inspection.scene import Evidence, Scene
from gongkai.numbering.keys import key_of, public_id

# The eight classes of elements of a service guide (domain 6.2), with words by which each is recognised.
ELEMENTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("事项名称", ("事项名称", "名称")),
    ("设定依据", ("设定依据", "办理依据", "法律依据", "依据")),
    ("申请条件", ("申请条件", "受理条件", "条件")),
    ("办理材料", ("办理材料", "申请材料", "所需材料", "材料")),
    ("办理地点", ("办理地点", "办公地址", "地点", "地址")),
    ("办理时间", ("办理时间", "办公时间", "工作时间", "时间")),
    ("联系电话", ("联系电话", "咨询电话", "电话")),
    ("办理流程", ("办理流程", "办理程序", "流程", "程序")),
)
MANY_GAPS = 4
_LINK = re.compile(r"""(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_CONTENT = re.compile(r"^/content/([0-9a-z]+)(?:\.html|/[0-9a-z]+)$")
_CHUNK = 500


def undated_items(scene: Scene) -> Iterator[Evidence]:
    """Public items of a kind that needs a date and has none; inherited ones without the evidence of their own day."""
    rows = Item.objects.filter(agency_id__in=scene.agency_ids, state__in=(Item.State.PUBLISHED, Item.State.INHERITED))
    undated = rows.filter(formed_on__isnull=True, date_of_document__isnull=True, origin_published_on__isnull=True)
    for item in undated.only("id", "agency_id", "kind", "title", "publication"):
        if {"formed_on", "date_of_document"} & set(item.rules.required):
            yield _item(item.pk, item.title, item.agency_id, item.publication_id, 1, {"缺少": "成文日期、形成日期"})


def broken_links(scene: Scene) -> Iterator[Evidence]:
    public = set(Publication.objects.filter(state=Publication.State.PUBLISHED).values_list("id", flat=True))
    dead = dead_addresses()
    for row in _public_items(scene):
        body = str(row.current.payload.get("body_html") or "") if row.current else ""
        online = str((row.current.payload.get("service") or {}).get("online") or "") if row.current else ""
        if online or "href" in body or "src" in body:
            links = [html.unescape(one or other) for one, other in _LINK.findall(body)] + ([online] if online else [])
            bad = [link for link in links if link in dead or is_broken(link, public)]
            if bad:
                yield _item(row.subject_id, row.title, row.agency_id, row.pk, len(bad), {"链接": bad[:20]})


def is_broken(link: str, public: set[int]) -> bool:
    """Whether a citizen who follows this link certainly finds nothing."""
    link = link.strip()
    if not link or link.startswith("#"):
        return not link
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return True
    if parts.scheme in ("mailto", "tel"):
        return False
    if parts.scheme in ("http", "https"):
        return _is_inner(host)
    if parts.scheme or parts.netloc:
        return parts.scheme != "" or _is_inner(host)
    return _leads_nowhere(parts.path, public)


def _is_inner(host: str) -> bool:
    """A host that exists only inside an office: no dot, localhost, a private address."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".local", ".lan", ".localdomain"))


def _leads_nowhere(path: str, public: set[int]) -> bool:
    content = _CONTENT.match(path)
    if content:
        try:
            return key_of(content.group(1)) not in public
        except ValueError:
            return True
    return not path.startswith("/") or not _is_an_address(path)


@lru_cache(maxsize=2000)
def _is_an_address(path: str) -> bool:
    if path.startswith("/static/"):
        return True
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def guide_gaps(scene: Scene) -> Iterator[Evidence]:
    """Service guides with the classes of elements they lack; a complete one is no evidence."""
    for row, missing in _guides(scene):
        if missing:
            yield _item(row.subject_id, row.title, row.agency_id, row.pk, len(missing), {"缺少": missing})


def poor_guides(scene: Scene) -> Iterator[Evidence]:
    """How many guides lack four classes or more; five count (of fewer, all). No guide at all counts as well."""
    guides = list(_guides(scene))
    poor = [row.title for row, missing in guides if len(missing) >= MANY_GAPS]
    details = {"办事指南": len(guides), "要素缺失": poor[:20]}
    threshold = float(min(5, len(guides))) if guides else 0.0
    value = float(len(poor))
    yield Evidence("site", f"{scene.government.name}门户网站", scene.government.pk, value, details, "/", threshold)


def unanswered_letters(scene: Scene) -> Iterator[Evidence]:
    """Letters of the last year still without an answer, with the days they wait; the line is three months from their own day."""
    rows = Letter.objects.filter(
        agency_id__in=scene.agency_ids, state__in=OPEN_STATES, submitted_on__lte=scene.today,
        submitted_on__gte=scene.today - timedelta(days=365),
    )  # fmt: skip
    for letter in rows.only("id", "agency_id", "unit_id", "number", "submitted_on"):
        days = (scene.today - letter.submitted_on).days
        line = float((veto_line(letter) - letter.submitted_on).days + 1)
        yield Evidence(
            public_id(letter.pk), f"来信 {letter.number}", letter.unit_id or letter.agency_id, days,
            {"收到日期": str(letter.submitted_on)}, threshold=line,
        )  # fmt: skip


def _guides(scene: Scene) -> Iterator[tuple[Publication, list[str]]]:
    for row in _public_items(scene):
        payload = row.current.payload if row.current else {}
        if payload.get("kind") == "service_guide":
            text = f"{row.title} {payload.get('body_html') or ''}"
            if payload.get("service"):
                yield row, missing_elements(payload["service"])
            else:  # written as a text only
                yield row, [name for name, words in ELEMENTS[1:] if not any(word in text for word in words)]


def _public_items(scene: Scene) -> Iterator[Publication]:
    rows = Publication.objects.filter(
        subject_kind=SUBJECT_KIND, state=Publication.State.PUBLISHED, agency_id__in=scene.agency_ids,
        first_published_at__lt=end_of_day(scene.today),
    )  # fmt: skip
    yield from rows.select_related("current").iterator(chunk_size=_CHUNK)


def _item(
    key: int, title: str, agency_id: int, publication: int | None, value: int, details: dict[str, object]
) -> Evidence:
    address = content_address(publication) if publication else ""
    return Evidence(public_id(key), title or "（无标题）", agency_id, value, details, address)
