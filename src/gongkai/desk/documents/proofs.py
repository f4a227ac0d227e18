"""Proof that something is down: every address is asked twice, as the files will be served and through the application, each with its time.

What stands on a page of its own must answer 301, 404 or 410; what lists many must not name it. Lists are asked once for a whole sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from gongkai.catalogue.models import TakedownLine
from gongkai.clock import legal_day
from gongkai.numbering.keys import public_id

GONE = (301, 404, 410)
FORMATS = ("txt", "docx", "pdf")
_OWN_PAGES = {"consultation": "/hdjl/zj/{}/", "interview": "/hdjl/ft/{}/", "survey": "/hdjl/dc/{}/"}
_BEHIND = "no file lies at this address"
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_wrap: list[Callable[[Application], Application]] = []


def served_by(wrap: Callable[[Application], Application]) -> None:
    """Wire what stands before the application and hands out the files (``config/wiring.py``)."""
    _wrap[:] = [wrap]


@dataclass(frozen=True, slots=True)
class Heard:
    """``status`` is None where no file lies at the address: then a reader gets what the application says."""

    status: int | None
    body: bytes
    at: datetime


@dataclass(slots=True)
class Inquiry:
    """One round of asking; what many lines share is asked once."""

    _lists: dict[str, tuple[Heard, Heard]] = field(default_factory=dict)

    def prove(self, line: TakedownLine) -> None:
        """Ask all addresses of a line; the caller has committed what took it down."""
        line.proofs = [*self._own(line), *self._lists_of(line)]
        line.checked_at = datetime.now(UTC)
        line.save(update_fields=["proofs", "checked_at"])

    def _own(self, line: TakedownLine) -> Iterator[dict[str, Any]]:
        for place, address in _own_addresses(line):
            file, live = from_file(address), from_application(address)
            gone = live.status in GONE and (file.status is None or file.status in GONE)
            yield _proof(place, address, file, live, gone)

    def _lists_of(self, line: TakedownLine) -> Iterator[dict[str, Any]]:
        named = line.address.encode()
        for place, address in _list_addresses(line):
            if address not in self._lists:
                self._lists[address] = (from_file(address), from_application(address))
            file, live = self._lists[address]
            shown = address.partition("?q=")[0]  # the words of a search may be the harm
            yield _proof(place, shown, file, live, named not in file.body and named not in live.body)


def _proof(place: str, address: str, file: Heard, live: Heard, gone: bool) -> dict[str, Any]:
    return {
        "place": place, "address": address, "gone": gone,
        "file": "无静态文件" if file.status is None else str(file.status), "file_at": file.at.isoformat(),
        "answer": str(live.status), "at": live.at.isoformat(),
    }  # fmt: skip


def _own_addresses(line: TakedownLine) -> Iterator[tuple[str, str]]:
    base = line.address.removesuffix(".html")
    yield "页面", line.address
    own = _OWN_PAGES.get(line.publication.subject_kind)
    if own:
        yield "栏目页面", own.format(public_id(line.publication.subject_id))
    for file in line.files:
        yield "附件", f"{base}/{file}"
    for ending in FORMATS:
        yield "下载", f"{base}/document.{ending}"
    yield "开放数据", f"/api/v1/publications/{base.removeprefix('/content/')}"


def _list_addresses(line: TakedownLine) -> Sequence[tuple[str, str]]:
    """First pages of what named it; further pages are the same query, never files."""
    row = line.publication
    words = (line.title or line.takedown.searched)[:40]
    searched = [("检索", f"/search?q={quote(words)}"), ("检索订阅", f"/search/feed?q={quote(words)}")] if words else []
    return [
        *searched,
        ("首页", "/"),
        ("订阅源", "/feed.xml"),
        ("栏目订阅源", f"/feed/column/{row.column}.xml"),
        ("单位订阅源", f"/feed/organ/{line.agency.code}.xml"),
        ("栏目列表", f"/zfxxgk/fdzdgknr/?column={row.column}"),
        ("单位列表", f"/zfxxgk/fdzdgknr/?organ={line.agency.code}"),
        ("网站地图", f"/sitemap-{legal_day(row.first_published_at):%Y-%m}.xml"),
        ("开放数据清单", "/api/v1/publications"),
    ]


def from_file(address: str) -> Heard:
    """What the layer of files hands out by itself."""
    path, _, query = address.partition("?")
    told: dict[str, int | None] = {"status": None}

    def start(status: str, headers: object, *more: object) -> None:
        told["status"] = int(status.split()[0])

    def behind(environ: dict[str, Any], begin: Callable[..., Any]) -> Iterable[bytes]:
        return [_BEHIND.encode()]

    body = b"".join(_front(behind)({"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}, start))
    return Heard(told["status"], body if told["status"] is not None else b"", datetime.now(UTC))


def from_application(address: str) -> Heard:
    status, body = answered(address)
    return Heard(status, body, datetime.now(UTC))


def answered(address: str) -> tuple[int, bytes]:
    """Status and body as a reader would get them, through all middleware. Not as a request of its own: those close the connections."""
    path, _, query = address.partition("?")
    host = next((name for name in settings.ALLOWED_HOSTS if name and "*" not in name), "localhost")
    request = WSGIRequest({
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "", "SERVER_NAME": host.lstrip("."),
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": host.lstrip("."), "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "https" if settings.SESSION_COOKIE_SECURE else "http", "wsgi.input": BytesIO(),
    })  # fmt: skip
    answer = _handler().get_response(request)
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return answer.status_code, body


def _front(behind: Application) -> Application:
    return _wrap[0](behind) if _wrap else behind


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler
