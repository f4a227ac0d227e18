"""The report as DOCX, from a template the office may edit in WPS or Word (docxtpl)."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from gongkai.annual_report.document import Document, Paragraph, shown, title_lines
from gongkai.annual_report.exports.docx_template import TEMPLATE
from gongkai.files.packing import dated


def docx_bytes(document: Document) -> bytes:
    """The report in the office's own template (data folder, ``templates/report.docx``), else in ours."""
    template = DocxTemplate(template_path())
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    template.render(context_of(document), environment)
    properties = template.docx.core_properties
    properties.title, properties.author = document.title, document.agency_name
    properties.created = properties.modified = datetime.combine(document.issued_on, datetime.min.time())
    out = BytesIO()
    template.save(out)
    return dated(out.getvalue(), document.issued_on)


def template_path() -> Path:
    own = Path(settings.GONGKAI_HOME) / "templates" / "report.docx"
    return own if own.is_file() else TEMPLATE


def context_of(document: Document) -> dict[str, Any]:
    """What a template may use: ``title``, ``agency``, ``year``, ``notes``, ``s`` (paragraphs by part), ``f`` (figures by key)."""
    texts = {section.key: _texts(section.paragraphs) for section in document.sections}
    texts |= {part.key: _texts(part.paragraphs) for section in document.sections for part in section.parts}
    return {
        "title": "\n".join(title_lines(document)),
        "agency": document.agency_name,
        "year": document.year,
        "notes": list(document.notes),
        "s": texts,
        "f": {key: shown(value) for key, value in document.figures.items()},
    }


def _texts(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    return ["".join(piece.text for piece in paragraph) for paragraph in paragraphs]
