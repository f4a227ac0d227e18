"""Set a target up, say what it calls fields and columns, switch it, fill it with what is public already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.models import Column
from gongkai.editions.models import Publication
from gongkai.numbering.keys import public_id
from gongkai.targets.contents import FIELDS
from gongkai.targets.models import Target, TargetEntry
from gongkai.targets.selectors import target_for
from gongkai.targets.standing import covers

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,38}")
_PORTION = 1000


def add_target(*, act: Act, agency: Agency, code: str, kind: str, name: str, site: str = "") -> Target:
    """By the system administrator. From now on it gets what comes; ``fill_target`` adds what is public already."""
    require(act, Role.SYSTEM_ADMIN, agency_id=agency.pk)
    refuse_if([*_name_reasons(name, site), *_kind_reasons(code, kind)])
    with transaction.atomic():
        target = Target.objects.create(
            agency=agency, code=code, kind=kind, name=" ".join(name.split()), site=site.strip(), made_by=act.actor_name,
            made_at=act.now,
        )  # fmt: skip
        record(
            act,
            "targets.added",
            "targets.target",
            public_id(target.pk),
            chain=agency.code,
            facts={"code": code, "kind": kind},
        )
    return target


def change_target(
    *, act: Act, target_id: int, name: str, site: str, is_active: bool, format: str, only: Sequence[str],
    fields: Sequence[tuple[str, str]], columns: Mapping[str, str],
) -> Target:  # fmt: skip
    """``fields`` are (heading there, field here) in order; ``columns`` our code -> name there. What failed for want of them is tried again."""
    require(act, Role.SYSTEM_ADMIN)
    known = set(Column.objects.values_list("code", flat=True))
    refuse_if([*_name_reasons(name, site), *_mapping_reasons(format, only, fields, columns, known)])
    with transaction.atomic():
        target = target_for(act, target_id)
        target.name, target.site, target.is_active, target.format = (
            " ".join(name.split()),
            site.strip(),
            is_active,
            format,
        )
        target.only, target.fields = sorted(set(only)), [list(pair) for pair in fields]
        target.columns = {code: text.strip()[:120] for code, text in columns.items() if text.strip()}
        target.save(update_fields=["name", "site", "is_active", "format", "only", "fields", "columns"])
        TargetEntry.objects.filter(target=target, state=TargetEntry.State.FAILED).update(
            state=TargetEntry.State.WAITING, changed_at=act.now
        )
        record(
            act, "targets.changed", "targets.target", public_id(target.pk), chain=target.agency.code,
            facts={"active": is_active, "format": format}, changed={"fields": str(fields), "columns": str(dict(columns))},
        )  # fmt: skip
    return target


def fill_target(*, act: Act, target_id: int) -> int:
    """What is public already waits to be delivered; how many. What the target has stays as it is."""
    require(act, Role.SYSTEM_ADMIN, Role.PUBLISHER)
    with transaction.atomic():
        target = target_for(act, target_id)
        had = set(target.entries.values_list("publication_id", flat=True))
        rows = (
            Publication.objects.filter(state=Publication.State.PUBLISHED)
            .select_related("agency", "current")
            .defer("current__payload")
        )
        coming = [
            TargetEntry(
                target=target, publication=row, verb=TargetEntry.Verb.PUBLISH, edition=row.current.number if row.current else 1,
                changed_at=act.now,
            )
            for row in rows.order_by("id").iterator(chunk_size=_PORTION)
            if row.pk not in had and covers(target, row)
        ]  # fmt: skip
        TargetEntry.objects.bulk_create(coming, batch_size=_PORTION)
        record(
            act,
            "targets.filled",
            "targets.target",
            public_id(target.pk),
            chain=target.agency.code,
            facts={"entries": len(coming)},
        )
    return len(coming)


def _name_reasons(name: str, site: str) -> Iterator[Reason]:
    if not name.strip() or len(name) > 120:
        yield Reason("name", "请填写名称，最多120字，例如 市集约化平台")
    if site.strip() and not is_address(site.strip()):
        yield Reason("site", f"“{site[:60]}”不是网址；请写全，例如 https://www.jiaozuo.gov.cn/")


def _kind_reasons(code: str, kind: str) -> Iterator[Reason]:
    if not _CODE.fullmatch(code):
        yield Reason("code", f"代码“{code[:40]}”应为2至39个小写字母、数字或者连字符，例如 jiaozuo")
    elif Target.objects.filter(code=code).exists():
        yield Reason("code", f"代码“{code}”已有发布目标使用")
    if kind not in Target.Kind.values:
        yield Reason("kind", f"请选择类型：{'、'.join(Target.Kind.labels)}")


def _mapping_reasons(
    format: str, only: Sequence[str], fields: Sequence[tuple[str, str]], columns: Mapping[str, str], known: set[str]
) -> Iterator[Reason]:
    if format not in Target.Format.values:
        yield Reason("format", "表格格式为 CSV 或者 XLSX")
    for code in (*only, *columns):
        if code not in known:
            yield Reason("columns", f"没有栏目“{code[:40]}”")
    headings = [heading for heading, _ in fields]
    for heading, name in fields:
        if name not in FIELDS:
            yield Reason("fields", f"“{heading[:40]}”对应的“{name[:40]}”不是可以报送的字段；可选：{'、'.join(FIELDS)}")
        if not heading or len(heading) > 60 or headings.count(heading) > 1:
            yield Reason("fields", f"表头“{heading[:60]}”应为1至60字，且不能重复")


def is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https") and bool(parts.hostname) and "." in (parts.hostname or "") and " " not in text
    )
