"""The desk alone: where the county publishes on another platform, this portal shows nothing and leads readers there.

By the settings ``portal.own`` (off) and ``portal.external``. The desk, its files and the style sheets stay; everything for citizens is
answered here: with the item's own address there where it is known, else with the other site, else with a plain notice. What was taken
down stays down: it is answered as ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse

from gongkai.editions.models import Publication
from gongkai.editions.selectors import publication
from gongkai.numbering.keys import key_of
from gongkai.portal.site import show, site_of
from gongkai.targets.selectors import external_addresses

_STAYS = ("/desk/", "/static/")
_CONTENT = re.compile(r"/content/([0-9a-z]{13})(?:\.html|/.*)")
_NOTICE = "本网站不再发布信息，请访问当地人民政府门户网站；申请公开政府信息的，可以当面提交或者邮寄。"


class OwnPortal:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_STAYS):
            return self._get_response(request)
        site = site_of(request)
        if site is None or site.own_portal:
            return self._get_response(request)
        row = _asked(request.path)
        if row is not None and row.state != Publication.State.PUBLISHED:
            return self._get_response(request)
        target = (external_addresses([row.id]).get(row.id, "") if row else "") or site.external
        if request.path.startswith("/api/"):
            return JsonResponse(
                {"error": _NOTICE, "address": target}, status=404, json_dumps_params={"ensure_ascii": False}
            )
        if target and request.method in ("GET", "HEAD"):
            answer = HttpResponseRedirect(target)
        else:
            answer = show(request, "portal/message.html", "本网站已停用", status=404, text=_NOTICE)  # type: ignore[assignment]
        answer["Cache-Control"] = "no-cache"
        return answer


def _asked(path: str) -> Publication | None:
    found = _CONTENT.fullmatch(path)
    try:
        return publication(key_of(found[1])) if found else None
    except ValueError:
        return None
