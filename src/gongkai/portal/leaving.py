"""离开本站: links to other sites go over a page that says so (domain section 10). Only links of our own pages are accepted."""

from __future__ import annotations

import re
from html import escape, unescape

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.portal.leaving_address import leaving, left_for
from gongkai.portal.site import show

_OUTSIDE = re.compile(r"""(<a\b[^>]*?\bhref=")(https?://[^"]+)(")""", re.IGNORECASE)


def with_notices(html: str, own: str) -> str:
    """Cleaned HTML with every link to another site led over the notice. ``own`` is the domain of this one."""
    if "http" not in html:
        return html

    def lead(found: re.Match[str]) -> str:
        address = unescape(found[2])
        host = address.split("//", 1)[1].split("/", 1)[0].rpartition("@")[2]
        return found[0] if host == own else f"{found[1]}{escape(leaving(address))}{found[3]}"

    return _OUTSIDE.sub(lead, html)


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    try:
        address = left_for(request.GET.get("to", ""))
    except BadSignature as error:
        raise Http404 from error
    answer = show(request, "portal/leave.html", "即将离开本站", crumbs=[("", "离开本站")], address=address)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
