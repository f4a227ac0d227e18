"""Bytes nobody refers to. A refusal or a kill after a file was written leaves them behind; after a day they go.

A writer who finds the same content lying there marks it as new first (``store``), so that it is not taken from under a file that is being kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from gongkai.files.models import StoredFile
from gongkai.jobs.recurring import Recurring

KEPT = timedelta(days=1)
_ASIDE = ".swept."


def sweep(now: datetime) -> int:
    """How many files were removed."""
    before, removed = (now - KEPT).timestamp(), 0
    for folder in sorted((Path(settings.GONGKAI_HOME) / "files").glob("??")):
        old = [path for path in folder.iterdir() if path.is_file() and path.stat().st_mtime < before]
        known = _known([_digest(path) for path in old])
        for path in old:
            if _digest(path) not in known:
                removed += _removed(path, before)
            elif path.name != _digest(path):  # put aside by a sweep that was killed
                path.replace(path.with_name(_digest(path)))
    return removed


def _digest(path: Path) -> str:
    return path.name.removeprefix(_ASIDE)


def _known(digests: list[str]) -> set[str]:
    return set(StoredFile.objects.filter(sha256__in=digests).values_list("sha256", flat=True)) if digests else set()


def _removed(path: Path, before: float) -> bool:
    """Put aside, looked at once more, then removed: whoever comes now finds nothing there and writes it again."""
    aside = path.with_name(f"{_ASIDE}{_digest(path)}")
    path.replace(aside)
    if aside.stat().st_mtime >= before or _known([_digest(path)]):
        aside.replace(path.with_name(_digest(path)))
        return False
    aside.unlink()
    return True


RECURRING = (Recurring("files.sweep", timedelta(days=1), sweep),)
