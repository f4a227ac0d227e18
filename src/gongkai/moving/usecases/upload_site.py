"""A table and its ZIP come in through the desk: kept encrypted for a day; dry run, import, check and publication are jobs of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from django.db import transaction

from gongkai.agencies.errors import Reason, Refused, refuse_if
from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.rights import act_of, require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.decisions import vault
from gongkai.jobs import works
from gongkai.jobs.models import Job
from gongkai.jobs.progress import taken_up
from gongkai.jobs.recurring import Recurring
from gongkai.moving.models import SiteImport, SiteUpload
from gongkai.moving.selectors import batch_for, upload_for
from gongkai.moving.usecases.examine_batch import examine_batch
from gongkai.moving.usecases.import_site import clear_abandoned, import_site, remember
from gongkai.moving.usecases.publish_batch import publish_batch, vouch_for_batch
from gongkai.numbering.keys import new_key, public_id

READ, PUBLISH, EXAMINE = "moving.read", "moving.publish", "moving.examine"
MOST_BYTES, SHOWN = 1 << 30, 300


class Mode(StrEnum):
    DRY = "dry"
    IMPORT = "import"


TITLES = {Mode.DRY: "预检", Mode.IMPORT: "导入"}


def upload_site(
    *, act: Act, agency: Agency, site: str, host: str, table: tuple[str, int, Iterable[bytes]],
    archive: tuple[str, int, Iterable[bytes]] | None = None,
) -> SiteUpload:  # fmt: skip
    """``table`` and ``archive`` are name, size and content. Nothing of them is read yet. Raises NotAllowed, Refused."""
    require(act, Role.DRAFTER, agency_id=agency.pk)
    refuse_if(_reasons(site, host, table[0], table[1], archive))
    remove_expired(act.now)
    key = new_key()
    vault.put(_name(key), table[2])
    if archive is not None:
        vault.put(_name(key, ".zip"), archive[2])
    with transaction.atomic():
        upload = SiteUpload.objects.create(
            id=key, agency=agency, site=" ".join(site.split())[:120], host=host.strip().casefold()[:120], file_name=table[0][-200:],
            archive_name=archive[0][-200:] if archive else "", uploaded_by_id=person_of(act), uploaded_by_name=act.actor_name,
            uploaded_at=act.now, kept_until=act.now + vault.KEPT,
        )  # fmt: skip
        record(
            act, "moving.uploaded", "moving.upload", public_id(key), chain=agency.code, facts={"bytes": table[1]},
            changed={"file": table[0]},
        )  # fmt: skip
    return upload


def put_down_reading(
    *,
    act: Act,
    upload_id: int,
    mode: Mode,
    headings: dict[str, str] | None = None,
    columns: dict[str, str] | None = None,
) -> Job:
    """Dry run or import; ``headings`` and ``columns`` say what the file calls things."""
    with transaction.atomic():
        upload = upload_for(act, upload_id)
        require(act, Role.DRAFTER, agency_id=upload.agency_id)
        refuse_if([] if upload.is_kept(act.now) else [Reason("file", "文件已超过保存期限并删除，请重新上传")])
        refuse_if(_busy(upload.job, act))
        job = works.put_down(
            act, READ, f"{TITLES[mode]}：{upload.file_name}", upload=upload.pk, mode=str(mode), officer=act.actor_id,
            headings=headings or {}, columns=columns or {},
        )  # fmt: skip
        SiteUpload.objects.filter(pk=upload.pk).update(job=job)
        remember(act, upload.agency, upload.site, headings or {}, columns or {})
        transaction.on_commit(partial(works.start, job))
    return job


def put_down_batch(*, act: Act, batch_id: int, kind: str) -> Job:
    """Check the rows again, or vouch and publish what is clear."""
    with transaction.atomic():
        batch = batch_for(act, batch_id)
        refuse_if(_busy(batch.job, act))
        if kind == PUBLISH:
            vouch_for_batch(act=act, batch_id=batch.pk)
        else:
            require(act, Role.DRAFTER, Role.PUBLISHER)
        title = "发布迁入信息" if kind == PUBLISH else "检查迁入信息"
        job = works.put_down(act, kind, f"{title}：{batch.number}", batch=batch.pk, officer=act.actor_id)
        SiteImport.objects.filter(pk=batch.pk).update(job=job)
        transaction.on_commit(partial(works.start, job))
    return job


def is_lost(job: Job, now: datetime) -> bool:
    """Its process was killed, or never began."""
    if job.state == Job.State.WAITING:
        return (now - job.created_at).total_seconds() > 120
    return job.was_killed(now)


def remove_expired(now: datetime) -> int:
    """The bytes go after a day; the row with what was found stays. Batches of killed imports go too."""
    expired = list(SiteUpload.objects.filter(removed_at__isnull=True, kept_until__lte=now).select_related("agency"))
    for upload in expired:
        for ending in ("", ".zip"):
            vault.remove(_name(upload.pk, ending))
        SiteUpload.objects.filter(pk=upload.pk).update(removed_at=now)
    old = SiteImport.objects.filter(state=SiteImport.State.STAGING, imported_at__lte=now - timedelta(days=1))
    for agency in Agency.objects.filter(pk__in=old.values("agency")):
        clear_abandoned(agency)
    return len(expired)


def _read(job: Job, given: dict[str, Any]) -> None:
    """The officer who put the job down is who acts: rights are those held now."""
    act = _act(given)
    upload = SiteUpload.objects.select_related("agency").get(pk=given["upload"])
    mode = Mode(given["mode"])
    with taken_up(act, job) as progress, ExitStack() as stack:
        path = stack.enter_context(vault.in_the_clear(_name(upload.pk), upload.file_name))
        files = (
            stack.enter_context(vault.in_the_clear(_name(upload.pk, ".zip"), upload.archive_name))
            if upload.archive_name
            else None
        )
        findings: dict[str, Any] = {"mode": str(mode)}
        try:
            report = import_site(
                act=act, agency=upload.agency, site=upload.site, host=upload.host, path=path, files=files,
                dry_run=mode is Mode.DRY, headings=given["headings"], columns=given["columns"], told=progress.step,
            )  # fmt: skip
        except Refused as refused:
            findings["refused"] = [{"field": one.field, "text": str(one)} for one in refused.reasons]
            report = None
        if report is not None:
            findings |= report.as_json() | {"n_rejected": len(report.faults)}
            findings["rejected"] = findings["rejected"][:SHOWN]
            upload.batch = report.batch if mode is Mode.IMPORT else None
            if report.batch is not None and not report.repeated:
                examine_batch(
                    act=act,
                    batch_id=report.batch.pk,
                    told=lambda done, of: progress.step(done, of, f"已检查{done}/{of}"),
                )
        upload.findings = findings
        upload.save(update_fields=["findings", "batch"])


def _publish(job: Job, given: dict[str, Any]) -> None:
    act = _act(given)
    with taken_up(act, job) as progress:
        publish_batch(
            act=act, batch_id=given["batch"], told=lambda done, of: progress.step(done, of, f"已发布{done}/{of}")
        )


def _examine(job: Job, given: dict[str, Any]) -> None:
    act = _act(given)
    with taken_up(act, job) as progress:
        examine_batch(
            act=act,
            batch_id=given["batch"],
            only_new=False,
            told=lambda done, of: progress.step(done, of, f"已检查{done}/{of}"),
        )


def _act(given: dict[str, Any]) -> Act:
    return act_of(Officer.objects.select_related("agency").get(pk=int(given["officer"])))


def _busy(job: Job | None, act: Act) -> Iterator[Reason]:
    if job is not None and job.state in (Job.State.WAITING, Job.State.RUNNING) and not is_lost(job, act.now):
        yield Reason("job", f"“{job.title}”正在进行，请待其完成")


def _name(key: int, ending: str = "") -> str:
    return f"site-{public_id(key)}{ending}"


def _reasons(
    site: str, host: str, name: str, size: int, archive: tuple[str, int, Iterable[bytes]] | None
) -> Iterator[Reason]:
    if not site.strip():
        yield Reason("site", "请填写原网站的名称")
    if not host.strip():
        yield Reason("host", "请填写原网站的域名，例如 www.wenxian.gov.cn")
    if not name.lower().endswith((".csv", ".xlsx")) or size == 0:
        yield Reason("file", f"请选择 CSV 或 XLSX 表格；“{name[-60:]}”不是，或者是空的")
    if archive is not None and not archive[0].lower().endswith(".zip"):
        yield Reason("archive", f"附件请打成 ZIP；“{archive[0][-60:]}”不是")
    total = size + (archive[1] if archive else 0)
    if total > MOST_BYTES:
        yield Reason(
            "file", f"一共 {total >> 20} MB，网页上传最多 {MOST_BYTES >> 20} MB；更多的请分批，或者用命令行导入文件夹"
        )


RECURRING = (Recurring("moving.expired_uploads", timedelta(hours=1), remove_expired),)
WORKS = (works.Work(READ, _read), works.Work(PUBLISH, _publish), works.Work(EXAMINE, _examine))
