"""Proof that something is down: its addresses are asked through the application, and what they answer is noted with the time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from io import BytesIO
from urllib.parse import quote

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from gongkai.catalogue.models import TakedownLine
from gongkai.numbering.keys import public_id

GONE = (301, 404, 410)


def prove(line: TakedownLine, now: datetime) -> None:
    """Ask page, attachments, open data and search; the caller has committed what took the item down."""
    line.proofs = [
        {"place": place, "address": address, "answer": answer, "gone": gone}
        for place, address, answer, gone in _asked(line)
    ]
    line.checked_at = now
    line.save(update_fields=["proofs", "checked_at"])


def _asked(line: TakedownLine) -> Iterator[tuple[str, str, str, bool]]:
    key = line.address.removeprefix("/content/").removesuffix(".html")
    yield _status("页面", line.address)
    for row in line.item.attachments.all():
        yield _status("附件", f"/content/{key}/{public_id(row.file_id)}")
    yield _status("开放数据", f"/api/v1/publications/{key}")
    if line.title:
        status, body = answered(f"/search?q={quote(line.title[:40])}")
        found = line.address.encode() in body
        yield "检索", "/search", f"{status}，{'仍可检索到' if found else '检索不到'}", not found


def _status(place: str, address: str) -> tuple[str, str, str, bool]:
    status, _ = answered(address)
    return place, address, str(status), status in GONE


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


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler
