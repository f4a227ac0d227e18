"""What the files of public documents say, read once, after the document is found by everything else.

Reading a file takes seconds and happens in a process of its own, so it is no part of the delivery that puts a document into the
index: that notes which files are to be read, recurring work reads them and indexes the document again. What cannot be read is noted
and not tried again. A withdrawn document's texts go with the delivery that takes it out of the index.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime

from django.db import transaction

from gongkai.editions.models import Publication
from gongkai.files.extraction import text_of
from gongkai.files.models import StoredFile
from gongkai.files.store import read
from gongkai.numbering.keys import key_of
from gongkai.search.models import FileText

LONGEST_TEXT = 2_000_000
SECONDS_A_ROUND = 20.0
Texts = Mapping[int, str]


def texts_of(publications: Collection[int]) -> dict[int, dict[int, str]]:
    """By publication and file, what has been read."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = FileText.objects.filter(publication_id__in=publications).exclude(text=None).exclude(text="")
    for publication, file, text in rows.values_list("publication_id", "file", "text"):
        found[publication][file] = text or ""
    return found


def note_files(rows: Iterable[Publication]) -> None:
    """Files of these public documents that are not known yet are to be read; what is no longer among them is forgotten."""
    wanted = {(row.id, file) for row in rows for file in files_of(row)}
    known = set(FileText.objects.filter(publication__in=rows).values_list("publication_id", "file"))
    if not wanted and not known:
        return
    FileText.objects.bulk_create(
        (FileText(publication_id=publication, file=file) for publication, file in sorted(wanted - known)),
        ignore_conflicts=True,
    )
    for publication, file in known - wanted:
        FileText.objects.filter(publication_id=publication, file=file).delete()


def forget_files(publications: Collection[int]) -> None:
    FileText.objects.filter(publication_id__in=publications).delete()


def files_of(row: Publication) -> list[int]:
    """Keys of the files of the edition shown now."""
    payload = row.current.payload if row.current else {}
    return [key_of(str(file["file"])) for file in payload.get("attachments") or () if file.get("file")]


def read_waiting_files(seconds: float = SECONDS_A_ROUND) -> set[int]:
    """Read files for about ``seconds``; returns the publications whose texts are now known."""
    done: set[int] = set()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        row = FileText.objects.filter(text=None).order_by("id").first()
        if row is None:
            break
        text, problem = _text_of(row.file)
        with transaction.atomic():
            kept = FileText.objects.filter(pk=row.pk)  # gone meanwhile: it was withdrawn while it was read
            if kept.update(text=text, problem=problem[:300], read_at=datetime.now(UTC)):
                done.add(row.publication_id)
    return done


def _text_of(file: int) -> tuple[str, str]:
    """The text and what was wrong; one of them is always there to be kept."""
    stored = StoredFile.objects.filter(pk=file).first()
    if stored is None:
        return "", "the file is not stored here"
    try:
        content = read(stored)
    except (OSError, ValueError) as error:
        return "", str(error)
    extracted = text_of(content, stored.media_type)
    text = extracted.text.replace("\x00", "")
    cut = "" if len(text) <= LONGEST_TEXT else f"only the first {LONGEST_TEXT:,} characters are searched"
    return text[:LONGEST_TEXT], "；".join([*extracted.problems, *([cut] if cut else [])])
