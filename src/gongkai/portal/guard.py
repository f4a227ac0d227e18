"""What stands between a public form and a flood: a signed token, a trap for machines, a count by sender, a question in words.

Nobody needs JavaScript, sight or an account. Who sends often is asked a small sum; who sends very often is told when to come
again. The token names one filled-in form, so that a second click is recognised instead of taken twice.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from gongkai.agencies.errors import Reason
from gongkai.audit.log import keyed_digest
from gongkai.clock import SystemClock
from gongkai.portal.site import show
from gongkai.privacy import flood

OLDEST = 12 * 3600
TRAP = "homepage"
_NUMBERS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Limits:
    """``asked_after`` posts in an hour the sender is asked a sum, after ``refused_after`` in ``window`` nothing more is taken."""

    asked_after: int = 3
    refused_after: int = 20
    window: timedelta = flood.HOUR


@dataclass(frozen=True, slots=True)
class Guard:
    """What the template puts into the form."""

    token: str
    question: str


@dataclass(frozen=True, slots=True)
class Checked:
    """``submission`` names the filled-in form; ``problems`` stand beside the fields ``token`` and ``sum``."""

    submission: str
    problems: tuple[Reason, ...]


class TooMany(Exception):
    """This sender has sent more than is taken in an hour."""


def fresh(request: HttpRequest, place: str, limits: Limits = Limits()) -> Guard:
    """A new token, with a sum when this sender has come often."""
    nonce = secrets.token_urlsafe(12)
    asks = flood.arrivals(place, sender_of(request), _now(), limits.window) >= limits.asked_after
    first, second = 1 + secrets.randbelow(8), 1 + secrets.randbelow(8)
    kept = {"n": nonce, **({"a": _answer_digest(nonce, first + second)} if asks else {})}
    question = f"{_NUMBERS[first]}加{_NUMBERS[second]}等于几？" if asks else ""
    return Guard(signing.dumps(kept, salt=f"form {place}"), question)


def check(request: HttpRequest, place: str, limits: Limits = Limits()) -> Checked:
    """Count the arrival and look at token, trap and sum. Raises TooMany."""
    arrived = count(request, place, limits)
    if request.POST.get(TRAP):
        return Checked("", (Reason("token", "“请不要填写”的一栏须留空，请清空后重新提交"),))
    try:
        kept: dict[str, Any] = signing.loads(request.POST.get("token", ""), salt=f"form {place}", max_age=OLDEST)
    except signing.BadSignature:
        return Checked("", (Reason("token", "页面已打开过久或者不完整，您填写的内容已保留，请核对后再次提交"),))
    if arrived > limits.asked_after and not _sum_is_right(kept, request.POST.get("sum", "")):
        return Checked("", (Reason("sum", "提交较频繁，请填写算式的得数（阿拉伯数字）后再次提交"),))
    return Checked(kept["n"], ())


def count(request: HttpRequest, place: str, limits: Limits) -> int:
    """Count an arrival where no form was handed out before (a look-up). Raises TooMany."""
    arrived = flood.arrive(place, sender_of(request), _now(), limits.window)
    if arrived > limits.refused_after:
        raise TooMany
    return arrived


def refused(request: HttpRequest) -> HttpResponse:
    """429 with a sentence; nothing was taken."""
    text = "您所在的网络提交过于频繁，本次内容没有提交。请一小时后再试，也可以通过电话、信函向受理单位反映。"
    return show(request, "portal/message.html", "提交过于频繁", status=429, text=text)


def sender_of(request: HttpRequest) -> str:
    """Where the request comes from; behind a server in front that is trusted (GONGKAI_HTTPS), what that one says."""
    told: str = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        told = request.headers.get("x-forwarded-for", told).rpartition(",")[2].strip() or told
    return told


def _answer_digest(nonce: str, answer: int) -> str:
    return keyed_digest(f"sum {nonce} {answer}")


def _sum_is_right(kept: dict[str, Any], answer: str) -> bool:
    text = answer.strip()
    return text.isdecimal() and len(text) < 4 and kept.get("a") == _answer_digest(kept["n"], int(text))


def _now() -> datetime:
    return SystemClock().now()
