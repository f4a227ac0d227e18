"""Return letters of an audit in the office's own letter form (``notices``), one file a unit, ready to be numbered and sealed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gongkai.annual_report.reader.batch_answer import LETTER_TITLE, Letter
from gongkai.notices.document import LetterDocument
from gongkai.notices.docx import letter_docx

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME = 60


def letters_zip(letters: Sequence[Letter], sender: str, on: date) -> bytes:
    """One DOCX a letter, numbered in the order of the matrix; the same letters of the same day give the same file."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for number, letter in enumerate(letters, start=1):
            name = _UNSAFE.sub("_", letter.addressee)[:_LONGEST_NAME]
            place = ZipInfo(f"{number:03d}-{name}.docx", (on.year, on.month, on.day, 0, 0, 0))
            place.compress_type = ZIP_DEFLATED
            packed.writestr(place, letter_docx(_document(letter, sender, on)))
    return out.getvalue()


def _document(letter: Letter, sender: str, on: date) -> LetterDocument:
    """Without a number: the office numbers what it seals."""
    return LetterDocument("report_return", sender, "", LETTER_TITLE, letter.addressee, letter.paragraphs, on)
