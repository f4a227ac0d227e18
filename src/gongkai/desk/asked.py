"""Words an officer looks for, kept out of addresses: what stands in an address stands in server logs, histories and referrers.

An officer may type anybody's name or number into a box. Such a form is posted; the words are kept encrypted in the officer's session
and the address that follows names them by a chance key, ``?words=…``: the page can be turned over, loaded anew and gone back to as
long as the session lasts. For whoever holds another session the key says nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase

from gongkai.audit.acts import Act
from gongkai.desk.entry import View
from gongkai.privacy.cipher import CannotDecrypt, decrypt, encrypt

KEY = "words"
_KEPT, _MOST_KEPT, _LONGEST = "desk.words", 20, 200
_NOT_FILTERS = frozenset({KEY, "csrfmiddlewaretoken", "after"})


def words_posted(field: str) -> Callable[[View], View]:
    """For a list with a box named ``field``: a POST of the form leads to the list narrowed by it, other filters in the address."""

    def wrap(view: View) -> View:
        @wraps(view)
        def listed(request: HttpRequest, act: Act, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return HttpResponseRedirect(_address(request, field))
            if request.method not in ("GET", "HEAD"):
                return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
            return view(request, act, *args, **kwargs)

        return listed

    return wrap


def words_of(request: HttpRequest) -> str:
    """What was typed; says so once when the address names words that are no longer kept."""
    key = request.GET.get(KEY, "")
    if not key:
        return ""
    try:
        return decrypt(bytes.fromhex(request.session.get(_KEPT, {})[key]), _KEPT)
    except (KeyError, CannotDecrypt):
        messages.info(request, "检索词只在登录期间保留，请重新输入。")
        return ""


def _address(request: HttpRequest, field: str) -> str:
    text = request.POST.get(field, "").strip()[:_LONGEST]
    asked = {name: value for name, value in request.POST.items() if value and name not in {field, *_NOT_FILTERS}}
    if text:
        asked[KEY] = _keep(request, text)
    return f"{request.path}?{urlencode(asked)}" if asked else request.path


def _keep(request: HttpRequest, text: str) -> str:
    kept: dict[str, str] = dict(list(request.session.get(_KEPT, {}).items())[1 - _MOST_KEPT :])
    key = secrets.token_urlsafe(9)
    request.session[_KEPT] = {**kept, key: encrypt(text, _KEPT).hex()}
    return key
