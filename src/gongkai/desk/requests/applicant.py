"""The applicant in clear: a reason once per officer and case, every look in the log, the papers that prove identity."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.agencies.errors import NotFound, Refused
from gongkai.audit.acts import Act
from gongkai.desk.answering import officer_view
from gongkai.desk.entry import show
from gongkai.desk.requests.opening import case_in
from gongkai.files.store import read_sealed
from gongkai.requests.applicants import ID_TYPES
from gongkai.requests.usecases.open_applicant import has_opened, identity_paper, open_applicant
from gongkai.requests.working import WORKERS


@never_cache
@officer_view(*WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def applicant(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Asks for the reason first; whoever gave one before sees it at once."""
    case = case_in(act, public)
    wrong: list[str] = []
    person = None
    known = has_opened(act, case.request.pk)
    if known and request.GET.get("paper"):
        return _paper(act, case.request.pk, request.GET["paper"])
    if request.method == "POST" or known:
        try:
            person = open_applicant(act=act, request_id=case.request.pk, because=request.POST.get("because", ""))
        except Refused as refused:
            if refused.__class__ is not Refused:
                raise
            wrong = [str(reason) for reason in refused.reasons]
    return show(
        request, act, "desk/requests/applicant.html", status=400 if wrong else 200, made=case.request, person=person,
        wrong=wrong, id_types=ID_TYPES,
    )  # fmt: skip


def _paper(act: Act, request_id: int, which: str) -> HttpResponse:
    """The proof of identity or the power of attorney, as a download; the look stands in the log."""
    stored = identity_paper(act=act, request_id=request_id, which=which)
    if stored is None:
        raise NotFound([])
    answer = HttpResponse(read_sealed(stored), content_type=stored.media_type)
    ending = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}.get(stored.media_type, "bin")
    answer["Content-Disposition"] = f'attachment; filename="{which}.{ending}"'
    return answer
