"""A table in the template of the other platform: what waits is collected, and written as one CSV or XLSX when an officer asks.

Here nothing is there by itself: a row is delivered with the file it was written into. A purge removes files that still hold the words.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from django.conf import settings

from gongkai.editions.models import Publication
from gongkai.targets.adapters import CannotDeliver
from gongkai.targets.contents import told, usual_fields
from gongkai.targets.models import Target, TargetEntry, TargetFile

LONGEST_CELL = 32_767


def deliver(target: Target, entry: TargetEntry, row: Publication) -> bool:
    """Whether it could be written; it waits for the next file. Raises NotMapped, CannotDeliver."""
    cells_of(target, entry, row)
    return False


def headings(target: Target) -> list[str]:
    return [heading for heading, _ in target.fields or usual_fields()]


def cells_of(target: Target, entry: TargetEntry, row: Publication) -> list[str]:
    facts = told(target, entry, row)
    cells = [facts[name] for _, name in target.fields or usual_fields()]
    if target.format == Target.Format.XLSX and max(map(len, cells), default=0) > LONGEST_CELL:
        raise CannotDeliver(f"正文超过 {LONGEST_CELL} 字，XLSX 的一格放不下；请改用 CSV，或者不送正文")
    return cells


def written(target: Target, rows: Sequence[Sequence[str]]) -> bytes:
    """The file: headings and rows, nothing read as a formula."""
    if target.format == Target.Format.XLSX:
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False})
        sheet = book.add_worksheet("信息")
        for place, line in enumerate([headings(target), *rows]):
            for column, cell in enumerate(line):
                sheet.write_string(place, column, cell)
        book.close()
        return out.getvalue()
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(headings(target))
    table.writerows([[f"'{cell}" if cell[:1] in "=+-@\t" and cell[:1] else cell for cell in line] for line in rows])
    return text.getvalue().encode("utf-8-sig")


def place_of(file: TargetFile) -> Path:
    return Path(settings.GONGKAI_HOME) / "targets" / file.target.code / "tables" / file.name


def keep(file: TargetFile, content: bytes) -> None:
    path = place_of(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".new-{path.name}")
    temporary.write_bytes(content)
    temporary.replace(path)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
