"""A paper handed out as a file."""

from __future__ import annotations

from django.http import HttpResponse

from gongkai.agencies.errors import NotFound
from gongkai.oversight.papers import FORMATS, Paper


def handed_out(paper: Paper, ending: str, name: str) -> HttpResponse:
    """Raises NotFound for a format there is not."""
    if ending not in FORMATS:
        raise NotFound([])
    media_type, make = FORMATS[ending]
    response = HttpResponse(make(paper), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
