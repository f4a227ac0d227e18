"""Oversight: overview, bulletin."""

from __future__ import annotations

from pathlib import Path

from tests.edge.matrix.page import Page

from gongkai.agencies.tests.factories import Cast

PAGES = (
    Page("overview"),
    Page("overview-duties", lambda things: ("requests", "overdue")),
    Page("bulletins"),
    Page("bulletin-file", lambda things: ("docx",)),
)


def things(cast: Cast, folder: Path) -> dict[str, str]:
    return {}
