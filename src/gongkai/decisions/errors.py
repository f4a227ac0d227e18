"""Refusals of this room."""

from __future__ import annotations

from gongkai.agencies.errors import Refused


class BadFile(Refused):
    """The file as a whole cannot be imported (not a table, wrong columns, dangerous, too large); nothing was written."""


class ImportTakenOver(Refused):
    """Another run found this import silent, cleared it and took its place; nothing of this one is kept."""
