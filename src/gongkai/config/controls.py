"""What forms and addresses bring is text: control characters are taken out before anybody reads it.

They have no meaning in a letter, PostgreSQL cannot store a NUL, and XML (DOCX, XLSX, feeds) none of them. Tabs and line ends stay.
Taking them out keeps what was typed; refusing would lose it over a character nobody sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class WithoutControls:
    """Runs before the view and after the check of the form's token, which is the first to read a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._next(request)

    def process_view(self, request: HttpRequest, *view: object) -> None:
        request.GET = _plain(request.GET)
        if request.method == "POST":
            request.POST = _plain(request.POST)


def _plain(given: QueryDict) -> Any:  # the stubs tell a frozen QueryDict from others, the class does not
    if not any(_CONTROLS.search(text) for _, texts in given.lists() for text in texts):
        return given
    plain = QueryDict(mutable=True, encoding=given.encoding)
    for name, texts in given.lists():
        plain.setlist(name, [_CONTROLS.sub("", text) for text in texts])
    plain._mutable = False
    return plain
