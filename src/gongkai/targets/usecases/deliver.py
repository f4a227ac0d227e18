"""Retry what failed, make the table of what waits, note where readers find it there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.keys import key_of, public_id
from gongkai.targets.adapters import CannotDeliver, table
from gongkai.targets.contents import NotMapped
from gongkai.targets.delivering import bring
from gongkai.targets.models import Target, TargetEntry, TargetFile
from gongkai.targets.selectors import entry_for, target_for
from gongkai.targets.standing import arrived, failed
from gongkai.targets.usecases.set_up import is_address

MOST_ROWS, MOST_BYTES = 5_000, 5 << 20


def retry(*, act: Act, target_id: int, entry_id: int | None = None) -> int:
    """One entry, or all that failed: they wait again, and are delivered by the next round; a single one at once."""
    require(act, Role.PUBLISHER, Role.SYSTEM_ADMIN)
    target = target_for(act, target_id)
    rows = target.entries.filter(state=TargetEntry.State.FAILED)
    if entry_id is not None:
        rows = rows.filter(pk=entry_id)
    with transaction.atomic():
        number = rows.update(state=TargetEntry.State.WAITING, changed_at=act.now)
        refuse_if([] if number else [Reason("entry", "没有未送达的信息")])
        record(
            act,
            "targets.retried",
            "targets.target",
            public_id(target.pk),
            chain=target.agency.code,
            facts={"entries": number},
        )
    if entry_id is not None:
        entry = entry_for(act, entry_id)
        bring(entry.target, entry.publication)
    return number


def make_table(*, act: Act, target_id: int) -> TargetFile:
    """Everything that waits, at most 5,000 rows, the oldest first; what cannot be written is told beside its entry."""
    require(act, Role.PUBLISHER)
    with transaction.atomic():
        target = target_for(act, target_id)
        refuse_if([] if target.kind == Target.Kind.TABLE else [Reason("kind", "数据包由系统自动生成，不需要生成表格")])
        waiting = target.entries.select_for_update(of=("self",)).filter(state=TargetEntry.State.WAITING)
        entries = list(
            waiting.select_related("publication__agency", "publication__current").order_by("changed_at", "id")[
                :MOST_ROWS
            ]
        )
        lines, ready = [], []
        for entry in entries:
            try:
                lines.append(table.cells_of(target, entry, entry.publication))
                ready.append(entry)
            except (NotMapped, CannotDeliver) as error:
                failed(entry, str(error), act.now)
        refuse_if([] if ready else [Reason("entries", "没有等待报送的信息")])
        content = table.written(target, lines)
        number = target.files.count() + 1
        file = TargetFile.objects.create(
            target=target, name=f"{target.code}-{act.today:%Y%m%d}-{number:04d}.{target.format}", rows=len(lines),
            sha256=table.digest(content), made_by_name=act.actor_name, made_at=act.now,
        )  # fmt: skip
        table.keep(file, content)
        for entry in ready:
            arrived(entry, act.now)
        file.entries.set(ready)
        record(
            act, "targets.table_made", "targets.target", public_id(target.pk), chain=target.agency.code,
            facts={"file": file.name, "rows": file.rows, "sha256": file.sha256},
        )  # fmt: skip
    return file


def note_address(*, act: Act, entry_id: int, address: str) -> TargetEntry:
    """Where readers find it on the other platform."""
    require(act, Role.PUBLISHER)
    with transaction.atomic():
        entry = entry_for(act, entry_id)
        given = address.strip()
        refuse_if(_address_reasons(entry.target, given))
        entry.address = given
        entry.save(update_fields=["address"])
        record(act, "targets.address_noted", "targets.entry", public_id(entry.pk), changed={"address": given})
    return entry


def take_receipts(*, act: Act, target_id: int, content: bytes) -> int:
    """A list from the other platform: number here, address there (CSV with two columns). All or nothing; how many."""
    require(act, Role.PUBLISHER)
    with transaction.atomic():
        target = target_for(act, target_id)
        given, reasons = _receipts(target, content)
        refuse_if(reasons)
        for entry, address in given:
            entry.address = address
        TargetEntry.objects.bulk_update([entry for entry, _ in given], ["address"], batch_size=500)
        record(
            act,
            "targets.receipts_taken",
            "targets.target",
            public_id(target.pk),
            chain=target.agency.code,
            facts={"entries": len(given)},
        )
    return len(given)


def _receipts(target: Target, content: bytes) -> tuple[list[tuple[TargetEntry, str]], list[Reason]]:
    if len(content) > MOST_BYTES:
        return [], [Reason("file", "回执文件最大 5 MB")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    known = {public_id(entry.publication_id): entry for entry in target.entries.all()}
    given, reasons = [], []
    for line, cells in enumerate(csv.reader(io.StringIO(text)), 1):
        number, address = (*(cell.strip() for cell in cells[:2]), "", "")[:2]
        if not number or (line == 1 and not _is_number(number)):
            continue
        if number not in known:
            reasons.append(Reason("file", f"第{line}行：编号“{number[:20]}”没有报送到“{target.name}”"))
        reasons += [Reason("file", f"第{line}行：{one.text}") for one in _address_reasons(target, address)]
        if number in known:
            given.append((known[number], address))
    if not given and not reasons:
        reasons.append(Reason("file", "没有读到回执；每行写 编号,网址，编号是报送时的编号"))
    return given, reasons[:50]


def _is_number(text: str) -> bool:
    try:
        key_of(text)
    except ValueError:
        return False
    return True


def _address_reasons(target: Target, address: str) -> Iterator[Reason]:
    if not is_address(address) or len(address) > 500:
        yield Reason(
            "address",
            f"“{address[:60]}”不是网址；请写全，例如 {target.site or 'https://www.jiaozuo.gov.cn/'}art/1.html",
        )
