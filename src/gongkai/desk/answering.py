"""The way in to requests and what follows from them: an officer there also acts for the units the own agency answers for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from gongkai.agencies.answering import answering
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk import entry
from gongkai.desk.entry import View


def officer_view(*roles: Role) -> Callable[[View], View]:
    """``entry.officer_view``, with the act widened by ``agencies.answering``."""

    def wrap(view: View) -> View:
        @wraps(view)
        def widened(request: HttpRequest, act: Act, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, answering(act), *args, **kwargs)

        return entry.officer_view(*roles)(widened)

    return wrap
