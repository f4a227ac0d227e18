"""The rejected rows of an upload as a file to mend: the officer's own cells with the reasons beside them.

It is made anew each time from the encrypted upload and never stored. A cell a spreadsheet would compute is written with an
apostrophe before it; ``cells.plain`` names such a cell when it comes back.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from gongkai.decisions import vault
from gongkai.decisions.header import find_header
from gongkai.decisions.headings import headings_of_unit
from gongkai.decisions.models import Kind
from gongkai.decisions.reading import examine, read_rows
from gongkai.decisions.transfers import Upload
from gongkai.decisions.usecases.upload_ledger import rejects_name
from gongkai.decisions.writing import still, taken
from gongkai.numbering.keys import public_id

REASON = "退回原因"


def file_to_mend(upload: Upload) -> Iterator[bytes]:
    """CSV (UTF-8 with BOM), row by row. Raises CannotOpen before the first byte when the file is gone."""
    reasons = _reasons(upload)
    return _written(upload, reasons)


def _reasons(upload: Upload) -> dict[int, str]:
    """Line of the file -> everything wrong with it."""
    found: dict[int, list[str]] = {}
    for line in b"".join(vault.get(rejects_name(upload))).splitlines():
        row, field, reason = json.loads(line)
        found.setdefault(row, []).append(f"{field}：{reason}")
    return {row: "；".join(texts) for row, texts in found.items()}


def _written(upload: Upload, reasons: dict[int, str]) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    out = csv.writer(buffer)
    kind = Kind(upload.kind)
    with vault.in_the_clear(public_id(upload.pk), upload.file_name) as path:
        header, below, _ = find_header(kind, read_rows(examine(path)), headings_of_unit(upload.agency, kind))
        names = header or []
        reason_at = names.index(REASON) if REASON in names else len(names)
        out.writerow([*names[:reason_at], REASON])
        yield b"\xef\xbb\xbf" + taken(buffer)
        for line, cells in below:
            if line in reasons:
                row = [*cells, *[""] * reason_at][:reason_at]
                out.writerow([*map(still, row), reasons[line]])
                yield taken(buffer)
