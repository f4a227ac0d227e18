"""Refusals of this room."""

from gongkai.agencies.errors import NotFound, Reason


def no_such(what: str) -> NotFound:
    """The same for none and for another area's."""
    return NotFound([Reason("", f"没有这个{what}，或者它不属于本单位")])
