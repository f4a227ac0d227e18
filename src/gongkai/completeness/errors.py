"""Refusals of this room."""

from __future__ import annotations

from gongkai.agencies.errors import NotFound, Reason


def not_there(what: str) -> NotFound:
    return NotFound([Reason("", f"没有这个{what}，或者它不属于本单位")])
