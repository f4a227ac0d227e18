"""Numbers of requests and letters, gapless per agency and year, and the query code an applicant follows a request with."""

from __future__ import annotations

import secrets

from gongkai.agencies.models import Agency
from gongkai.agencies.settings import setting_of
from gongkai.audit.acts import Act
from gongkai.numbering.allocate import allocate
from gongkai.privacy.cipher import blind_index
from gongkai.requests.rules import NUMBER_PATTERN

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_PURPOSE = "request query code"


def request_number(act: Act, agency: Agency) -> str:
    """The next number of the agency's year, e.g. ``WX2022-0001``."""
    year = act.today.year
    serial = allocate(f"requests/{agency.code}/{year}")
    pattern: str = setting_of(agency, NUMBER_PATTERN.name, act.today)
    return pattern.format(code=agency.code.upper(), year=year, serial=serial)


def reply_number(act: Act, agency: Agency) -> str:
    """文号 of a reply, e.g. ``温政公开答〔2022〕12号``."""
    return _letter(act, agency, "答")


def letter_number(act: Act, agency: Agency) -> str:
    """文号 of every other letter, e.g. ``温政公开告〔2022〕12号``."""
    return _letter(act, agency, "告")


def _letter(act: Act, agency: Agency, kind: str) -> str:
    year = act.today.year
    serial = allocate(f"requests.{kind}/{agency.code}/{year}")
    return f"{agency.document_prefix or agency.short_name}公开{kind}〔{year}〕{serial}号"


def new_query_code() -> str:
    """Ten characters (49 bits) without look-alikes, in two groups; shown once and stored as a keyed digest only."""
    characters = [secrets.choice(_ALPHABET) for _ in range(10)]
    return "".join(characters[:5]) + "-" + "".join(characters[5:])


def query_code_digest(code: str) -> str:
    return blind_index(code.replace("-", ""), _PURPOSE)
