"""Write a letter, follow it, rate its answer; letters answered in public; figures of the year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.errors import NotFound, Refused
from gongkai.agencies.models import Agency
from gongkai.editions.selectors import public_list
from gongkai.engagement.channel_hints import Hint, hints
from gongkai.engagement.letter_figures import LetterFigures, years_of
from gongkai.engagement.letter_files import KINDS, LARGEST_MB, MOST, Kept, keep, kept_again, too_many
from gongkai.engagement.letter_limits import answer_due_for, limit_days
from gongkai.engagement.models import Letter
from gongkai.engagement.selectors import OwnLetter, own_letter
from gongkai.engagement.usecases.answer_letter import COLUMN
from gongkai.engagement.usecases.close_letter import rate_letter
from gongkai.engagement.usecases.read_letter_file import read_own_file
from gongkai.engagement.usecases.receive_letter import Receipt, receive_letter
from gongkai.files.kinds import KINDS as FILE_KINDS
from gongkai.files.names import size_words
from gongkai.portal import guard
from gongkai.portal.engagement.forms import FollowForm, LetterForm
from gongkai.portal.engagement.pages import (
    figures_of,
    form_limits,
    government,
    key_in,
    lookup_limits,
    page,
    writing_act,
)
from gongkai.portal.guard import TooMany
from gongkai.portal.pages import basis_words
from gongkai.portal.site import today

LIST = ("/hdjl/lx/", "来信选登")
ACCEPT = ",".join(ending for key in KINDS for ending in FILE_KINDS[key].endings)
PLACE, FOLLOWING = "letter", "letter-follow"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """The form; sent, it answers with the receipt. Everything typed comes back with what is to be mended."""
    if request.method != "POST":
        return _form(request, LetterForm(initial=_chosen(request)))
    form, agency = LetterForm(request.POST), government()
    try:
        checked = guard.check(request, PLACE, form_limits())
    except TooMany:
        return guard.refused(request)
    kept = _files(request, form, agency) if not checked.problems else kept_again(request.POST.getlist("kept"))
    form.is_valid()
    found = () if request.POST.get("keep") else hints(form.data.get("title", ""), form.data.get("text", ""))
    form.take(checked.problems)
    if not form.errors and not found:
        try:
            return _receipt(request, _receive(form, checked.submission, kept))
        except Refused as refused:
            form.take(refused.reasons)
    return _form(request, form, found, 200 if found and not form.errors else 422, kept)


def _files(request: HttpRequest, form: LetterForm, agency: Agency) -> list[Kept]:
    """What the form brought before, less what was taken off, and what it brings now; a refused file is told beside the field."""
    gone = set(request.POST.getlist("drop"))
    kept = [one for one in kept_again(request.POST.getlist("kept")) if str(one.stored_id) not in gone]
    brought = [file for file in request.FILES.getlist("attachment") if isinstance(file, UploadedFile)]
    problems = too_many([*kept, *brought])
    if not problems:
        for file in brought:
            try:
                kept.append(keep(writing_act(), agency, file.name or "", file.size or 0, file.read))
            except Refused as refused:
                problems += refused.reasons
    form.brought(problems)
    return kept


def _receive(form: LetterForm, submission: str, files: list[Kept]) -> Receipt:
    said = form.cleaned_data
    return receive_letter(
        act=writing_act(), agency=government(), channel=said["channel"], kind=said["kind"], title=said["title"],
        text=said["text"], writer_name=said["writer_name"], writer_phone=said["writer_phone"],
        wishes_public=said["public"] == "yes", submission=submission, files=files,
    )  # fmt: skip


def _form(
    request: HttpRequest, form: LetterForm, found: tuple[Hint, ...] = (), status: int = 200, kept: Sequence[Kept] = ()
) -> HttpResponse:
    agency = government()
    return page(
        request, "letter_form.html", "我要写信", status=status, form=form, hints=found, guard=guard.fresh(request, PLACE, form_limits()),
        agency_name=agency.name, kept=kept, limits=limit_days(agency, today()), accept=ACCEPT, most=MOST, largest=LARGEST_MB,
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
    return _own_page(request, own)


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
    return _own_page(request, own, problem)


@never_cache
@require_POST
def file(request: HttpRequest, public: str) -> HttpResponseBase:
    """A file of the own letter or of its answer, for who holds number and code. Always a download: nothing is shown in the page."""
    try:
        guard_count(request)
        found = read_own_file(
            number=request.POST.get("number", ""), query_code=request.POST.get("query_code", ""),
            agency_code=government().code, file_id=key_in(public),
        )  # fmt: skip
    except TooMany:
        return guard.refused(request)
    except NotFound:
        return follow(request)
    return FileResponse(BytesIO(found.content), content_type=found.media_type, as_attachment=True, filename=found.name)


def guard_count(request: HttpRequest) -> None:
    """Guessing of codes is slowed down. Raises TooMany."""
    guard.count(request, FOLLOWING, lookup_limits())


def _own_page(request: HttpRequest, own: OwnLetter, problem: str = "") -> HttpResponse:
    letter = own.letter
    return page(
        request, "letter_own.html", "来信办理情况", status=422 if problem else 200, letter=letter, answer=own.answer,
        code=request.POST.get("query_code", "").strip(), steps=letter.steps.order_by("id"), due=answer_due_for(letter),
        ratings=Letter.Rating, rejection=letter.get_rejection_display() if letter.rejection else "", problem=problem,
        sent=[one for one in own.files if one.answer_id is None], given=[one for one in own.files if one.answer_id is not None],
        size_words=size_words,
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
