"""审核: what waits, one sheet on one page (a telephone is enough), its stages, marks and the printed sheet."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound
from gongkai.agencies.rights import ids_written_for
from gongkai.audit.acts import Act
from gongkai.catalogue.content import attachments_of
from gongkai.catalogue.gate import SECTIONS, findings_of
from gongkai.catalogue.models.items import CORRECTION_KIND
from gongkai.catalogue.usecases.release_finding import RELEASERS
from gongkai.desk.documents.frame import key_in, tried
from gongkai.desk.documents.subjects import subject_of
from gongkai.desk.entry import officer_view, show
from gongkai.numbering.keys import public_id
from gongkai.review.models import ReviewMark, ReviewSheet, ReviewStep
from gongkai.review.paths import STAGES
from gongkai.review.selectors import sheet_for, sheets_of, sheets_visible_to, sheets_waiting_for
from gongkai.review.usecases.mark_text import mark_text
from gongkai.review.usecases.pass_stage import pass_stage
from gongkai.review.usecases.record_secrecy_review import record_secrecy_review
from gongkai.review.usecases.return_sheet import return_sheet

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
        may=may_conclude(act, row), may_mark=_may_mark(act, row), secrecy=ReviewStep.Secrecy, kinds=ReviewMark.Kind,
        is_author=int(act.actor_id) in row.authors, found=found, sections=SECTIONS,
        correction=public_id(row.subject_id) if row.subject_kind == CORRECTION_KIND else "",
        may_release=own and bool(act.roles.intersection(RELEASERS)) and int(act.actor_id) not in row.authors,
    )  # fmt: skip


def may_conclude(act: Act, sheet: ReviewSheet) -> bool:
    """Whether the next stage is this officer's: role, agency, neither author nor reviewer of an earlier stage."""
    if sheet.state != ReviewSheet.State.OPEN or sheet.agency_id not in ids_written_for(act):
        return False
    taken = int(act.actor_id) in (*sheet.authors, *sheet.reviewers)
    return STAGES[sheet.next_stage].role in act.roles and not taken


def _may_mark(act: Act, sheet: ReviewSheet) -> bool:
    if sheet.state != ReviewSheet.State.OPEN or sheet.agency_id not in ids_written_for(act):
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
    if done is not None and verb != "mark" and (rest := sheets_waiting_for(act)) and given.get("next"):
        return HttpResponseRedirect(reverse("desk:review-sheet", args=[public_id(rest[0].id)]))
    return HttpResponseRedirect(reverse("desk:review-sheet", args=[public]))
