"""A folder of packages for a one-way gateway: each a folder with manifest, page, files and digests, there as a whole or not at all.

``targets/<code>/outgoing/<publication>-<edition>-<verb>/``. Made twice it is the same folder. A withdrawal takes packages of the same
publication that were not fetched yet out of the folder first, so that the gateway never carries what is down.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from django.conf import settings

from gongkai.editions.models import Publication
from gongkai.files.models import StoredFile
from gongkai.files.names import plain_name
from gongkai.files.store import read
from gongkai.numbering.keys import key_of, public_id
from gongkai.targets.adapters import CannotDeliver
from gongkai.targets.contents import FIELDS, told
from gongkai.targets.models import Target, TargetEntry

_HEAD = ("agency", "index_number", "document_number", "date_of_document", "published_on", "source", "validity", "note")


def deliver(target: Target, entry: TargetEntry, row: Publication) -> bool:
    """Raises NotMapped, CannotDeliver, OSError."""
    place = folder(target)
    parts = dict(contents(target, entry, row))
    name = name_of(entry, row)
    place.mkdir(parents=True, exist_ok=True)
    if (place / name).is_dir() and _holds(place / name, parts):
        return True
    temporary = place.parent / f".new-{secrets.token_hex(6)}"
    try:
        _write(temporary, parts)
        withdraw_unfetched(target, row)
        temporary.replace(place / name)
        _sync(place)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return True


def withdraw_unfetched(target: Target, row: Publication) -> int:
    """Earlier packages of this publication that still lie there: what comes now takes their place."""
    old = list(folder(target).glob(f"{public_id(row.id)}-*"))
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)


def contents(target: Target, entry: TargetEntry, row: Publication) -> Iterator[tuple[str, bytes]]:
    """The parts of a package by name; the digests come last and cover the others."""
    parts = dict(_parts(target, entry, row))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(parts.items()))
    yield from parts.items()
    yield "SHA256SUMS", sums.encode()


def folder(target: Target) -> Path:
    return Path(settings.GONGKAI_HOME) / "targets" / target.code / "outgoing"


def name_of(entry: TargetEntry, row: Publication) -> str:
    return f"{public_id(row.id)}-{entry.edition:04d}-{entry.verb}"


def _parts(target: Target, entry: TargetEntry, row: Publication) -> Iterator[tuple[str, bytes]]:
    facts = told(target, entry, row)
    is_gone = entry.verb == TargetEntry.Verb.WITHDRAW
    files = {} if is_gone else dict(_files(row))
    named = {heading: facts[name] for heading, name in target.fields} if target.fields else {}
    manifest = {
        "format": "gongkai-package/1", "action": entry.verb, "target": target.code, "id": facts["id"], "edition": entry.edition,
        "external_address": entry.address, "content_digest": row.current.digest if row.current and not is_gone else "",
        "fields": {name: facts[name] for name in FIELDS if facts[name]}, "mapped": named,
        "files": [
            {"file": f"files/{name}", "label": label, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, (label, content) in files.items()
        ],
    }  # fmt: skip
    yield "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
    if not is_gone:
        yield "index.html", _page(facts, row, files).encode()
        for name, (_, content) in files.items():
            yield f"files/{name}", content


def _files(row: Publication) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """Only what the edition lists, with the digest it names."""
    for file in (row.current.payload.get("attachments") or ()) if row.current else ():
        stored = StoredFile.objects.filter(pk=key_of(str(file["file"]))).first()
        if stored is None or stored.sha256 != file["sha256"]:
            raise CannotDeliver(f"附件“{file.get('label', '')}”缺失或者已损坏，请从备份恢复后重试")
        try:
            yield f"{file['file']}-{plain_name(stored.name)}", (str(file.get("label", "")), read(stored))
        except (OSError, ValueError) as error:
            raise CannotDeliver(f"附件“{file.get('label', '')}”缺失或者已损坏，请从备份恢复后重试") from error


def _page(facts: Mapping[str, str], row: Publication, files: Mapping[str, tuple[str, bytes]]) -> str:
    """A page that stands alone: text and metadata, pictures and attachments beside it, nothing from elsewhere."""
    body = facts["body_html"]
    for name in files:
        body = body.replace(
            f'src="/content/{public_id(row.id)}/{name.partition("-")[0]}"', f'src="files/{escape(name)}"'
        )
    head = "".join(
        f"<tr><th>{escape(FIELDS[name])}</th><td>{escape(facts[name])}</td></tr>" for name in _HEAD if facts[name]
    )
    listed = "".join(
        f'<li><a href="files/{escape(name)}">{escape(label)}</a></li>'
        for name, (label, _) in files.items()
        if f'src="files/{escape(name)}"' not in body
    )
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(facts["title"])}</title></head>\n<body>'
        f"<h1>{escape(facts['title'])}</h1>\n<table>{head}</table>\n{body}\n{f'<ul>{listed}</ul>' if listed else ''}</body></html>\n"
    )


def _write(place: Path, parts: Mapping[str, bytes]) -> None:
    for name, content in parts.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())


def _holds(place: Path, parts: Mapping[str, Any]) -> bool:
    try:
        return all((place / name).read_bytes() == content for name, content in parts.items())
    except OSError:
        return False


def _sync(place: Path) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
