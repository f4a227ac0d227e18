"""Bring a table and a ZIP, watch the dry run, say what the file calls things, import."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound
from gongkai.agencies.rights import agencies_written_for, agency_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.models import Column
from gongkai.desk.documents.frame import key_in, tried
from gongkai.desk.entry import officer_view, show
from gongkai.jobs.models import Job
from gongkai.moving.columns import FIELDS
from gongkai.moving.selectors import batches_of, may_bring_in, upload_for, uploads_of
from gongkai.moving.usecases.import_site import remembered
from gongkai.moving.usecases.upload_site import Mode, is_lost, put_down_reading, upload_site
from gongkai.numbering.keys import public_id

RECENT = 20


@officer_view()
@require_safe
def moving(request: HttpRequest, act: Act) -> HttpResponse:
    may_bring = Role.DRAFTER in act.roles
    return show(
        request, act, "desk/moving/moving.html", agencies=agencies_written_for(act) if may_bring else (), fields=FIELDS,
        uploads=uploads_of(act)[:RECENT], batches=batches_of(act)[:RECENT], now=act.now, bringers=() if may_bring else may_bring_in(act),
    )  # fmt: skip


@officer_view()
@require_safe
def template(request: HttpRequest, act: Act) -> HttpResponse:
    """An empty table with the usual headings."""
    out = io.StringIO()
    csv.writer(out).writerow([field.label for field in FIELDS])
    answer = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = "attachment; filename*=utf-8''%E8%BF%81%E5%85%A5%E6%A8%A1%E6%9D%BF.csv"
    return answer


@officer_view(Role.DRAFTER)
@require_POST
def upload(request: HttpRequest, act: Act) -> HttpResponse:
    """Keep both files and put the dry run down; the page of the upload tells how far it is."""
    agency = agency_written_for(act, request.POST.get("agency", ""))
    table, packed = _given(request, "file"), _given(request, "archive")
    kept = tried(request, lambda: upload_site(
        act=act, agency=agency, site=request.POST.get("site", ""), host=request.POST.get("host", ""),
        table=table or ("", 0, ()), archive=packed,
    ), "")  # fmt: skip
    if kept is None:
        return HttpResponseRedirect(reverse("desk:moving"))
    put_down_reading(act=act, upload_id=kept.pk, mode=Mode.DRY)
    return HttpResponseRedirect(reverse("desk:moving-uploaded", args=[public_id(kept.pk)]))


@officer_view()
@require_safe
def uploaded(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    kept = upload_for(act, key_in(public))
    job, findings = kept.job, kept.findings
    lost = job is not None and is_lost(job, act.now)
    running = job is not None and job.state in (Job.State.WAITING, Job.State.RUNNING) and not lost
    known = remembered(kept.agency, kept.site)
    unknown = {**dict.fromkeys(findings.get("unknown_columns") or {}, ""), **known.columns}
    return show(
        request, act, "desk/moving/upload.html", kept=kept, job=job, running=running, lost=lost, findings=findings,
        is_kept=kept.is_kept(act.now), may_bring=Role.DRAFTER in act.roles, fields=FIELDS, known=known, unknown=unknown,
        columns=Column.objects.filter(closed_on__isnull=True).order_by("code"), asks_headings=bool(findings.get("refused")),
    )  # fmt: skip


@officer_view(Role.DRAFTER)
@require_POST
def run(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Dry run again with what was said of headings and columns, or import."""
    kept = upload_for(act, key_in(public))
    mode = request.POST.get("mode", "")
    if mode not in list(Mode):
        raise NotFound([])
    headings = {
        field.name: text for field in FIELDS if (text := request.POST.get(f"heading-{field.name}", "").strip()[:60])
    }
    olds, codes = request.POST.getlist("old"), request.POST.getlist("code")
    columns = {old[:60]: code for old, code in zip(olds, codes, strict=False) if code}
    tried(request, lambda: put_down_reading(
        act=act, upload_id=kept.pk, mode=Mode(mode), headings=headings, columns=columns
    ), "")  # fmt: skip
    return HttpResponseRedirect(reverse("desk:moving-uploaded", args=[public]))


def _given(request: HttpRequest, name: str) -> tuple[str, int, Any] | None:
    file = request.FILES.get(name)
    return (file.name or "", file.size or 0, file.chunks()) if isinstance(file, UploadedFile) else None
