"""Readers of the site that was before: an address nobody here knows, but the old site had, leads on (301) to the item it was."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from gongkai.moving.old_addresses import is_ours, leads_to

_NEVER = ("/desk/", "/api/", "/static/")


class LeadOn:
    """Asked only where the answer would be 404 and no view of ours has the address: what was taken down here stays down."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._get_response(request)
        if answer.status_code != 404 or request.method not in ("GET", "HEAD") or request.path.startswith(_NEVER):
            return answer
        if is_ours(request.path):
            return answer
        target = leads_to(request.get_host(), request.get_full_path())
        return HttpResponsePermanentRedirect(target) if target else answer
