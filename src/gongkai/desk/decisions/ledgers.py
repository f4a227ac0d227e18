"""Ledgers on the desk: upload a file, watch its dry run, give headings a meaning, take the rows to mend, import."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.rights import agencies_written_for, agency_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.decisions.columns import COLUMNS
from gongkai.decisions.models import Kind
from gongkai.decisions.seen import batches_seen_by, upload_of, uploads_of
from gongkai.decisions.transfers import Upload
from gongkai.decisions.usecases.remember_headings import remember_headings
from gongkai.decisions.usecases.run_upload import TITLES, Mode, is_lost, put_down
from gongkai.decisions.usecases.take_to_mend import take_to_mend
from gongkai.decisions.usecases.upload_ledger import upload_ledger
from gongkai.decisions.vault import CannotOpen
from gongkai.desk.entry import officer_view, show, tell_reasons
from gongkai.jobs.models import Job
from gongkai.numbering.keys import key_of, public_id

RECENT = 20
NOTHING_FOUND: dict[str, Any] = {"rejected_rows": 0, "rejected": [], "headings": []}
WRITERS = (Role.DRAFTER, Role.PUBLISHER)


def key_in(public: str) -> int:
    """The key of an address. Raises NotFound for anything that is none."""
    try:
        return key_of(public)
    except ValueError as error:
        raise NotFound([]) from error


def kind_in(text: str) -> Kind:
    """Raises NotFound for a ledger that does not exist."""
    if text not in Kind.values:
        raise NotFound([Reason("kind", f"没有名为“{text[:20]}”的台账")])
    return Kind(text)


@officer_view()
@require_safe
def ledgers(request: HttpRequest, act: Act) -> HttpResponse:
    """Where everything about the ledgers begins."""
    may_write = bool(act.roles.intersection(WRITERS))
    return show(
        request, act, "desk/decisions/ledgers.html", kinds=Kind, agencies=agencies_written_for(act) if may_write else (),
        uploads=uploads_of(act)[:RECENT], batches=batches_seen_by(act)[:RECENT], now=act.now,
    )  # fmt: skip


@officer_view(*WRITERS)
@require_POST
def upload(request: HttpRequest, act: Act) -> HttpResponse:
    """Keep the file and put its dry run down; the page of the upload tells how far it is."""
    agency, file = agency_written_for(act, request.POST.get("agency", "")), request.FILES.get("file")
    given: dict[str, Any] = {"kind": request.POST.get("kind", ""), "file_name": "", "size": 0, "content": ()}
    if isinstance(file, UploadedFile):
        given |= {"file_name": file.name or "", "size": file.size or 0, "content": file.chunks()}
    try:
        kept = upload_ledger(act=act, agency=agency, **given)
        put_down(act=act, upload_id=kept.pk, mode=Mode.DRY)
    except NotAllowed:
        raise
    except Refused as refused:
        tell_reasons(request, refused)
        return HttpResponseRedirect(reverse("desk:decisions"))
    return HttpResponseRedirect(reverse("desk:decision-upload", args=[public_id(kept.pk)]))


@officer_view()
@require_safe
def uploaded(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """One upload: progress while its job runs (polled), else what was found and what can be done."""
    kept = upload_of(act, key_in(public))
    job = kept.job
    lost = job is not None and is_lost(job, act)
    running = job is not None and job.state in (Job.State.WAITING, Job.State.RUNNING) and not lost
    columns = COLUMNS[Kind(kept.kind)]
    return show(
        request, act, "desk/decisions/upload.html", kept=kept, job=job, running=running, lost=lost, columns=columns,
        findings=NOTHING_FOUND | kept.findings, is_kept=kept.is_kept(act.now), may_write=bool(act.roles.intersection(WRITERS)),
        mode=TITLES.get(kept.findings.get("mode", ""), ""), modes=Mode, now=act.now,
    )  # fmt: skip


@officer_view(*WRITERS)
@require_POST
def run(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Dry run again, import, or import the good rows only."""
    kept, mode = upload_of(act, key_in(public)), request.POST.get("mode", "")
    if mode not in list(Mode):
        messages.error(request, "请选择：预检、导入或部分导入。")
        return _back(kept)
    try:
        put_down(act=act, upload_id=kept.pk, mode=Mode(mode))
    except NotAllowed:
        raise
    except Refused as refused:
        tell_reasons(request, refused)
    return _back(kept)


@officer_view(*WRITERS)
@require_POST
def headings(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Remember what the unit's own headings mean, and check the file again."""
    kept = upload_of(act, key_in(public))
    given = zip(request.POST.getlist("heading"), request.POST.getlist("attr"), strict=False)
    try:
        number = remember_headings(act=act, agency=kept.agency, kind=Kind(kept.kind), meanings=dict(given))
        put_down(act=act, upload_id=kept.pk, mode=Mode.DRY)
    except NotAllowed:
        raise
    except Refused as refused:
        tell_reasons(request, refused)
    else:
        messages.success(request, f"已记住{number}个列名，正在重新预检。")
    return _back(kept)


@officer_view(*WRITERS)
@require_safe
def to_mend(request: HttpRequest, act: Act, public: str) -> HttpResponseBase:
    """The rejected rows as a file, with the reasons; taking it is put on record."""
    kept = upload_of(act, key_in(public))
    try:
        rows = take_to_mend(act=act, upload=kept)
    except CannotOpen as gone:
        raise NotFound([Reason("file", str(gone))]) from gone
    answer = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="mend-{public}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _back(kept: Upload) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:decision-upload", args=[public_id(kept.pk)]))
