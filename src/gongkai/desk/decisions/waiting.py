"""What waits of the ledgers: credit repairs to decide, rows to mend, the weekly file, decisions published late, yearly totals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.decisions.models import Kind
from gongkai.decisions.seen import own_ids, repairs_waiting, sent_by, uploads_of
from gongkai.desk.decisions.ledgers import WRITERS
from gongkai.desk.decisions.returns import silent_units
from gongkai.desk.todo import Task
from gongkai.law.reference import CR26
from gongkai.numbering.keys import public_id

ENTRY = "desk:decisions"
DECIDERS = frozenset({Role.PUBLISHER, Role.APPROVER})
WEEK = timedelta(days=7)


def tasks(act: Act) -> Iterator[Task]:
    if act.roles & DECIDERS:
        yield from _repairs(act)
    if act.roles.intersection(WRITERS):
        yield from _to_mend(act)
        yield from _weekly(act)
        yield from _silence(act)


def _repairs(act: Act) -> Iterator[Task]:
    for application, row in repairs_waiting(act):
        if application.registered_by != act.actor_id:
            address = reverse("desk:decision", args=[Kind.PENALTY.value, public_id(row.pk)])
            yield Task(ENTRY, f"信用修复申请：{application.document_number}", "作出决定", address, why=CR26().zh)


def _to_mend(act: Act) -> Iterator[Task]:
    """A file with rejected rows goes after a day: mend it before."""
    for upload in uploads_of(act).filter(removed_at__isnull=True, kept_until__gt=act.now)[:20]:
        rejected = upload.findings.get("rejected_rows", 0)
        if rejected:
            address = reverse("desk:decision-upload", args=[public_id(upload.pk)])
            yield Task(ENTRY, f"{upload.file_name}：{rejected} 行退回", "下载修改后重新上传", address)


def _weekly(act: Act) -> Iterator[Task]:
    """Once a unit sends files to the province, the next one is due a week after the last (信用信息按周报送，系统约定)."""
    latest: dict[tuple[int, str], date] = {}
    names = {}
    for sent in sent_by(act)[:50]:
        latest.setdefault((sent.agency_id, sent.kind), sent.until.date())
        names[sent.agency_id] = sent.agency.short_name
    for (agency_id, kind), day in latest.items():
        due = day + WEEK
        if due <= act.today + timedelta(days=1):
            what = f"{names[agency_id]}{Kind(kind).label}报送文件"
            yield Task(
                "desk:decision-files", what, "生成并报送（没有新增的为零报告）", reverse("desk:decision-files"), due=due
            )


def _silence(act: Act) -> Iterator[Task]:
    """Last month is over and nothing was sent: no file, no zero report, no signed return."""
    month = act.today.replace(day=1) - timedelta(days=1)
    for _ in silent_units(act, own_ids(act), month):
        title = f"{month.year}年{month.month}月没有导入许可、处罚决定"
        yield Task(ENTRY, title, "导入台账、按月填报，或者生成零报告", reverse("desk:decisions"))
