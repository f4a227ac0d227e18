"""A letter to the applicant, to read and to print; only the one who opened the request by its code gets it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.notices.pdf import letter_pdf
from gongkai.numbering.keys import key_of
from gongkai.portal.requests.ask import HOME
from gongkai.portal.requests.follow import opened
from gongkai.portal.site import show
from gongkai.requests.applicant_view import letter_of, reply_of
from gongkai.requests.letter_documents import for_applicant


@never_cache
@require_safe
def letter(request: HttpRequest, kind: str, public: str) -> HttpResponse:
    """``kind`` is ``l`` for a letter on the way and ``r`` for a reply."""
    found = opened(request)
    if found is None:
        return HttpResponseRedirect(reverse("portal:request-door"))
    try:
        key = key_of(public)
    except ValueError as error:
        raise Http404 from error
    find = _KINDS.get(kind)
    paper = find(found, key) if find else None
    if paper is None:
        raise Http404
    document = for_applicant(found, key)
    if request.GET.get("as") == "pdf" and document is not None:
        answer = HttpResponse(letter_pdf(document), content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{public}.pdf"'
        return answer
    return show(
        request, "portal/requests/letter.html", paper.title, section=HOME[0],
        crumbs=[HOME, (reverse("portal:request-progress"), "办理进度"), ("", paper.title)], made=found, paper=paper, document=document,
    )  # fmt: skip


_KINDS = {"l": letter_of, "r": reply_of}
