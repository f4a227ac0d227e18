"""What the portal needs to show an edition of this room on its own page, beside the edition's own facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.html import escape

from gongkai.agencies.models import Agency
from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address

COLUMN_TYPE = "互动交流"


def public_page(
    *, agency: Agency, column_zh: str, title: str, day: date, sections: Sequence[tuple[str, object]]
) -> dict[str, Any]:
    """Title, organ, day and the sections (heading, text) as HTML; empty sections are left out, every text is escaped."""
    return {
        "title": title,
        "column_zh": column_zh,
        "column_type": COLUMN_TYPE,
        "agency": {"code": agency.code, "name": agency.name},
        "issuing_agencies": [agency.name],
        "source": agency.name,
        "published_on": day,
        "body_html": "".join(_section(heading, str(text)) for heading, text in sections if text),
    }


def address(publication: Publication | None) -> str:
    """Where the public reads it; empty for what is not public now."""
    if publication is None or publication.state != Publication.State.PUBLISHED:
        return ""
    return content_address(publication.pk)


def _section(heading: str, text: str) -> str:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
    return f"<h2>{escape(heading)}</h2>{paragraphs}"
