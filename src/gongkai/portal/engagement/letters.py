"""Write a letter, follow it, rate its answer; letters answered in public; figures of the year."""

from __future__ import annotations

from datetime import date

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.errors import NotFound, Refused
from gongkai.editions.selectors import public_list
from gongkai.engagement.channel_hints import Hint, hints
from gongkai.engagement.letter_figures import LetterFigures, years_of
from gongkai.engagement.letter_limits import answer_due_for
from gongkai.engagement.models import Letter
from gongkai.engagement.selectors import own_letter
from gongkai.engagement.usecases.answer_letter import COLUMN
from gongkai.engagement.usecases.close_letter import rate_letter
from gongkai.engagement.usecases.receive_letter import Receipt, receive_letter
from gongkai.portal import guard
from gongkai.portal.engagement.forms import FollowForm, LetterForm
from gongkai.portal.engagement.pages import figures_of, government, page, writing_act
from gongkai.portal.guard import Limits, TooMany
from gongkai.portal.pages import basis_words
from gongkai.portal.site import today

LIST = ("/hdjl/lx/", "来信选登")
PLACE, FOLLOWING = "letter", "letter-follow"
FOLLOW_LIMITS = Limits(asked_after=10, refused_after=60)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """The form; sent, it answers with the receipt. Everything typed comes back with what is to be mended."""
    if request.method != "POST":
        return _form(request, LetterForm(initial=_chosen(request)))
    form, agency = LetterForm(request.POST), government()
    try:
        checked = guard.check(request, PLACE)
    except TooMany:
        return guard.refused(request)
    form.is_valid()
    found = () if request.POST.get("keep") else hints(form.data.get("title", ""), form.data.get("text", ""))
    form.take(checked.problems)
    if not form.errors and not found:
        try:
            return _receipt(request, _receive(form, checked.submission))
        except Refused as refused:
            form.take(refused.reasons)
    return _form(request, form, found, status=200 if found and not form.errors else 422, agency_name=agency.name)


def _receive(form: LetterForm, submission: str) -> Receipt:
    said = form.cleaned_data
    return receive_letter(
        act=writing_act(), agency=government(), channel=said["channel"], kind=said["kind"], title=said["title"],
        text=said["text"], writer_name=said["writer_name"], writer_phone=said["writer_phone"],
        wishes_public=said["public"] == "yes", submission=submission,
    )  # fmt: skip


def _form(
    request: HttpRequest, form: LetterForm, found: tuple[Hint, ...] = (), status: int = 200, agency_name: str = ""
) -> HttpResponse:
    return page(
        request, "letter_form.html", "我要写信", status=status, form=form, hints=found, guard=guard.fresh(request, PLACE),
        agency_name=agency_name or government().name,
    )  # fmt: skip


def _chosen(request: HttpRequest) -> dict[str, str]:
    channel = request.GET.get("channel", "")
    return {"channel": channel if channel in Letter.Channel.values else Letter.Channel.LEADER_MAILBOX}


def _receipt(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    due = answer_due_for(receipt.letter)
    return page(
        request,
        "letter_receipt.html",
        "来信回执",
        letter=receipt.letter,
        code=receipt.query_code,
        due=due,
        basis=basis_words(due.why[-1].basis),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Number and code come by POST and never stand in an address."""
    if request.method != "POST":
        return page(request, "letter_follow.html", "来信查询", form=FollowForm())
    form = FollowForm(request.POST)
    try:
        guard_count(request)
        own = own_letter(request.POST.get("number", ""), request.POST.get("query_code", ""), government().code)
    except TooMany:
        return guard.refused(request)
    except NotFound as gone:
        form.is_valid()
        form.take(gone.reasons)
        return page(request, "letter_follow.html", "来信查询", status=404, form=form)
    return _own_page(request, own.letter, own.answer)


@never_cache
@require_POST
def rate(request: HttpRequest) -> HttpResponse:
    """The writer's rating, once; then the same page again."""
    code = request.POST.get("query_code", "")
    problem = ""
    try:
        guard_count(request)
        own = own_letter(request.POST.get("number", ""), code, government().code)
        rate_letter(act=writing_act(), letter_id=own.letter.id, query_code=code, rating=request.POST.get("rating", ""))
    except TooMany:
        return guard.refused(request)
    except NotFound:
        return follow(request)
    except Refused as refused:
        problem = str(refused)
    own = own_letter(request.POST.get("number", ""), code, government().code)
    return _own_page(request, own.letter, own.answer, problem)


def guard_count(request: HttpRequest) -> None:
    """Guessing of codes is slowed down. Raises TooMany."""
    guard.count(request, FOLLOWING, FOLLOW_LIMITS)


def _own_page(request: HttpRequest, letter: Letter, answer: str, problem: str = "") -> HttpResponse:
    return page(
        request, "letter_own.html", "来信办理情况", status=422 if problem else 200, letter=letter, answer=answer,
        code=request.POST.get("query_code", "").strip(), steps=letter.steps.order_by("id"), due=answer_due_for(letter),
        ratings=Letter.Rating, rejection=letter.get_rejection_display() if letter.rejection else "", problem=problem,
    )  # fmt: skip


@require_safe
def letter_list(request: HttpRequest) -> HttpResponse:
    """Letters answered in public, the newest first."""
    after = request.GET.get("after", "")
    found = public_list(columns=(COLUMN,), after=after)
    return page(
        request, "letter_list.html", LIST[1], found=found, is_first=not after, figures=figures_shown(today().year)
    )


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """The year's figures: received, closed, published, average working days; by unit and by kind."""
    years = years_of([government().id])
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and int(text) in years else (years[0] if years else today().year)
    return page(
        request, "letter_statistics.html", "来信统计", years=years, figures=figures_shown(year), until=_until(year)
    )


def figures_shown(year: int) -> LetterFigures:
    """Kept for a minute: the page is public and reads every letter of the year."""
    agency = government()
    key = f"letter-figures-{agency.pk}-{year}"
    kept: LetterFigures | None = cache.get(key)
    if kept is None:
        kept = figures_of(agency, year)
        cache.set(key, kept, 60)
    return kept


def _until(year: int) -> date:
    return min(today(), date(year, 12, 31))
