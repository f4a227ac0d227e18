"""Links to a questionnaire for a group of people: a signed token each. Which link went to whom is nowhere kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.core import signing

from gongkai.engagement.models import Survey


@dataclass(frozen=True, slots=True)
class Token:
    """What a link holds: a name of its own, and the group it was made for."""

    nonce: str
    group: str


def links_for(survey: Survey, group: str, number: int, address: str) -> list[str]:
    """As many links as asked; each brings one answer."""
    salt = _salt(survey)
    return [
        f"{address}?t={signing.dumps({'n': secrets.token_urlsafe(12), 'g': group}, salt=salt)}" for _ in range(number)
    ]


def token_in(survey: Survey, text: str) -> Token | None:
    """None for what was not signed for this questionnaire."""
    try:
        kept: dict[str, Any] = signing.loads(text, salt=_salt(survey))
    except signing.BadSignature:
        return None
    return Token(kept["n"], kept["g"])


def _salt(survey: Survey) -> str:
    return f"survey link {survey.pk}"
