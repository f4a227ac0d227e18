"""The case page: the request and its masked applicant, the course with the clock's reasons, and what may be done now."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.models import Officer
from gongkai.audit.acts import Act
from gongkai.desk.answering import officer_view
from gongkai.desk.entry import show, signed_in
from gongkai.desk.given import again
from gongkai.desk.requests.deeds import DEEDS
from gongkai.desk.requests.opening import case_in, key_in
from gongkai.law.applicants import ApplicantCategory, Channel
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.reference import Ref
from gongkai.links.disclosure import is_granted
from gongkai.requests.applicants import ID_TYPES, WANTED_DELIVERIES, WANTED_FORMS
from gongkai.requests.board import days_left, level_of
from gongkai.requests.case_papers import papers_of
from gongkai.requests.models import OutgoingLetter, Reply
from gongkai.requests.offers import offers_of
from gongkai.requests.repeats import asked_by_others, earlier_by_same_applicant, place_in_month, same_text_elsewhere
from gongkai.requests.selectors import CaseView, masked_applicant
from gongkai.requests.usecases.hand_over import hand_over_all
from gongkai.requests.working import WORKERS

_COLUMNS = {category.column: category.label_zh for category in ApplicantCategory}
_LATER = ("note", "assist", "assisted", "hand-over", "category", "reopen", "received")


@officer_view()
@require_safe
def case(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    found = case_in(act, public)
    made = found.request
    offers = [offer for offer in offers_of(act, found) if offer.move.verb in DEEDS]
    main = [offer for offer in offers if offer.move.verb not in _LATER]
    left = days_left(working_calendar(), act.today, found.reading.reply_due)
    return show(
        request, act, "desk/requests/case.html", case=found, made=made, person=masked_applicant(act, made.pk),
        category=_COLUMNS[made.category], channel=Channel(made.channel), forms=WANTED_FORMS, deliveries=WANTED_DELIVERIES,
        id_types=ID_TYPES, course=_course(found), left=left, level=level_of(left), papers=papers_of(made), outcomes=OUTCOMES,
        may=[offer for offer in main if offer.allowed], may_not=[offer for offer in main if not offer.allowed],
        beside=[offer for offer in offers if offer.move.verb in _LATER and offer.allowed],
        earlier=list(earlier_by_same_applicant(made)[:10]), place=place_in_month(made),
        elsewhere=same_text_elsewhere(made).count(), others=asked_by_others(made), granted=is_granted(made), may_open=bool(act.roles & set(WORKERS)),
    )  # fmt: skip


def _course(found: CaseView) -> list[tuple[object, str, str]]:
    """Each step of the clock: day, words, article."""
    return [
        (step.day, step.zh, step.basis.zh if isinstance(step.basis, Ref) else f"约定：{step.basis.reason}")
        for step in found.reading.why
    ]


@officer_view(*WORKERS)
@require_safe
def letter(request: HttpRequest, act: Act, public: str, kind: str, letter: str) -> HttpResponse:
    """A letter or a reply as it was written; for those who work on cases, since it may name persons."""
    found, key = case_in(act, public), key_in(letter)
    paper: Reply | OutgoingLetter | None = None
    if kind == "r":
        paper = Reply.objects.filter(request=found.request, pk=key).first()
    elif kind == "l":
        paper = OutgoingLetter.objects.filter(request=found.request, pk=key).first()
    if paper is None:
        raise NotFound([])
    outcome = OUTCOMES[paper.outcome] if isinstance(paper, Reply) else None
    return show(
        request, act, "desk/requests/letter.html", made=found.request, paper=paper, outcome=outcome,
        title="答复书" if isinstance(paper, Reply) else paper.get_kind_display(),
    )  # fmt: skip


@officer_view(*WORKERS)
@require_POST
def hand_over_everything(request: HttpRequest, act: Act) -> HttpResponse:
    """All open cases of one officer to a colleague."""
    giver = _officer(request.POST.get("giver", "")) or signed_in(request)
    try:
        number = hand_over_all(
            act=act, giver=giver, to=_officer(request.POST.get("to", "")), because=request.POST.get("because", "")
        )
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return again(request, refused, reverse("desk:requests"))
    messages.success(request, f"已交接 {number} 件在办申请，案卷随同移交。")
    return HttpResponseRedirect(reverse("desk:requests"))


def _officer(key: str) -> Officer | None:
    if not (key.isdecimal() and len(key) < 20):
        return None
    return Officer.objects.select_related("agency").filter(pk=int(key)).first()
