"""A form of the portal that came without its token: said plainly, with everything that was typed, ready to be sent again.

The mark against forged forms lives in a cookie; it is gone where cookies were cleared or switched off. Sending on asks for one more
press by the person who sees what is sent. Steps of an opened request are not sent on: they begin at its page again.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache

from gongkai.portal.site import show

TITLE = "页面已过期，内容还没有提交"
_TOKEN = "csrfmiddlewaretoken"
_OF_AN_OPENED_REQUEST = "/zfxxgk/ysqgk/jd/"
_LONG = 12


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person wrote, as hidden fields to send again, and the long texts to look at or to copy."""

    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    texts: tuple[str, ...]


@never_cache
def form_expired(request: HttpRequest) -> HttpResponse:
    get_token(request)
    is_step = request.path.startswith(_OF_AN_OPENED_REQUEST)
    return show(
        request, "portal/expired.html", TITLE, status=403, typed=typed_in(request), is_step=is_step, address=request.get_full_path(),
        has_cookie=settings.CSRF_COOKIE_NAME in request.COOKIES,
    )  # fmt: skip


def typed_in(request: HttpRequest) -> Typed:
    fields = tuple((name, value) for name, values in request.POST.lists() if name != _TOKEN for value in values)
    texts = tuple(value for _, value in fields if len(value) >= _LONG and not _is_a_mark(value))
    return Typed(fields, tuple(request.FILES), texts)


def _is_a_mark(value: str) -> bool:
    """A token, a code, a number: one word of plain signs, nothing anybody composed."""
    return value.isascii() and len(value.split()) == 1
