"""Where a duty opens on the desk: the page of its record, by the kind of duty."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from gongkai.numbering.keys import public_id

ROUTES: dict[str, str] = {
    "requests": "desk:request",
    "letters": "desk:letter",
    "consultations": "desk:consultation",
    "publications": "desk:document",
    "interpretations": "desk:document",
    "inspection": "desk:finding",
    "plan": "desk:plan-task",
    "returns": "desk:return",
}


def address_of(kind: str, key: int) -> str:
    """Empty where the desk has no page of such records."""
    try:
        return reverse(ROUTES[kind], args=[public_id(key)])
    except (KeyError, NoReverseMatch):
        return ""
