"""A letter to the applicant, to read and to print; only the one who opened the request by its code gets it."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.files.store import read
from gongkai.notices.pdf import letter_pdf
from gongkai.numbering.keys import key_of
from gongkai.portal.requests.ask import HOME
from gongkai.portal.requests.follow import opened
from gongkai.portal.site import show
from gongkai.requests.applicant_view import letter_of, reply_of
from gongkai.requests.letter_documents import for_applicant
from gongkai.requests.models import ReplyAttachment


@never_cache
@require_safe
def letter(request: HttpRequest, kind: str, public: str) -> HttpResponse:
    """``kind`` is ``l`` for a letter on the way and ``r`` for a reply."""
    found = opened(request)
    if found is None:
        return HttpResponseRedirect(reverse("portal:request-door"))
    key = _key(public)
    find = _KINDS.get(kind)
    paper = find(found, key) if find else None
    if paper is None:
        raise Http404
    document = for_applicant(found, key)
    return show(
        request, "portal/requests/letter.html", paper.title, section=HOME[0],
        crumbs=[HOME, (reverse("portal:request-progress"), "办理进度"), ("", paper.title)], made=found, paper=paper,
        public=public, document=document,
        attachments=ReplyAttachment.objects.filter(reply_id=key, reply__request=found) if kind == "r" else (),
    )  # fmt: skip


@never_cache
@require_safe
def letter_file(request: HttpRequest, public: str) -> HttpResponse:
    """The letter as it went out, as PDF."""
    found = opened(request)
    if found is None:
        return HttpResponseRedirect(reverse("portal:request-door"))
    document = for_applicant(found, _key(public))
    if document is None:
        raise Http404
    return _handed_out(letter_pdf(document), "application/pdf", f"{document.number}{document.title}.pdf")


@never_cache
@require_safe
def attachment(request: HttpRequest, public: str) -> HttpResponse:
    """Information handed over with a reply that was sent, to who opened the request by its code."""
    found = opened(request)
    if found is None:
        return HttpResponseRedirect(reverse("portal:request-door"))
    given = ReplyAttachment.objects.filter(pk=_key(public), reply__request=found, reply__made_on__isnull=False)
    one = given.select_related("file").first()
    if one is None:
        raise Http404
    return _handed_out(read(one.file), one.file.media_type, one.file.name, kind="attachment")


def _key(public: str) -> int:
    try:
        return key_of(public)
    except ValueError as error:
        raise Http404 from error


def _handed_out(content: bytes, media_type: str, name: str, kind: str = "inline") -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(name)}"
    return answer


_KINDS = {"l": letter_of, "r": reply_of}
