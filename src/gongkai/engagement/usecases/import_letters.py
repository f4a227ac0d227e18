"""Take letters of another system in from its file: all or nothing, each counted once by its number there, one line in the log."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db import IntegrityError, transaction

from gongkai.agencies.errors import Reason, Refused, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.engagement.letter_columns import (
    FIELDS,
    NOT_GIVEN,
    SOURCES,
    Source,
    number_written,
    places,
    source_named,
)
from gongkai.engagement.models import Letter, LetterImport, LetterMapping
from gongkai.engagement.usecases.receive_letter import of_source, receive_letter
from gongkai.files.tables import Row, read_table, told_at_once
from gongkai.numbering.keys import public_id

MOST_ROWS = 5000
_KINDS = {str(kind.label): kind.value for kind in Letter.Kind}


def import_letters(
    *, act: Act, agency: Agency, source: str, name: str, content: bytes, mapping: Mapping[str, str]
) -> LetterImport:
    """``mapping`` names the heading of a field where it is not a usual one; it is kept for the next file of this source."""
    require(act, Role.REQUEST_OFFICER, agency_id=agency.id)
    known_source = source_named(source)
    refuse_if(_source_reasons(known_source, source))
    assert known_source is not None
    table = read_table(name, content, most_rows=MOST_ROWS, with_csv=False)
    refuse_if([] if table.head else [Reason("file", "工作簿是空的，没有可以导入的行")])
    columns = places(table.head, mapping)
    cut = table.cut(columns["source_number"], "source_number", "原编号") if "source_number" in columns else []
    refuse_if([*_header_reasons(columns, table.head), *cut])
    try:
        return _taken(act, agency, known_source, name, content, mapping, columns, table.rows)
    except IntegrityError:
        again = "同一来源的信件刚刚由另一次导入登记，本次没有导入；请再导入一次，已登记的不重复计算"
        raise Refused([Reason("file", again)]) from None


def _taken(
    act: Act, agency: Agency, source: Source, name: str, content: bytes, mapping: Mapping[str, str],
    columns: Mapping[str, int], rows: Sequence[Row],
) -> LetterImport:  # fmt: skip
    with transaction.atomic():
        new, known = _take(act, agency, source, columns, rows)
        _keep(act, agency, source.name, mapping)
        batch = LetterImport.objects.create(
            agency=agency, source=source.name, file_name=name[:200], sha256=hashlib.sha256(content).hexdigest(), new=new,
            known=known, imported_by_name=act.actor_name, imported_at=act.now,
        )  # fmt: skip
        record(
            act, "engagement.letters_imported", "letter_import", public_id(batch.pk),
            facts={"sha256": batch.sha256, "new": new, "known": known},
        )  # fmt: skip
    return batch


def mapping_of(agency: Agency, source: str) -> dict[str, str]:
    """What was kept for this source."""
    kept = LetterMapping.objects.filter(agency=agency, source=source).values_list("headings", flat=True).first()
    return dict(kept or {})


def _take(act: Act, agency: Agency, source: Source, columns: Mapping[str, int], rows: Sequence[Row]) -> tuple[int, int]:
    reasons: list[Reason] = []
    new = known = 0
    seen: dict[str, int] = {}
    had = set(of_source(agency, source.name).values_list("source_number", flat=True))
    for line, cells in rows:
        said = {name: cells[place] if place < len(cells) else "" for name, place in columns.items()}
        number = said["source_number"] = number_written(said["source_number"])
        if number in seen:
            reasons.append(Reason("file", f"第{line}行：原编号{number[:40]}与第{seen[number]}行重复"))
            continue
        seen[number] = line
        if number in had:
            known += 1
            continue
        try:
            _receive(act, agency, source, said)
            new += 1
        except Refused as refused:
            reasons += [Reason("file", f"第{line}行：{reason}") for reason in refused.reasons]
    refuse_if(told_at_once(reasons))
    return new, known


def _receive(act: Act, agency: Agency, source: Source, said: Mapping[str, str]) -> None:
    kind = said.get("kind", "")
    if kind and kind not in _KINDS:
        raise Refused([Reason("kind", f"类型“{kind[:20]}”不能识别；可选：{'、'.join(_KINDS)}")])
    if not said["source_number"]:
        raise Refused([Reason("source_number", "没有原编号")])
    receive_letter(
        act=act, agency=agency, channel=source.channel, kind=_KINDS.get(kind, Letter.Kind.ADVICE),
        complexity=source.complexity, writer_name=said.get("writer_name") or NOT_GIVEN,
        writer_phone=said.get("writer_phone") or NOT_GIVEN, title=said["title"], text=said["text"], wishes_public=False,
        source=source.name, source_number=said["source_number"], submitted_on=_day(said["submitted_on"]),
    )  # fmt: skip


def _day(text: str) -> date:
    """2022-03-01, 2022/3/1 or either with a time behind it. Raises Refused naming what is accepted."""
    plain = text.replace("/", "-").split(" ")[0].split("T")[0]
    try:
        year, month, day = (int(part) for part in plain.split("-"))
        return date(year, month, day)
    except ValueError:
        raise Refused([Reason("submitted_on", f"来信日期“{text[:20]}”不能识别，请写成 2022-03-01")]) from None


def _source_reasons(source: Source | None, typed: str) -> Iterator[Reason]:
    if source is None:
        yield Reason("source", f"“{typed[:40]}”不是已知的来源；可选：{'、'.join(one.name for one in SOURCES)}")


def _header_reasons(columns: Mapping[str, int], header: Sequence[str]) -> Iterator[Reason]:
    for field in FIELDS:
        if field.must and field.name not in columns:
            shown = "、".join(filter(None, header))[:200]
            yield Reason(field.name, f"没有找到“{field.label}”一栏，请填写它在文件中的表头；文件的表头：{shown}")


def _keep(act: Act, agency: Agency, source: str, mapping: Mapping[str, str]) -> None:
    LetterMapping.objects.update_or_create(
        agency=agency, source=source,
        defaults={
            "headings": {name: heading for name, heading in mapping.items() if heading}, "saved_by": act.actor_id,
            "saved_at": act.now,
        },
    )  # fmt: skip
