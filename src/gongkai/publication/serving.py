"""The thin layer in front of the application: an address that lies as a file is answered from it, everything else goes through.

It needs neither database nor framework: with the database stopped, published pages, attachments and reports still answer. A page
carries the same security headers as the live one, an ETag, and no-cache: browsers ask again and mostly hear 304. What was taken
down answers 410 or 404 with its notice. A reader's choice of large type or high contrast is put into the page's first tag.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gongkai.publication.addresses import file_of, type_of

Environ = Mapping[str, Any]
Start = Callable[..., Any]
Application = Callable[[Any, Start], Iterable[bytes]]
Headers = Sequence[tuple[str, str]]

LARGEST_KEPT, MOST_KEPT = 512 * 1024, 96 * 1024 * 1024
_PIECE = 256 * 1024
_ATTACHMENT = re.compile(r"/content/([0-9a-z]{13})/([0-9a-z]{13})")
_STATUS = {200: "200 OK", 304: "304 Not Modified", 404: "404 Not Found", 410: "410 Gone"}
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it is handed out, and by what the file is known to be the same still."""

    mark: tuple[int, int, int]
    body: bytes
    etag: str
    headers: list[tuple[str, str]]
    unchanged: list[tuple[str, str]]


class Front:
    """A WSGI application around another. ``styles``: cookie -> its allowed value; ``plain``: the first tag of a page without any."""

    def __init__(
        self, application: Application, folder: Path, files: Path, security: Headers, styles: Mapping[str, str], plain: str,
        not_while: Path,
    ) -> None:  # fmt: skip
        self._application, self._folder, self._files, self._security = application, folder, files, list(security)
        self._styles, self._plain, self._not_while = styles, plain.encode(), not_while
        self._kept: dict[tuple[str, str], Kept] = {}
        self._size = 0

    def __call__(self, asked: Environ, start: Start) -> Iterable[bytes]:
        if asked["REQUEST_METHOD"] in ("GET", "HEAD"):
            answer = self._from_files(asked, start)
            if answer is not None:
                return answer
        return self._application(asked, start)

    def _from_files(self, asked: Environ, start: Start) -> Iterable[bytes] | None:
        path, query = asked.get("PATH_INFO", ""), asked.get("QUERY_STRING", "")
        name = file_of(path, query)
        if name is None:
            found = None if query else _ATTACHMENT.fullmatch(path)
            return self._attachment(found[1], found[2], asked, start) if found else None
        for status, tree in ((200, "pages"), (410, "gone/410"), (404, "gone/404")):
            kept = self._page(f"{tree}/{name}", name, self._classes(asked))
            if kept is not None:
                return self._page_answer(kept, status, asked, start)
        return None

    def _page_answer(self, kept: Kept, status: int, asked: Environ, start: Start) -> Iterable[bytes] | None:
        if self._not_while.exists():  # a demonstration is being built: its pages are live until it stands
            return None
        if status == 200 and _names(asked.get("HTTP_IF_NONE_MATCH", ""), kept.etag):
            start(_STATUS[304], kept.unchanged)
            return []
        start(_STATUS[status], kept.headers)
        return [] if asked["REQUEST_METHOD"] == "HEAD" else [kept.body]

    def _classes(self, asked: Environ) -> str:
        cookies = asked.get("HTTP_COOKIE", "")
        if not cookies:
            return ""
        given = dict(part.strip().partition("=")[::2] for part in cookies.split(";"))
        return " ".join(value for name, value in self._styles.items() if given.get(name) == value)

    def _page(self, place: str, name: str, classes: str) -> Kept | None:
        path = f"{self._folder}/{place}"
        try:
            known = os.stat(path)
        except OSError:
            return None
        mark = (known.st_mtime_ns, known.st_size, known.st_ino)
        kept = self._kept.get((place, classes))
        if kept is not None and kept.mark == mark:
            return kept
        try:
            body = Path(path).read_bytes()
        except OSError:  # taken down between the two looks
            return None
        return self._keep(place, name, classes, mark, body)

    def _keep(self, place: str, name: str, classes: str, mark: tuple[int, int, int], body: bytes) -> Kept:
        if classes and name.endswith(".html"):
            body = body.replace(self._plain, self._plain.replace(b'class=""', f'class="{classes}"'.encode()), 1)
        etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        common = [("ETag", etag), ("Cache-Control", "no-cache"), ("Vary", "Cookie"), *self._security]
        headers = [
            ("Content-Type", type_of(name)),
            ("Content-Length", str(len(body))),
            *self._disposition(name),
            *common,
        ]
        kept = Kept(mark, body, etag, headers, common)
        if len(body) <= LARGEST_KEPT:
            if self._size > MOST_KEPT:
                self._kept.clear()
                self._size = 0
            self._kept[(place, classes)] = kept
            self._size += len(body)
        return kept

    def _disposition(self, name: str) -> list[tuple[str, str]]:
        """How a file that is saved is called; nothing for a page."""
        try:
            return [("Content-Disposition", (self._folder / "dispositions" / name).read_text(encoding="utf-8"))]
        except OSError:
            return []

    def _attachment(self, publication: str, file: str, asked: Environ, start: Start) -> Iterable[bytes] | None:
        """A file of a published document, from the store; the line beside the page says which."""
        try:
            line = json.loads((self._folder / "files" / publication / file).read_bytes())
        except (OSError, ValueError):
            return None
        if not _SHA256.fullmatch(line["sha256"]) or self._not_while.exists():
            return None
        etag = f'"{line["sha256"][:32]}"'
        common = [("ETag", etag), ("Cache-Control", "no-cache"), *self._security]
        if _names(asked.get("HTTP_IF_NONE_MATCH", ""), etag):
            start(_STATUS[304], common)
            return []
        try:
            stored = (self._files / line["sha256"][:2] / line["sha256"]).open("rb")
        except OSError:
            return None
        disposition = f"attachment; filename*=utf-8''{quote(line['name'])}"
        start(_STATUS[200], [
            ("Content-Type", line["media_type"] or "application/octet-stream"), ("Content-Length", str(line["size"])),
            ("Content-Disposition", disposition), *common,
        ])  # fmt: skip
        if asked["REQUEST_METHOD"] == "HEAD":
            stored.close()
            return []
        return _pieces(stored)


def _pieces(stored: Any) -> Iterator[bytes]:
    with stored:
        while piece := stored.read(_PIECE):
            yield piece


def _names(named: str, etag: str) -> bool:
    """Whether If-None-Match names this answer."""
    return bool(named) and (
        named.strip() == "*" or etag in (one.strip().removeprefix("W/") for one in named.split(","))
    )
