"""NUL characters are taken out of every question and form before a view reads them: no database keeps one, and nobody types one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

_NUL = "\x00"


class WithoutNul:
    """Stands behind the CSRF check, which has read a form's fields already; files are judged by their content."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked or _NUL in asked:
            request.META["QUERY_STRING"] = asked.replace("%00", "").replace(_NUL, "")
        return self._next(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if request.method == "POST" and any(_NUL in text for _, values in request.POST.lists() for text in values):
            request.POST = _plain(request.POST)  # type: ignore[assignment]


def _plain(form: QueryDict) -> QueryDict:
    kept = QueryDict(mutable=True, encoding=form.encoding)
    for name, values in form.lists():
        kept.setlist(name, [str(text).replace(_NUL, "") for text in values])
    return kept
