"""The gate asked for rows that are still staged: as an item each would be, before it is one. What is found is the list to clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from gongkai.catalogue.gate import Finding, findings_of
from gongkai.catalogue.models import Attachment, Disclosure, Item
from gongkai.files.models import StoredFile
from gongkai.moving.models import SiteImport, SiteRow
from gongkai.numbering.keys import key_of
from gongkai.privacy.cipher import blind_index

_DAYS = ("published_on", "date_of_document", "formed_on")
_TEXTS = ("title", "body_html", "summary", "source", "keywords", "subject_class", "document_number")


def item_of(row: SiteRow, batch: SiteImport) -> tuple[Item, list[Attachment]]:
    """The item a row would be, unsaved: its key is the row's, so that findings keep their names when it goes out."""
    days = {name: date.fromisoformat(row.values[name]) for name in _DAYS if row.values.get(name)}
    item = Item(
        id=row.pk, agency=row.agency, kind=row.values["kind"], column_id=row.values["column"], attribute=Disclosure.PROACTIVE,
        drafter_id=batch.importer_id, authors=[batch.importer_id], date_of_document=days.get("date_of_document"),
        formed_on=days.get("formed_on") or days.get("date_of_document") or days["published_on"],
        origin_source=batch.site, origin_published_on=days["published_on"], origin_index_number=row.values["index_number"],
        origin_address=f"{row.host}{row.path}"[:500], origin_batch=batch.number,
        **{name: row.values.get(name, "") for name in _TEXTS},
    )  # fmt: skip
    keys = [key_of(public) for public, _ in row.files]
    stored = {one.pk: one for one in StoredFile.objects.filter(pk__in=keys)}
    files = [
        Attachment(item=item, place=place, file=stored[key], label=label)
        for place, (key, (_, label)) in enumerate(zip(keys, row.files, strict=True), 1)
    ]
    return item, files


def examine_row(row: SiteRow, batch: SiteImport, now: Any) -> SiteRow:
    """Ask the gate; what was released before stays released as long as it is the same finding."""
    item, files = item_of(row, batch)
    released = {one["key"]: one["released"] for one in row.findings if one.get("released")}
    found = [_as_json(finding) for finding in findings_of(item, files)] + list(_pictures(row))
    row.findings = [{**one, "released": released.get(one["key"])} for one in found]
    row.state = SiteRow.State.WAITING if stops(row.findings) else SiteRow.State.CLEAR
    row.examined_at = now
    return row


def stops(findings: Sequence[dict[str, Any]]) -> int:
    """How many findings stand against a row."""
    return sum(bool(one["blocks"]) and not one.get("released") for one in findings)


def _pictures(row: SiteRow) -> Any:
    for source in row.values.get("missing") or ():
        key = blind_index(f"picture|{source}", f"moving.row.{row.pk}")
        yield {
            "section": "file", "sentence": f"正文图片 {source} 没有随附，公众看不到", "blocks": True, "key": key,
            "mend": "把图片放进附件文件夹后重新导入",
        }  # fmt: skip


def _as_json(finding: Finding) -> dict[str, Any]:
    told = asdict(finding)
    told.pop("release")
    return told
