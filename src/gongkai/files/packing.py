"""Office files are ZIP archives, and those carry the moment of packing with every part: here they get the document's own day.

Otherwise the same document would give other bytes every two seconds, and a page that has not changed would be written anew.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def dated(packed: bytes, day: date) -> bytes:
    """The same parts in the same order, each of this day."""
    out = BytesIO()
    with ZipFile(BytesIO(packed)) as parts, ZipFile(out, "w") as written:
        for part in parts.infolist():
            written.writestr(
                ZipInfo(part.filename, (day.year, day.month, day.day, 0, 0, 0)), parts.read(part), ZIP_DEFLATED
            )
    return out.getvalue()
