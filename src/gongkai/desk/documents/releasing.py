"""放行 one finding of the gate: what stands on the page of the document and on the review sheet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from gongkai.audit.acts import Act
from gongkai.catalogue.usecases.release_finding import RELEASERS, release_finding
from gongkai.desk.documents.frame import key_in, opened, require_own, to_item, tried
from gongkai.desk.entry import officer_view


@officer_view(*RELEASERS)
@require_POST
def release(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    item = opened(act, public)
    require_own(act, item)
    correction = request.POST.get("correction", "")
    tried(request, lambda: release_finding(
        act=act, item_id=item.id, key=request.POST.get("key", ""), reason=request.POST.get("reason", ""),
        correction_id=key_in(correction) if correction else None,
    ), "已放行。")  # fmt: skip
    back = request.headers.get("referer", "")
    if f"//{request.get_host()}/desk/review/" in back:
        return HttpResponseRedirect(f"{back.partition('#')[0]}#gate")
    return to_item(item.id)
