"""Letters on the desk: the board, one letter with its course, every act on it, letters entered by hand."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.errors import Reason, Refused, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.asked import KEY, words_of, words_posted
from gongkai.desk.engagement.acting import SHOWN, Calls, carried_out, day_in, drafted, key
from gongkai.desk.engagement.letter_page import letter_page
from gongkai.desk.entry import officer_view, show
from gongkai.engagement.letter_duty import duties, waiting
from gongkai.engagement.letter_files import Kept, keep, too_many
from gongkai.engagement.letter_states import OPEN_STATES
from gongkai.engagement.models import Letter
from gongkai.engagement.selectors import letter_for, letters_for, standings
from gongkai.engagement.usecases.answer_letter import answer_letter, keep_answer_private, publish_answer, review_answer
from gongkai.engagement.usecases.assist_letter import ask_assistance, give_assistance
from gongkai.engagement.usecases.close_letter import close_letter, reopen_letter
from gongkai.engagement.usecases.handle_letter import (
    accept_letter,
    assign_letter,
    extend_letter,
    reject_letter,
    send_back_letter,
    take_up_letter,
)
from gongkai.engagement.usecases.read_letter_file import READERS, read_letter_file
from gongkai.engagement.usecases.receive_letter import Receipt, receive_letter
from gongkai.engagement.usecases.see_writer import see_writer
from gongkai.numbering.keys import key_of, public_id

VIEWS = {"open": "在办", "late": "逾期", "mine": "等我办理", "ended": "已告知、已办结"}


@officer_view()
@words_posted("number")
def board(request: HttpRequest, act: Act) -> HttpResponse:
    """Open letters by limit, the most urgent on top; ended ones, the newest on top. A number leads straight to its letter."""
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "open"
    asked = {name: request.GET.get(name, "").strip()[:60] for name in ("channel", "kind", "unit", KEY)}
    asked["number"] = words_of(request)[:60]
    rows = _filtered(letters_for(act), asked)
    after = request.GET.get("after", "")
    lines, following = _ended(rows, after) if view == "ended" else _open(act, rows, view, after)
    return show(
        request, act, "desk/engagement/letters.html", view=view, views=VIEWS, asked=asked, lines=lines, following=following,
        channels=Letter.Channel, kinds=Letter.Kind, units=Agency.objects.order_by("path"), is_first=not after,
        may_register=Role.REQUEST_OFFICER in act.roles,
    )  # fmt: skip


def _filtered(rows: QuerySet[Letter], asked: dict[str, str]) -> QuerySet[Letter]:
    if asked["number"]:
        rows = rows.filter(number=asked["number"].upper())
    for name, field in (("channel", "channel"), ("kind", "kind"), ("unit", "unit__code")):
        if asked[name]:
            rows = rows.filter(**{field: asked[name]})
    return rows


def _open(act: Act, rows: QuerySet[Letter], view: str, after: str) -> tuple[list[object], str]:
    """A page of open letters, computed limits and all; the cursor is the limit and key of the last line."""
    found = standings(rows.filter(state__in=OPEN_STATES), act.today)
    if view == "late":
        found = [one for one in found if one.overdue]
    if view == "mine":
        found = [one for one in found if waiting(duties(act, one.letter))]
    found = [one for one in found if f"{one.due.day}-{public_id(one.letter.pk)}" > after]
    shown = [(one, waiting(duties(act, one.letter))) for one in found[:SHOWN]]
    last = found[SHOWN - 1] if len(found) > SHOWN else None
    return list(shown), f"{last.due.day}-{public_id(last.letter.pk)}" if last else ""


def _ended(rows: QuerySet[Letter], after: str) -> tuple[list[object], str]:
    rows = rows.exclude(state__in=OPEN_STATES).order_by("-id")
    with suppress(ValueError):  # a broken cursor starts anew
        rows = rows.filter(pk__lt=key_of(after)) if after else rows
    found = list(rows[: SHOWN + 1])
    shown = [(one, None) for one in sorted(standings(found[:SHOWN], date.max), key=lambda one: -one.letter.pk)]
    return list(shown), public_id(found[SHOWN - 1].pk) if len(found) > SHOWN else ""


@officer_view()
@never_cache
@require_safe
def letter(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    return letter_page(request, act, letter_for(act, key(public, "这封来信")))


@officer_view()
@never_cache
@require_POST
def writer(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Name and telephone in plain, for this one page; the look is in the log."""
    found = letter_for(act, key(public, "这封来信"))
    return letter_page(request, act, found, writer=see_writer(act=act, letter_id=found.pk))


@officer_view(*READERS)
@never_cache
@require_safe
def file(request: HttpRequest, act: Act, public: str, file: str) -> FileResponse:
    """A file of the letter or of an answer, as a download; the look is in the log."""
    found = read_letter_file(act=act, letter_id=key(public, "这封来信"), file_id=key(file, "这个附件"))
    return FileResponse(BytesIO(found.content), content_type=found.media_type, as_attachment=True, filename=found.name)


@officer_view(Role.REQUEST_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, act: Act) -> HttpResponse:
    """Enter a letter that came on paper, by telephone or from another system; its query code is told this once."""
    codes: list[str] = []

    def make(agency: Agency) -> Letter:
        receipt = _received(request, act, agency)
        codes.append(receipt.query_code)
        return receipt.letter

    return drafted(
        request, act, "登记", "desk:letter", make,
        lambda letter: f"已登记为 {letter.number}，查询码 {codes[0]}，请告知来信人。",
        lambda agencies, status: show(
            request, act, "desk/engagement/letter_register.html", status=status, typed=request.POST, agencies=agencies,
            Letter=Letter,
        ),
    )  # fmt: skip


def _received(request: HttpRequest, act: Act, agency: Agency) -> Receipt:
    said = {name: text.strip() for name, text in request.POST.items() if isinstance(text, str)}
    return receive_letter(
        act=act, agency=agency, channel=said.get("channel", ""), kind=said.get("kind", ""),
        complexity=said.get("complexity", ""), writer_name=said.get("writer_name", ""),
        writer_phone=said.get("writer_phone", ""), title=said.get("title", ""), text=said.get("text", ""),
        wishes_public=said.get("public") == "yes", source=said.get("source", ""),
        source_number=said.get("source_number", ""), submitted_on=day_in(said.get("submitted_on", ""), "submitted_on"),
        files=_brought(request, act, agency),
    )  # fmt: skip


@officer_view()
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    """One act; refused, the letter is shown again with everything typed and every reason."""
    found = letter_for(act, key(public, "这封来信"))
    calls = _calls(request, act, found.pk, found.unit or found.agency)
    return carried_out(
        request,
        calls,
        verb,
        reverse("desk:letter", args=[public]),
        lambda: letter_page(request, act, letter_for(act, found.pk), status=422, typed=request.POST),
    )


def _brought(request: HttpRequest, act: Act, agency: Agency) -> list[Kept]:
    """The files of this form. Raises Refused for the first that is not taken, before anything is stored of the act."""
    files = [file for file in request.FILES.getlist("attachment") if isinstance(file, UploadedFile)]
    refuse_if(too_many(files))
    return [keep(act, agency, file.name or "", file.size or 0, file.read) for file in files]


def _keys(request: HttpRequest, name: str) -> list[int]:
    found = []
    for text in request.POST.getlist(name):
        with suppress(ValueError):  # what is no key names no file
            found.append(key_of(text))
    return found


def _calls(request: HttpRequest, act: Act, pk: int, agency: Agency) -> Calls:
    said = request.POST
    note = said.get("note", "").strip()
    return {
        "accept": ("已受理。", lambda: accept_letter(act=act, letter_id=pk, complexity=said.get("complexity") or None)),
        "reject": ("已不予受理，来信人凭查询码可以看到理由。", lambda: reject_letter(
            act=act, letter_id=pk, rejection=said.get("rejection", ""), note=note)),
        "assign": ("已交办。", lambda: assign_letter(act=act, letter_id=pk, unit=_unit(said.get("unit", "")), note=note)),
        "take-up": ("已开始办理。", lambda: take_up_letter(act=act, letter_id=pk)),
        "send-back": ("已退回交办单位。", lambda: send_back_letter(act=act, letter_id=pk, reason=note)),
        "extend": ("已延期一次。", lambda: extend_letter(act=act, letter_id=pk, reason=note)),
        "ask-assistance": ("已请协办。", lambda: ask_assistance(
            act=act, letter_id=pk, unit=_unit(said.get("unit", "")), question=note)),
        "assist": ("已提出协办意见。", lambda: give_assistance(act=act, letter_id=pk, opinion=said.get("opinion", ""))),
        "answer": ("答复已提交审核，须由另一人审核。", lambda: answer_letter(
            act=act, letter_id=pk, text=said.get("text", ""), files=_brought(request, act, agency), carried=_keys(request, "carried"))),
        "pass": ("审核通过。", lambda: review_answer(act=act, letter_id=pk, passed=True, note=note)),
        "return": ("已退回修改。", lambda: review_answer(act=act, letter_id=pk, passed=False, note=note)),
        "publish": ("已公开答复。", lambda: publish_answer(
            act=act, letter_id=pk, title=said.get("title", ""), question=said.get("question", ""),
            answer=said.get("answer", ""), files=_keys(request, "files"))),
        "keep-private": ("已单独答复来信人，不公开。", lambda: keep_answer_private(act=act, letter_id=pk)),
        "close": ("已办结。", lambda: close_letter(act=act, letter_id=pk)),
        "reopen": ("已重新办理。", lambda: reopen_letter(act=act, letter_id=pk, reason=note)),
    }  # fmt: skip


def _unit(code: str) -> Agency:
    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise Refused([Reason("unit", "请从列表中选择单位")])
    return found
