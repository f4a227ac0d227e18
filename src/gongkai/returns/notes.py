"""Notes on a returned package as a file (退回意见): written by the government above, read where the package came from."""

from __future__ import annotations

import json
from typing import Any

from gongkai.agencies.errors import Reason, Refused
from gongkai.annual_report.bindings import label_of
from gongkai.annual_report.models import Sheet
from gongkai.law.annual_report.cells import CELLS
from gongkai.returns.models import Intake, ReturnNote
from gongkai.returns.package import as_bytes

KIND, FORMAT = "gongkai-return-notes", 1
MOST_NOTES = 500


def notes_file(sheet: Sheet, intake: Intake) -> bytes:
    """What was sent back, why, and what is to be mended in which cell; the digest says which package is meant."""
    notes = ReturnNote.objects.filter(sheet=sheet).order_by("id")
    return as_bytes(
        {
            "kind": KIND,
            "format": FORMAT,
            "package": intake.digest,
            "reason": sheet.reason,
            "by": sheet.decided_by_name,
            "on": sheet.decided_at.date().isoformat() if sheet.decided_at else "",
            "notes": [
                {"cell": note.cell, "label": label_of(note.cell) if note.cell else "", "text": note.text}
                for note in notes
            ],
        }
    )


def read_notes(name: str, content: bytes) -> tuple[str, str, list[dict[str, str]]]:
    """Digest of the package, reason, notes by cell. Raises Refused for anything else."""
    try:
        told = json.loads(content)
        if (told["kind"], told["format"]) != (KIND, FORMAT) or len(told["notes"]) > MOST_NOTES:
            raise ValueError
        notes = [_note(one) for one in told["notes"]]
        return str(told["package"]), str(told["reason"])[:300], notes
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise Refused([Reason("file", f"“{name}”不是退回意见文件（JSON）；请向上级索取")]) from problem


def _note(one: dict[str, Any]) -> dict[str, str]:
    cell = str(one["cell"])
    if cell and cell not in CELLS:
        raise ValueError(cell)
    return {"cell": cell, "label": label_of(cell) if cell else "全表", "text": str(one["text"])[:300]}
