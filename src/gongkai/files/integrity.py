"""Stored files: each is there, with the bytes it was stored with."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.audit.damage import Damage
from gongkai.files.models import StoredFile
from gongkai.files.store import read
from gongkai.numbering.keys import public_id


def broken_files() -> Iterator[Damage]:
    """Files that are missing, cannot be read, or were changed. Names are not told: they may be personal."""
    for stored in StoredFile.objects.order_by("id").iterator(chunk_size=500):
        problem = _problem(stored)
        if problem:
            yield Damage(public_id(stored.id), problem)


def stored_files() -> int:
    return StoredFile.objects.count()


def _problem(stored: StoredFile) -> str:
    try:
        content = read(stored)
    except FileNotFoundError:
        return "the file is missing; restore it from a backup"
    except OSError as error:
        return f"the file cannot be read ({error.strerror})"
    except ValueError:
        return "the file was changed after it was stored; restore it from a backup"
    return "" if len(content) == stored.size else f"the file has {len(content)} bytes, {stored.size} were stored"
