"""Take uploaded reports, and check them: at once where it is one small file, else in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.annual_report.reader.answer import as_json
from gongkai.annual_report.reader.batch import batch_of, read_all
from gongkai.annual_report.reader.batch_answer import batch_json
from gongkai.annual_report.reader.formats.limits import LARGEST_FILE
from gongkai.annual_report.reader.reading import Reading
from gongkai.audit.acts import Act, system_act
from gongkai.audit.log import record
from gongkai.files.store import read, store_made
from gongkai.jobs import works
from gongkai.jobs.models import Job
from gongkai.jobs.progress import taken_up
from gongkai.numbering.keys import public_id
from gongkai.report_checks.models import CheckBatch, CheckedReport
from gongkai.report_checks.rebuilt import sum_json

KIND = "report_checks.batch"
CHECKERS = (Role.SUPERVISOR, Role.DRAFTER, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.OFFICE_HEAD, Role.AUDITOR)
MOST_FILES, LARGEST_ALL = 500, 300_000_000
AT_ONCE = 2_000_000
"""One file up to this size is checked while the officer waits: below a second, a PDF below three."""


def upload_reports(
    *, act: Act, agency: Agency, files: Sequence[tuple[str, bytes]], title: str = "", expected: Sequence[str] = (),
    district: str = "", unit_due: date | None = None, published: Mapping[str, date] | None = None,
) -> CheckBatch:  # fmt: skip
    """Keep the files and put the check down. Broken files are no reason to refuse: they are told in the result."""
    require(act, *CHECKERS, agency_id=agency.pk)
    refuse_if(_reasons(files))
    with transaction.atomic():
        batch = CheckBatch.objects.create(
            agency=agency, title=(title.strip() or _title(files))[:200], expected=list(expected), district=district,
            published={name: day.isoformat() for name, day in (published or {}).items()}, unit_due=unit_due,
            uploaded_by=act.actor_id, uploaded_by_name=act.actor_name, uploaded_at=act.now,
        )  # fmt: skip
        for place, (name, content) in enumerate(files):
            stored = store_made(
                act=act, agency_id=agency.pk, name=name, content=content, media_type="application/octet-stream"
            )
            CheckedReport.objects.create(batch=batch, place=place, file=stored, name=name[:300])
        record(act, "report_checks.uploaded", "report_check", public_id(batch.pk), facts={"files": len(files)})
        batch.job = works.put_down(act, KIND, f"审查年报：{batch.title}", batch=batch.pk)
        batch.save(update_fields=["job"])
        if not is_small(files):
            transaction.on_commit(partial(works.start, batch.job))
    if is_small(files):
        works.carry_out(batch.job.pk)
        batch.refresh_from_db()
    return batch


def is_small(files: Sequence[tuple[str, bytes]]) -> bool:
    return len(files) == 1 and len(files[0][1]) <= AT_ONCE


def carry_out(job: Job, given: dict[str, Any]) -> None:
    """Read every file, judge all together, keep what was found."""
    act = system_act("report_checks", agency_code=job.agency_code)
    with taken_up(act, job) as progress:
        batch = CheckBatch.objects.get(pk=given["batch"])
        reports = list(batch.reports.select_related("file").order_by("place"))
        found = read_all(
            [(report.name, partial(read, report.file)) for report in reports],
            progress=lambda done, total: progress.step(done, total, f"已读 {done} 份"),
        )
        published = {name: date.fromisoformat(day) for name, day in batch.published.items()}
        judged = batch_of(found, units=batch.expected, district=batch.district, due=batch.unit_due, published=published)
        with transaction.atomic():
            for report, (_, one), entry in zip(reports, found, judged.entries, strict=True):
                report.issuer, report.year, report.dated = entry.issuer[:120], entry.year, entry.dated
                report.result, report.error = entry.grade, entry.error[:300]
                report.answer = as_json(one, entry.findings) if isinstance(one, Reading) else {}
            CheckedReport.objects.bulk_update(
                reports, ["issuer", "year", "dated", "result", "error", "answer"], batch_size=100
            )
            batch.summary, batch.sums = batch_json(judged), [sum_json(check) for check in judged.sums]
            batch.save(update_fields=["summary", "sums"])
            record(act, "report_checks.checked", "report_check", public_id(batch.pk), facts={"files": len(reports)})


def _title(files: Sequence[tuple[str, bytes]]) -> str:
    return files[0][0] if len(files) == 1 else f"{files[0][0]} 等 {len(files)} 份"


def _reasons(files: Sequence[tuple[str, bytes]]) -> Iterator[Reason]:
    if not files:
        yield Reason("files", "请选择报告文件（网页、DOCX、有文字的 PDF、XLSX、文本）")
    if len(files) > MOST_FILES:
        yield Reason("files", f"一次最多 {MOST_FILES} 份，选择了 {len(files)} 份")
    if sum(len(content) for _, content in files) > LARGEST_ALL:
        yield Reason("files", f"文件合计超过 {LARGEST_ALL // 1_000_000} MB，请分批上传")
    for name, content in files:
        if len(content) > LARGEST_FILE:
            yield Reason("files", f"“{name}”超过 {LARGEST_FILE // 1_000_000} MB")


WORKS = (works.Work(KIND, carry_out),)
