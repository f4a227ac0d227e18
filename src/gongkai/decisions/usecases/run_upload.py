"""Check or import an uploaded file as a job: put down by the web request, carried out by a process of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction

from gongkai.agencies.errors import Reason, Refused, refuse_if
from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.rights import act_of
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.decisions import vault
from gongkai.decisions.headings import header_row, headings_of_unit, propose
from gongkai.decisions.models import Kind
from gongkai.decisions.reading import examine
from gongkai.decisions.rights import allow
from gongkai.decisions.transfers import Upload
from gongkai.decisions.usecases.import_decisions import ImportReport, import_decisions
from gongkai.decisions.usecases.upload_ledger import discard, rejects_name
from gongkai.jobs import works
from gongkai.jobs.models import Job
from gongkai.jobs.progress import taken_up
from gongkai.numbering.keys import public_id

KIND = "decisions.upload"
SHOWN = 200
"""So many rejected cells stand on the page; all of them are in the file to mend."""


class Mode(StrEnum):
    DRY = "dry"
    IMPORT = "import"
    PARTIAL = "partial"


TITLES = {Mode.DRY: "预检", Mode.IMPORT: "导入", Mode.PARTIAL: "部分导入"}


def put_down(*, act: Act, upload_id: int, mode: Mode) -> Job:
    """Put the job down; a process takes it up once this transaction is committed. Raises NotAllowed, Refused."""
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload_id)
        agency = Agency.objects.get(pk=upload.agency_id)
        allow(act, agency, Role.DRAFTER, Role.PUBLISHER)
        refuse_if(_reasons(act, upload, mode))
        job = works.put_down(
            act, KIND, f"{TITLES[mode]}：{upload.file_name}", upload=upload.pk, mode=str(mode), officer=act.actor_id
        )
        upload.job = job
        upload.save(update_fields=["job"])
        transaction.on_commit(partial(works.start, job))
    return job


def carry_out(*, act: Act, upload_id: int, mode: Mode) -> Upload:
    """Do it, in the process that was started for it. What is refused is told in the findings, not raised."""
    upload = Upload.objects.select_related("agency", "job").get(pk=upload_id)
    assert upload.job is not None
    with taken_up(act, upload.job) as progress, vault.in_the_clear(public_id(upload.pk), upload.file_name) as path:
        findings: dict[str, object] = {"mode": str(mode)}
        kind, report = Kind(upload.kind), None
        try:
            done = import_decisions(
                act=act, agency=upload.agency, kind=upload.kind, path=path, partial=mode is Mode.PARTIAL,
                dry_run=mode is Mode.DRY, progress=lambda rows: progress.step(rows, None, f"已读取{rows}行"),
            )  # fmt: skip
        except Refused as refused:
            findings["refused"] = [str(reason) for reason in refused.reasons]
        else:
            report = done
            findings |= _told(done)
            vault.put(rejects_name(upload), _lines(done))
        if report is None or report.ignored_columns:
            findings["headings"] = _unknown(upload, kind, path)
        _keep(
            act, upload, mode, report, findings
        )  # before the job is called done: whoever sees it done sees what was found
    return upload


def _keep(act: Act, upload: Upload, mode: Mode, report: ImportReport | None, findings: dict[str, object]) -> None:
    upload.findings = findings
    is_imported = mode is not Mode.DRY and report is not None and (mode is Mode.PARTIAL or not report.rejected_rows)
    if is_imported:
        upload.imported_at = act.now
    upload.save(update_fields=["findings", "imported_at"])
    if is_imported and report is not None and not report.rejected_rows:
        discard(upload, act.now)  # nothing is left to mend


def _told(report: ImportReport) -> dict[str, object]:
    """Counts and the first rejected cells, personal values masked."""
    return {
        "rows": report.rows, "new": report.new, "changed": report.changed, "unchanged": report.unchanged,
        "imported": report.imported, "rejected_rows": report.rejected_rows, "rejected_cells": len(report.rejected),
        "rejected": [one.as_json() for one in report.rejected[:SHOWN]], "ignored": list(report.ignored_columns),
        "batch": public_id(report.batch_id) if report.batch_id else "",
    }  # fmt: skip


def _lines(report: ImportReport) -> Iterator[bytes]:
    for one in report.rejected:
        yield json.dumps([one.row, one.field, one.reason], ensure_ascii=False).encode() + b"\n"


def _unknown(upload: Upload, kind: Kind, path: Path) -> list[dict[str, str]]:
    """Headings nobody knows, with a guess; none where the file cannot even be read."""
    own = headings_of_unit(upload.agency, kind)
    try:
        row = header_row(kind, examine(path), own)
    except Refused:
        return []
    return [{"heading": one.heading, "attr": one.attr} for one in propose(kind, row, own)][:60]


def _reasons(act: Act, upload: Upload, mode: Mode) -> Iterator[Reason]:
    if not upload.is_kept(act.now):
        yield Reason("file", "文件已超过保存期限并删除，请重新上传")
    if upload.imported_at is not None and mode is not Mode.DRY:
        yield Reason("file", "该文件已经导入")
    job = upload.job
    if job is not None and job.state in (Job.State.WAITING, Job.State.RUNNING) and not is_lost(job, act):
        yield Reason("file", f"“{job.title}”正在进行，请待其完成")


def is_lost(job: Job, act: Act) -> bool:
    """Its process was killed, or never began."""
    if job.state == Job.State.WAITING:
        return (act.now - job.created_at).total_seconds() > 120
    return job.was_killed(act.now)


def _run(job: Job, given: dict[str, Any]) -> None:
    """The officer who put the job down is who acts: rights are those held now."""
    officer = Officer.objects.select_related("agency").get(pk=int(given["officer"]))
    carry_out(act=act_of(officer), upload_id=given["upload"], mode=Mode(given["mode"]))


WORKS = (works.Work(KIND, _run),)
