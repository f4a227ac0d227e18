"""审核: what waits, one sheet on one page (a telephone is enough), its stages, marks and the printed sheet."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from django.db import transaction
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound
from gongkai.agencies.models import Officer, RoleGrant
from gongkai.agencies.rights import ids_written_for
from gongkai.audit.acts import Act
from gongkai.catalogue.content import attachments_of
from gongkai.catalogue.gate import SECTIONS, findings_of
from gongkai.catalogue.models.items import CORRECTION_KIND
from gongkai.catalogue.reviewing import setting_of_own
from gongkai.catalogue.usecases.release_finding import RELEASERS
from gongkai.clock import legal_day
from gongkai.desk.documents.forms import day_of
from gongkai.desk.documents.frame import key_in, tried
from gongkai.desk.documents.sheet_pdf import sheet_pdf
from gongkai.desk.documents.subjects import subject_of
from gongkai.desk.entry import officer_view, show
from gongkai.files.store import read, store_scan
from gongkai.numbering.keys import public_id
from gongkai.review.lending import ids_reviewed_for
from gongkai.review.models import ReviewMark, ReviewSheet, ReviewStep
from gongkai.review.paths import SECRECY, STAGES
from gongkai.review.selectors import sheet_for, sheets_of, sheets_visible_to, sheets_waiting_for
from gongkai.review.usecases.mark_text import mark_text
from gongkai.review.usecases.pass_stage import pass_stage
from gongkai.review.usecases.record_secrecy_review import record_secrecy_review
from gongkai.review.usecases.return_sheet import return_sheet
from gongkai.review.usecases.sign_offline import CLERKS, WITNESSES, attest_signature, record_signature

LATEST = 30
_CHECKED = (ReviewSheet.State.OPEN, ReviewSheet.State.APPROVED)


@officer_view()
@require_safe
def waiting(request: HttpRequest, act: Act) -> HttpResponse:
    """What waits for me, then what I have seen through lately."""
    mine = sheets_visible_to(act).filter(steps__officer_id=int(act.actor_id)).select_related("agency")
    return show(
        request, act, "desk/documents/review.html", waiting=sheets_waiting_for(act), stages=STAGES,
        mine=list(mine.order_by("-opened_at", "-id")[:LATEST]),
    )  # fmt: skip


@officer_view()
@require_safe
def sheet(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The content under review with everything said about it; buttons only for whoever may press them."""
    row = sheet_for(act, key_in(public))
    subject = subject_of(row)
    item, own = subject.item, row.agency_id in ids_written_for(act)
    found = findings_of(item, attachments_of(item), subject.values) if item and row.state in _CHECKED else None
    return show(
        request, act, "desk/documents/sheet.html", sheet=row, subject=subject, stages=STAGES,
        steps=list(row.steps.order_by("at", "id")), marks=list(row.marks.order_by("at", "id")),
        earlier=[one for one in sheets_of(row.subject_kind, row.subject_id) if one.round < row.round],
        signatures=list(row.signatures.select_related("scan").order_by("recorded_at")), leaders=_leaders(row), me=int(act.actor_id),
        may_record=own and row.state == ReviewSheet.State.OPEN and row.next_stage != SECRECY and bool(act.roles.intersection(CLERKS)),
        may_attest=bool(act.roles.intersection(WITNESSES)) and int(act.actor_id) not in row.authors,
        may=may_conclude(act, row), may_mark=_may_mark(act, row), secrecy=ReviewStep.Secrecy, kinds=ReviewMark.Kind,
        is_author=int(act.actor_id) in row.authors, found=found, sections=SECTIONS,
        correction=public_id(row.subject_id) if row.subject_kind == CORRECTION_KIND else "",
        may_release=own and bool(act.roles.intersection(RELEASERS)) and int(act.actor_id) not in row.authors,
    )  # fmt: skip


def _recorded(request: HttpRequest, act: Act, row: ReviewSheet) -> object:
    given, scan = request.POST, request.FILES.get("scan")
    day = day_of("signed_on", "签字日期", given.get("signed_on", "")) or act.today
    leader = given.get("leader", "")
    with transaction.atomic():
        stored = (
            store_scan(act=act, agency_id=row.agency_id, name=scan.name or "", content=scan.read()) if scan else None
        )
        return record_signature(
            act=act, sheet_id=row.id, stage=given.get("stage", ""), leader_id=int(leader) if leader.isdecimal() and len(leader) < 20 else 0,
            signed_on=day, opinion=given.get("opinion", ""), scan=stored,
        )  # fmt: skip


def _attested(request: HttpRequest, act: Act, *, agreed: bool) -> object:
    key = key_in(request.POST.get("signature", ""))
    return attest_signature(act=act, signature_id=key, agreed=agreed, note=request.POST.get("note", ""))


@officer_view()
@require_safe
def pdf(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """《信息发布审查表》 to print and to sign."""
    row = sheet_for(act, key_in(public))
    answer = HttpResponse(sheet_pdf(row, subject_of(row)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="review-{public}.pdf"'
    return answer


@officer_view()
@require_safe
def scan(request: HttpRequest, act: Act, public: str, signature: str) -> FileResponse:
    """The scan of a sheet signed on paper."""
    row = sheet_for(act, key_in(public)).signatures.filter(pk=key_in(signature)).select_related("scan").first()
    if row is None:
        raise Http404
    return FileResponse(
        BytesIO(read(row.scan)), content_type=row.scan.media_type, as_attachment=True, filename=row.scan.name
    )


@officer_view()
@require_safe
def attachment(request: HttpRequest, act: Act, public: str, attachment: str) -> FileResponse:
    """An attachment of what is under review, for whoever reviews it (a lent reviewer does not see the unit's other items)."""
    item = subject_of(sheet_for(act, key_in(public))).item
    row = item.attachments.filter(pk=key_in(attachment)).select_related("file").first() if item else None
    if row is None:
        raise Http404
    return FileResponse(
        BytesIO(read(row.file)), content_type=row.file.media_type, as_attachment=True, filename=row.file.name
    )


def may_conclude(act: Act, sheet: ReviewSheet) -> bool:
    """Whether the next stage is this officer's: role, agency, neither author nor reviewer of an earlier stage."""
    if sheet.state != ReviewSheet.State.OPEN or sheet.agency_id not in ids_reviewed_for(act):
        return False
    taken = int(act.actor_id) in (*sheet.authors, *sheet.reviewers)
    return STAGES[sheet.next_stage].role in act.roles and not taken


def _leaders(sheet: ReviewSheet) -> list[Officer]:
    """Who may hold the next stage: officers of the unit (of its office, of the unit that reviews for it) with the role."""
    if sheet.state != ReviewSheet.State.OPEN:
        return []
    taken = {*sheet.authors, *sheet.reviewers}
    places = (
        Q(agency_id=sheet.agency_id)
        | Q(agency__supervises_id=sheet.agency_id)
        | Q(agency__code=setting_of_own(sheet.agency, legal_day(sheet.opened_at)))
    )
    held = RoleGrant.objects.filter(role=STAGES[sheet.next_stage].role, until__isnull=True).values("officer_id")
    return list(Officer.objects.filter(places, pk__in=held, is_active=True).exclude(pk__in=taken).order_by("name")[:50])


def _may_mark(act: Act, sheet: ReviewSheet) -> bool:
    if sheet.state != ReviewSheet.State.OPEN or sheet.agency_id not in ids_reviewed_for(act):
        return False
    holds = any(STAGES[key].role in act.roles for key in sheet.stages)
    return holds and int(act.actor_id) not in sheet.authors


@officer_view()
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    """Conclude a stage, return, mark. The stage is the one the page showed: yesterday's page passes nothing today."""
    row = sheet_for(act, key_in(public))
    given = request.POST
    stage, opinion = given.get("stage", ""), given.get("opinion", "").strip()
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "offline": ("已登记，等待另一名工作人员核实。", lambda: _recorded(request, act, row)),
        "attest": ("已核实，计为该领导的审核。", lambda: _attested(request, act, agreed=True)),
        "reject": ("已登记核实不符。", lambda: _attested(request, act, agreed=False)),
        "secrecy": ("保密审查已记录。", lambda: record_secrecy_review(
            act=act, sheet_id=row.id, conclusion=given.get("conclusion", ""), basis=given.get("basis", ""), opinion=opinion)),
        "pass": ("审核通过。", lambda: pass_stage(act=act, sheet_id=row.id, stage=stage, opinion=opinion or "同意")),
        "return": ("已退回修改。", lambda: return_sheet(act=act, sheet_id=row.id, reason=opinion)),
        "mark": ("已加校对意见。", lambda: mark_text(
            act=act, sheet_id=row.id, text=subject_of(row).text, kind=given.get("kind", ""),
            quote=given.get("quote", ""), suggestion=given.get("suggestion", ""), note=given.get("note", ""))),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    text, call = calls[verb]
    done = tried(request, call, text)
    if (
        done is not None
        and verb in ("secrecy", "pass", "return")
        and (rest := sheets_waiting_for(act))
        and given.get("next")
    ):
        return HttpResponseRedirect(reverse("desk:review-sheet", args=[public_id(rest[0].id)]))
    return HttpResponseRedirect(reverse("desk:review-sheet", args=[public]))
