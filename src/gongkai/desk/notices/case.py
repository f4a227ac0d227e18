"""The letters of one case: what went out, what is missing, PDF and DOCX, and the letters no other step sends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.rights import require
from gongkai.audit.acts import Act
from gongkai.desk.answering import officer_view
from gongkai.desk.entry import refusal, show
from gongkai.desk.given import again
from gongkai.law.errors import LawError
from gongkai.notices.docx import letter_docx
from gongkai.notices.layouts import layout_in_force
from gongkai.notices.pdf import NoChineseFont, letter_pdf
from gongkai.numbering.keys import key_of, public_id
from gongkai.requests.letter_documents import what_is_missing
from gongkai.requests.models import Consultation, InformationRequest, OutgoingLetter, Reply
from gongkai.requests.remedy_names import unnamed_in_reply
from gongkai.requests.selectors import request_of
from gongkai.requests.usecases.acknowledge import acknowledge
from gongkai.requests.usecases.complete_letter import complete_letter
from gongkai.requests.usecases.disclose_despite import disclose_despite
from gongkai.requests.usecases.open_letter import READERS, open_letter
from gongkai.requests.usecases.tell_consultation import tell_consultation

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Line:
    """A letter in the list. ``missing`` keeps it from being printed."""

    public: str
    title: str
    number: str
    day: date | None
    received_on: date | None
    state: str
    missing: tuple[str, ...]
    general: tuple[str, ...]
    is_kept: bool
    may_complete: bool


def request_in(act: Act, public: str) -> InformationRequest:
    """Raises NotFound for what is not there or not this officer's."""
    try:
        return request_of(act, key_of(public))
    except ValueError:
        raise NotFound([Reason("", "没有找到这件申请，或者它不属于本单位")]) from None


@officer_view(*READERS)
@require_safe
def papers(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    found = request_in(act, public)
    require(act, *READERS, agency_id=found.agency_id)
    objecting = Consultation.objects.filter(
        request=found, party="THIRD_PARTY", answer=Consultation.Answer.OBJECTS, overridden=False
    )
    return show(
        request, act, "desk/notices/case.html", case=found, public=public, lines=lines_of(found, act.today),
        is_open=found.archived_on is None, objecting=[one.ref for one in objecting], asked=Consultation.objects.filter(request=found).exists(),
    )  # fmt: skip


def lines_of(found: InformationRequest, today: date) -> list[Line]:
    """All letters of a case in the order they were made, the reply in work last."""
    letters = OutgoingLetter.objects.filter(request=found).select_related("request__agency").order_by("id")
    replies = Reply.objects.filter(request=found).exclude(stage=Reply.Stage.ABANDONED)
    lines = [_line(one, one.get_kind_display(), one.dispatched_on, one.received_on, "已发出", today) for one in letters]
    lines += [
        _line(one, "答复书", one.made_on, one.delivered_on, one.get_stage_display(), today)
        for one in replies.select_related("request__agency").order_by("id")
    ]
    return lines


def _line(
    paper: OutgoingLetter | Reply, title: str, day: date | None, received_on: date | None, state: str, today: date
) -> Line:
    is_kept = bool(paper.document)
    return Line(
        public_id(paper.pk), title, paper.number or "", day, received_on, state,
        () if is_kept else what_is_missing(paper, today), () if is_kept else _general(paper, today), is_kept,
        not is_kept and day is not None,
    )  # fmt: skip


def _general(paper: OutgoingLetter | Reply, today: date) -> tuple[str, ...]:
    """Names the remedies paragraph of a reply in work would give in general words."""
    try:
        return unnamed_in_reply(paper, today) if isinstance(paper, Reply) else ()
    except LawError:  # the draft does not yet say what its refusal rests on
        return ()


@officer_view(*READERS)
@never_cache
@require_safe
def letter_file(request: HttpRequest, act: Act, public: str, letter: str, ending: str) -> HttpResponse:
    """The letter as PDF/A or as DOCX; one that is incomplete says what is missing instead."""
    found = request_in(act, public)
    if ending not in ("pdf", "docx"):
        raise NotFound([Reason("", "文书可以下载为 PDF 或者 DOCX")])
    try:
        opened = open_letter(act=act, request_id=found.pk, letter_id=_key(letter))
        if ending == "pdf":
            media_type, content = PDF, letter_pdf(opened.document, is_draft=opened.is_draft)
        else:
            layout = layout_in_force(found.agency, opened.document.made_on)
            media_type, content = DOCX, letter_docx(opened.document, layout)
    except (NotFound, NotAllowed):
        raise
    except (Refused, NoChineseFont) as incomplete:
        return refusal(request, act, 409, f"文书还不能生成：{incomplete}")
    return download(content, media_type, f"{opened.document.number}{opened.document.title}.{ending}")


def download(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    return answer


@officer_view(*READERS)
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    found = request_in(act, public)
    if verb not in _VERBS:
        raise NotFound([Reason("", "没有这一操作")])
    try:
        said = _VERBS[verb](request, act, found)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return again(request, refused, reverse("desk:case-letters", args=[public]))
    messages.success(request, said)
    return HttpResponseRedirect(reverse("desk:case-letters", args=[public]))


def _acknowledge(request: HttpRequest, act: Act, found: InformationRequest) -> str:
    is_new = bool(request.POST.get("new_code"))
    letter = acknowledge(
        act=act, request_id=found.pk, query_code=request.POST.get("query_code", ""), is_new_code=is_new
    )
    return f"已出具登记回执 {letter.number}" + ("，新的查询码见回执，此前的查询码已失效。" if is_new else "。")


def _tell(request: HttpRequest, act: Act, found: InformationRequest) -> str:
    return f"已发出征求意见告知书 {tell_consultation(act=act, request_id=found.pk).number}。"


def _disclose(request: HttpRequest, act: Act, found: InformationRequest) -> str:
    letter = disclose_despite(
        act=act, request_id=found.pk, ref=request.POST.get("ref", ""), because=request.POST.get("because", "")
    )
    return f"已发出依申请公开告知书 {letter.number}。"


def _complete(request: HttpRequest, act: Act, found: InformationRequest) -> str:
    paper = complete_letter(act=act, request_id=found.pk, letter_id=_key(request.POST.get("letter", "")))
    return f"{paper.number}已定稿。"


_VERBS: dict[str, Callable[[HttpRequest, Act, InformationRequest], str]] = {
    "acknowledge": _acknowledge,
    "tell": _tell,
    "disclose": _disclose,
    "complete": _complete,
}


def _key(public: str) -> int:
    try:
        return key_of(public)
    except ValueError:
        raise NotFound([Reason("letter", "这件申请没有此文书")]) from None
