"""Evidence: packs of a task or an assessed score as ZIP or PDF; files a unit uploads for them."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.audit.acts import Act
from gongkai.desk import given
from gongkai.desk.entry import officer_view
from gongkai.files.store import read
from gongkai.numbering.keys import public_id
from gongkai.oversight.assessing import records_behind, score_for
from gongkai.oversight.evidence import Pack, evidence_files, pack_pdf, zip_bytes
from gongkai.oversight.plans import unit_for
from gongkai.oversight.usecases.attach_evidence import attach_evidence, evidence_for, take_off_evidence

FORMATS = {"zip": ("application/zip", zip_bytes), "pdf": ("application/pdf", pack_pdf)}


@officer_view()
@require_safe
def evidence(request: HttpRequest, act: Act, kind: str, public: str, ending: str = "zip") -> HttpResponse:
    if ending not in FORMATS:
        raise NotFound([])
    media_type, write = FORMATS[ending]
    response = HttpResponse(write(_pack(act, kind, given.key(public))), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="evidence-{public}.{ending}"'
    return response


@officer_view()
@require_POST
def add(request: HttpRequest, act: Act, kind: str, public: str) -> HttpResponse:
    """One or several files at once; each that is not taken says why, the others stay."""
    key = given.key(public)

    def attach() -> None:
        reasons: list[Reason] = []
        files = [file for file in request.FILES.getlist("file") if isinstance(file, UploadedFile)]
        for file in files:
            try:
                attach_evidence(
                    act=act, kind=kind, subject_id=key, name=file.name or "", size=file.size or 0, read=file.read
                )
            except (NotAllowed, NotFound):
                raise
            except Refused as refused:
                reasons += refused.reasons
        if not files:
            attach_evidence(act=act, kind=kind, subject_id=key, name="（未选择文件）", size=0, read=lambda: b"")
        if reasons:
            raise Refused(reasons)

    return given.done(request, attach, "佐证文件已上传。", _page(act, kind, key))


@officer_view()
@require_safe
def file(request: HttpRequest, act: Act, public: str) -> FileResponse:
    kept = evidence_for(act, given.key(public)).stored
    return FileResponse(BytesIO(read(kept)), content_type=kept.media_type, as_attachment=True, filename=kept.name)


@officer_view()
@require_POST
def take_off(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    kept = evidence_for(act, given.key(public))
    kind, key = ("task", kept.unit_id) if kept.unit_id else ("score", kept.score_id or 0)
    return given.done(
        request, lambda: take_off_evidence(act=act, evidence_id=kept.pk), "佐证文件已取下。", _page(act, kind, key)
    )


def _page(act: Act, kind: str, key: int) -> str:
    """Where the evidence of this subject stands. Raises NotFound for what the officer does not see."""
    if kind == "task":
        return reverse("desk:plan-task", args=[public_id(unit_for(act, key).pk)])
    if kind == "score":
        score = score_for(act, key)
        return reverse("desk:assessment-unit", args=[public_id(score.indicator.assessment_id), score.agency.code])
    raise NotFound([])


def _pack(act: Act, kind: str, key: int) -> Pack:
    if kind == "task":
        return _of_task(act, key)
    if kind == "score":
        return _of_score(act, key)
    raise NotFound([])


def _of_task(act: Act, key: int) -> Pack:
    unit = unit_for(act, key)
    facts = [
        ("任务", unit.task.text), ("依据", unit.task.source or "—"), ("时限", str(unit.task.due_on)), ("责任单位", unit.agency.name),
        ("状态", unit.get_state_display()), ("进展", unit.progress or "—"), ("报告完成", str(unit.reported_on or "—")),
        ("确认", str(unit.confirmed_on or "—")),
    ]  # fmt: skip
    files = evidence_files(unit=unit)
    return Pack(unit.task.text[:60], unit.agency.name, act.today, facts, unit.evidence, files)


def _of_score(act: Act, key: int) -> Pack:
    score = score_for(act, key)
    records = [line for _, _, lines in records_behind(score) for line in lines]
    facts = [
        ("指标", score.indicator.label), ("分值", str(score.indicator.points)), ("单位", score.agency.name),
        ("系统分", str(score.computed) if score.computed is not None else "—"), ("自评说明", score.self_note or "—"),
    ]  # fmt: skip
    files = evidence_files(score=score)
    return Pack(score.indicator.label, score.agency.name, act.today, facts, score.evidence, files, records)
