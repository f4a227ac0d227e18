"""Pages through the portal's own views: the same templates and snapshots as the live site, for a reader who chose no style.

The views are looked up when the first page is made, as an address looks them up: rooms and commands live without the screens.

A view that fails here is told and its page left to the live view; one bad page must not keep the others from coming out.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, QueryDict
from django.urls import resolve

from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address
from gongkai.files.models import StoredFile
from gongkai.links.selectors import tied_among
from gongkai.numbering.keys import key_of, public_id
from gongkai.publication.addresses import file_of
from gongkai.publication.release import STRIPES, Rendered

if TYPE_CHECKING:
    from gongkai.portal.site import Site

log = logging.getLogger(__name__)
_LIVE_ANSWERS = (301, 302, 503)


class NothingYet(Exception):
    """There is no agency, so there is no site; or the office has switched its own portal off (``portal.own``)."""


def site_now() -> Site:
    """The site as it stands, looked up once for many pages. Raises NothingYet."""
    site: Site | None = import_module("gongkai.portal.site").current_site(_host())
    if site is None or not site.own_portal:
        raise NothingYet
    return site


def may_lie_as_file(address: str, site: Site) -> bool:
    """Feeds and site maps hold whole addresses: without a domain in the settings only the reader's own request tells it."""
    whole = address.endswith((".xml", ".txt"))
    return not whole or not site.base.startswith("http://")


def shared_pages(addresses: Iterable[str], site: Site) -> list[Rendered]:
    """What several of them ask alike is asked once: the caller holds their lock."""
    with import_module("gongkai.portal.at_hand").asked_once():
        pages = [_answered(address, site) for address in sorted(addresses) if may_lie_as_file(address, site)]
    return [page for page in pages if page is not None]


def document_pages(rows: Collection[Publication], site: Site) -> Iterator[Rendered]:
    """The pages of publications loaded with agency and edition; notices for those taken down.

    A page that shows the course of a matter is left to the live view: any stage of it may change it.
    """
    documents = import_module("gongkai.portal.documents")
    ties = documents.ties_of([row for row in rows if row.state == Publication.State.PUBLISHED]) if rows else {}
    chained = tied_among(rows) if rows else set()
    request = _request("/", site)  # one for all of them: what differs is the address
    for row in rows:
        if row.id in chained and row.state == Publication.State.PUBLISHED:
            continue
        address = content_address(row.id)
        request.path = request.path_info = address
        try:
            answer = documents.document_answer(request, row, ties.get(row.id, documents.Ties()))
        except Http404:
            continue
        except Exception:
            log.exception("the page %s could not be rendered; the live view answers for it", address)
            continue
        if answer.status_code not in _LIVE_ANSWERS:
            yield Rendered(name_of(address), answer.status_code, answer.content)


def attachment_lines(rows: Iterable[Publication]) -> dict[str, dict[str, dict[str, Any]]]:
    """For each publication the files its current edition lists; none for what was taken down."""
    listed = {row.id: list(_listed(row)) for row in rows}
    keys = [key_of(entry["file"]) for entries in listed.values() for entry in entries]
    stored = {one.id: one for one in StoredFile.objects.filter(id__in=keys)} if keys else {}
    return {
        public_id(key): {entry["file"]: line for entry in entries if (line := _line(entry, stored))}
        for key, entries in listed.items()
    }


def _listed(row: Publication) -> Iterable[dict[str, Any]]:
    is_public = row.state == Publication.State.PUBLISHED and row.current is not None
    return row.current.payload.get("attachments", []) if is_public and row.current else ()


def _line(entry: dict[str, Any], stored: dict[int, StoredFile]) -> dict[str, Any] | None:
    """As the live view hands it out: only what the store holds with the digest the edition names."""
    file = stored.get(key_of(entry["file"]))
    if file is None or file.sha256 != entry["sha256"]:
        return None
    return {"sha256": file.sha256, "size": file.size, "media_type": file.media_type, "name": file.name}


def stripe_of(key: int) -> int:
    return key % STRIPES


def _answered(address: str, site: Site) -> Rendered | None:
    request = _request(address, site)
    try:
        match = resolve(request.path)
        answer = match.func(request, *match.args, **match.kwargs)
    except Http404:
        return None
    except Exception:
        log.exception("the page %s could not be rendered; the live view answers for it", address)
        return None
    if answer.status_code != 200:
        return None
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return Rendered(name_of(address), 200, cast(bytes, body), answer.get("Content-Disposition", ""))


def _request(address: str, site: Site) -> HttpRequest:
    """As a reader without cookies asks for it, with no more than portal views look at."""
    parts = urlsplit(address)
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", parts.path, parts.path
    request.META = {"HTTP_HOST": _host(), "QUERY_STRING": parts.query}
    if parts.query:
        request.GET = QueryDict(parts.query)
    request.gongkai_site = site  # type: ignore[attr-defined]
    return request


def name_of(address: str) -> str:
    parts = urlsplit(address)
    name = file_of(parts.path, parts.query)
    if name is None:
        raise ValueError(f"{address} never lies as a file")
    return name


def _host() -> str:
    """A host the settings allow; shown only where no domain is set."""
    return next(
        (name for name in settings.ALLOWED_HOSTS if name not in ("*",) and not name.startswith(".")), "localhost"
    )
