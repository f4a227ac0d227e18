"""The letter as DOCX, from a template the office may edit in WPS or Word (docxtpl): for letters that are sealed on paper."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from gongkai.notices.document import LetterDocument, Slip
from gongkai.notices.docx_template import TEMPLATE

_TO_WRITE_ON = ("＿" * 25,) * 4


def letter_docx(document: LetterDocument, layout: bytes | None = None) -> bytes:
    """The letter in the layout an office brought (``layouts``), else the data folder's ``templates/letter.docx``, else ours."""
    return filled(BytesIO(layout) if layout else template_path(), document)


def filled(source: Path | BytesIO, document: LetterDocument) -> bytes:
    """A template with the letter's contents; what it asks for and a letter does not have is an error."""
    template = DocxTemplate(source)
    template.render(context_of(document), SandboxedEnvironment(undefined=StrictUndefined, autoescape=True))
    properties = template.docx.core_properties
    properties.title, properties.author = f"{document.title} {document.number}", document.agency
    properties.created = properties.modified = datetime.combine(document.made_on, datetime.min.time())
    out = BytesIO()
    template.save(out)
    return out.getvalue()


def template_path() -> Path:
    own = Path(settings.GONGKAI_HOME) / "templates" / "letter.docx"
    return own if own.is_file() else TEMPLATE


def context_of(document: LetterDocument) -> dict[str, Any]:
    """What a template may use."""
    return {
        "agency": document.agency, "number": document.number, "title": document.title, "addressee": document.addressee,
        "paragraphs": document.paragraphs, "day": document.day_zh, "slip": _slip(document.slip), "enclosures": document.enclosures,
    }  # fmt: skip


def _slip(slip: Slip | None) -> Slip | None:
    """With lines to write the reasons on."""
    if slip is None:
        return None
    lines = (line for row in slip.lines for line in ((row, *_TO_WRITE_ON) if row.startswith("理由") else (row,)))
    return Slip(slip.title, tuple(lines))
