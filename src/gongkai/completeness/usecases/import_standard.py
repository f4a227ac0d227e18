"""Import a new version of the standard catalogue of an area: the whole file or nothing, and say by hand which units an item concerns."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from django.db import transaction
from django.db.models import Max

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.agencies.tree import area_ids
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.completeness.errors import not_there
from gongkai.completeness.models import StandardItem, StandardVersion
from gongkai.completeness.standard_file import Line, read_standard
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add


def import_standard(*, act: Act, government: Agency, name: str, content: bytes, note: str = "") -> StandardVersion:
    """By the competent authority of the area. Units named by hand stay with their item where the file names none; ties stay by code."""
    require(act, Role.SUPERVISOR, agency_id=government.id)
    agencies = list(Agency.objects.filter(pk__in=area_ids(government), abolished_on__isnull=True))
    lines = read_standard(name, content, agencies)
    note = " ".join(note.split())
    refuse_if([Reason("note", "说明最多 200 字")] if len(note) > 200 else [])
    with transaction.atomic():
        before = StandardVersion.objects.filter(government=government).order_by("-number").first()
        version = StandardVersion.objects.create(
            government=government, number=(before.number if before else 0) + 1, note=note, file_name=name[:200],
            sha256=hashlib.sha256(content).hexdigest(), officer_id=person_of(act), officer_name=act.actor_name, at=act.now,
        )  # fmt: skip
        _write(version, lines, _units_of(before))
        record(
            act, "completeness.standard_imported", "completeness.standard", public_id(version.id),
            facts={"version": version.number, "items": len(lines), "sha256": version.sha256}, changed={"note": note},
        )  # fmt: skip
        add("completeness.standard_imported", version.id, act.now)
    return version


def assign_units(*, act: Act, item: StandardItem, agencies: Collection[Agency]) -> StandardItem:
    """Which units an item of the catalogue in force concerns."""
    government = item.version.government
    require(act, Role.SUPERVISOR, agency_id=government.id)
    latest = StandardVersion.objects.filter(government=government).aggregate(last=Max("number"))["last"]
    area = set(area_ids(government))
    if any(agency.id not in area for agency in agencies):
        raise not_there("单位")
    refuse_if([Reason("item", "这是较早版本的事项，请在现行目录中修改")] if item.version.number != latest else [])
    with transaction.atomic():
        item.units.set(agencies)
        record(
            act, "completeness.units_assigned", "completeness.standard_item", public_id(item.id),
            facts={"units": " ".join(sorted(agency.code for agency in agencies))},
        )  # fmt: skip
        add("completeness.units_assigned", item.id, act.now)
    return item


def _units_of(version: StandardVersion | None) -> dict[str, list[int]]:
    if version is None:
        return {}
    return {row.code: [unit.id for unit in row.units.all()] for row in version.items.prefetch_related("units")}


def _write(version: StandardVersion, lines: Collection[Line], before: dict[str, list[int]]) -> None:
    rows = StandardItem.objects.bulk_create(
        StandardItem(
            version=version, place=place, code=line.code, field=line.field, first_level=line.first_level,
            second_level=line.second_level, content=line.content, basis=line.basis, limit_text=line.limit_text,
            limit=line.limit, subject_organ=line.subject_organ, channels=list(line.channels), column=line.column,
            kind=line.kind, words=list(line.words),
        )
        for place, line in enumerate(lines, 1)
    )  # fmt: skip
    through = StandardItem.units.through
    through.objects.bulk_create(
        through(standarditem_id=row.id, agency_id=unit)
        for row, line in zip(rows, lines, strict=True)
        for unit in line.units or before.get(row.code, ())
    )
