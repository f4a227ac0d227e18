"""Take a table of an old site in, with its files: a dry run says everything that is wrong; then the whole batch is staged or nothing.

What is staged is seen by the unit's officers alone. Files are kept first, each with a line beside it; the rows and the batch follow in
one short transaction. A killed import leaves a batch that never became whole, which the next one (or the hourly round) clears away.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import agencies_written_for, require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.models import Item
from gongkai.editions.publish import PICTURES
from gongkai.files.models import StoredFile
from gongkai.files.store import discard, store_made, store_publishable
from gongkai.moving.archive import Archive, opened
from gongkai.moving.columns import BY_NAME
from gongkai.moving.models import SiteFile, SiteImport, SiteMapping, SiteRow
from gongkai.moving.reading import Candidate, Fault, Reader, Table, with_pictures
from gongkai.numbering.allocate import allocate
from gongkai.numbering.keys import public_id

Told = Callable[[int, int | None, str], None]
_PORTION = 500


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What a run found. ``batch`` is None after a dry run, and where something was wrong; ``repeated``: this file was taken in before."""

    rows: int
    new: int
    unchanged: int
    replaced: int
    files: int
    faults: tuple[Fault, ...]
    unused: tuple[str, ...]
    unknown_columns: Mapping[str, int]
    dry_run: bool
    batch: SiteImport | None = None
    repeated: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": self.rows, "new": self.new, "unchanged": self.unchanged, "replaced": self.replaced, "files": self.files,
            "rejected": [fault.as_json() for fault in self.faults], "unused_columns": list(self.unused),
            "unknown_columns": dict(self.unknown_columns), "dry_run": self.dry_run, "repeated": self.repeated,
            "batch": self.batch.number if self.batch else None,
        }  # fmt: skip


def import_site(
    *, act: Act, agency: Agency, site: str, host: str, path: Path, files: Path | None = None, dry_run: bool = False,
    headings: Mapping[str, str] | None = None, columns: Mapping[str, str] | None = None,
    told: Told = lambda done, of, text: None,
) -> SiteReport:  # fmt: skip
    """``headings`` and ``columns`` given here are kept for this site's next file. Raises NotAllowed, Refused."""
    require(act, Role.DRAFTER, agency_id=agency.pk)
    importer = person_of(act)
    site, host = " ".join(site.split()), host.strip().casefold()
    refuse_if(_site_reasons(site, host))
    known = remembered(agency, site)
    headings = {**known.headings, **{name: text for name, text in (headings or {}).items() if name in BY_NAME}}
    columns = {**known.columns, **(columns or {})}
    with opened(files) as archive:
        reader = Reader(
            agencies=agencies_written_for(act),
            default=agency,
            host=host,
            archive=archive,
            today=act.today,
            columns=columns,
        )
        table = reader.read(path, headings, lambda rows: told(rows, None, f"已读取{rows}行"))
        digest = _digest(table, headings, columns)
        batch = SiteImport.objects.filter(agency=agency, digest=digest).exclude(state=SiteImport.State.STAGING).first()
        coming, unchanged, replaced = _compare(table)
        if not dry_run:
            remember(act, agency, site, headings, columns)
        nothing = dry_run or table.faults or batch is not None or not coming
        if not nothing:
            clear_abandoned(agency)
            batch = _stage(
                act, agency, importer, site, host, path.name, table, digest, coming, replaced, archive, told
            )  # fmt: skip
    return SiteReport(
        table.rows, len(coming), len(unchanged), len(replaced), len(table.media), tuple(table.faults), table.unused,
        reader.unknown_columns, dry_run, batch, bool(nothing and batch is not None),
    )  # fmt: skip


def remembered(agency: Agency, site: str) -> SiteMapping:
    return SiteMapping.objects.filter(agency=agency, site=site).first() or SiteMapping(agency=agency, site=site)


def clear_abandoned(agency: Agency) -> int:
    """Batches of killed imports go with their files: they never became whole, and nobody has seen them."""
    left = list(SiteImport.objects.filter(agency=agency, state=SiteImport.State.STAGING))
    for batch in left:
        with transaction.atomic():
            files = [row.stored for row in batch.files.select_related("stored")]
            batch.delete()
            for stored in files:
                discard(stored)
    return len(left)


def _stage(
    act: Act, agency: Agency, importer: int, site: str, host: str, name: str, table: Table, digest: str,
    coming: Sequence[Candidate], replaced: Sequence[SiteRow], archive: Archive, told: Told,
) -> SiteImport:  # fmt: skip
    batch = SiteImport.objects.create(
        agency=agency, site=site, host=host, file_name=name[-200:], sha256=table.sha256, digest=digest,
        importer_id=importer, importer_name=act.actor_name, imported_at=act.now,
    )  # fmt: skip
    stored = _keep_files(act, batch, coming, table, archive, told)
    rows = [_row(batch, candidate, stored) for candidate in coming]
    with transaction.atomic():
        for start in range(0, len(rows), _PORTION):
            SiteRow.objects.bulk_create(rows[start : start + _PORTION])
        SiteRow.objects.filter(pk__in=[row.pk for row in replaced]).update(state=SiteRow.State.REPLACED)
        batch.number = (
            f"{agency.short_name}迁入〔{act.today.year}〕{allocate(f'moving.import/{agency.code}/{act.today.year}')}号"
        )
        batch.state = SiteImport.State.STAGED
        batch.save(update_fields=["number", "state"])
        record(
            act, "moving.staged", "moving.import", public_id(batch.pk), chain=agency.code,
            facts={"number": batch.number, "sha256": batch.sha256, "rows": len(rows), "files": len(stored), "replaced": len(replaced)},
            changed={"file": name, "site": site},
        )  # fmt: skip
    return batch


def _keep_files(
    act: Act, batch: SiteImport, coming: Sequence[Candidate], table: Table, archive: Archive, told: Told
) -> dict[tuple[str, int], StoredFile]:
    """Each file for each agency once, without its authors' data where that can be taken out."""
    wanted = {
        (name, one.agency.pk): None for one in coming for name, _ in (*one.files, *((name, source) for source, name in one.pictures))
    }  # fmt: skip
    kept: dict[tuple[str, int], StoredFile] = {}
    for number, (name, agency_id) in enumerate(wanted, 1):
        with transaction.atomic():
            shown = name.rpartition("/")[2]
            handed = store_made(
                act=act, agency_id=agency_id, name=shown, content=archive.read(name), media_type=table.media[name]
            )
            clean, _ = store_publishable(act=act, stored=handed)
            if clean.pk != handed.pk:
                discard(handed)
            SiteFile.objects.create(batch=batch, name=f"{agency_id}/{name}"[-300:], stored=clean)
        kept[name, agency_id] = clean
        told(number, len(wanted), f"已保存附件{number}/{len(wanted)}")
    return kept


def _row(batch: SiteImport, one: Candidate, stored: Mapping[tuple[str, int], StoredFile]) -> SiteRow:
    files = [(stored[name, one.agency.pk], label) for name, label in one.files]
    at: dict[str, str] = {}
    for source, name in one.pictures:
        picture = stored[name, one.agency.pk]
        at[source] = f"{PICTURES}{public_id(picture.pk)}"
        if all(picture.pk != file.pk for file, _ in files):
            files.append((picture, f"正文图片：{picture.name}"[:200]))
    values = {**one.values, "body_html": with_pictures(one.values["body_html"], at), "missing": one.missing}
    return SiteRow(
        batch=batch, agency=one.agency, line=one.line, host=one.host, path=one.path, title=one.values["title"][:300], values=values,
        files=[[public_id(file.pk), label] for file, label in files], digest=one.digest,
    )  # fmt: skip


def _compare(table: Table) -> tuple[list[Candidate], list[Candidate], list[SiteRow]]:
    """What is new, what stands here already word for word, and rows of earlier batches that wait and are mended by this file."""
    hosts = {one.host for one in table.candidates}
    here: dict[tuple[str, str], SiteRow] = {}
    live = (SiteRow.State.WAITING, SiteRow.State.CLEAR, SiteRow.State.OUT, SiteRow.State.LEFT_OUT)
    rows = SiteRow.objects.filter(host__in=hosts, state__in=live, batch__state__in=("STAGED", "PUBLISHED"))
    for row in rows.defer("values", "findings").order_by("id").iterator(chunk_size=2000):
        here[row.host, row.path] = row
    coming, unchanged, replaced = [], [], []
    numbers = _numbers_given(table)
    for one in table.candidates:
        before = here.get((one.host, one.path))
        if before is not None and before.digest == one.digest:
            unchanged.append(one)
        elif before is not None and before.state == SiteRow.State.OUT:
            table.faults.append(
                Fault(
                    one.line,
                    "原网址",
                    one.path[:60],
                    "这个网址的信息已经迁入并发布，内容与本次不同",
                    "已发布的信息请用“更正”修改",
                )
            )
        elif (one.agency.pk, one.values["document_number"]) in numbers:
            number = one.values["document_number"]
            table.faults.append(
                Fault(one.line, "发文字号", number, "本单位已有这个文号的文件", "同一文号只能有一个文件")
            )
        else:
            coming.append(one)
            if before is not None:
                replaced.append(before)
    table.faults.sort(key=lambda fault: fault.row)
    return coming, unchanged, replaced


def _numbers_given(table: Table) -> set[tuple[int, str]]:
    given = {one.values["document_number"] for one in table.candidates if one.values["document_number"]}
    found: set[tuple[int, str]] = set()
    listed = sorted(given)
    for start in range(0, len(listed), _PORTION):
        rows = Item.objects.filter(document_number__in=listed[start : start + _PORTION])
        found |= set(rows.values_list("agency_id", "document_number"))
    return found


def _digest(table: Table, headings: Mapping[str, str], columns: Mapping[str, str]) -> str:
    told = [table.sha256, sorted(one.digest for one in table.candidates), dict(headings), dict(columns)]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def remember(act: Act, agency: Agency, site: str, headings: Mapping[str, str], columns: Mapping[str, str]) -> None:
    """What a file calls things, added to what was known of this site; an empty name forgets one."""
    known = remembered(agency, site)
    headings, columns = {**known.headings, **headings}, {**known.columns, **columns}
    SiteMapping.objects.update_or_create(
        agency=agency, site=site,
        defaults={
            "headings": {name: text for name, text in headings.items() if text},
            "columns": {old: code for old, code in columns.items() if code}, "saved_by": act.actor_id, "saved_at": act.now,
        },
    )  # fmt: skip


def _site_reasons(site: str, host: str) -> Iterator[Reason]:
    if not site or len(site) > 120:
        yield Reason("site", "请填写原网站的名称，最多120字，例如 温县人民政府原门户网站")
    labels = host.split(".")
    if (
        not 2 <= len(labels) <= 10
        or not all(label and label.replace("-", "").isalnum() for label in labels)
        or len(host) > 120
    ):
        yield Reason("host", f"“{host[:60]}”不是域名；请填写原网站的域名，例如 www.wenxian.gov.cn")
