"""What requests say, read once for all screens of this room: keys, days, years, refused use cases as messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.http import HttpRequest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.desk.entry import tell_reasons
from gongkai.numbering.keys import key_of

Made = TypeVar("Made")


def key(public: str) -> int:
    """Raises NotFound for what is no public id."""
    try:
        return key_of(public)
    except ValueError as error:
        raise NotFound([]) from error


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def year(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0


def tried(request: HttpRequest, call: Callable[[], Made]) -> Made | None:
    """What the use case made, or None with every reason told."""
    try:
        return call()
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        tell_reasons(request, refused)
        return None


def uploaded(request: HttpRequest, name: str) -> tuple[str, bytes] | None:
    """Name and content of an uploaded file; None without one."""
    file = request.FILES.get(name)
    return (file.name or "", file.read()) if file else None
