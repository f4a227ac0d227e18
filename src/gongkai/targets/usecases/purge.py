"""After a purge no table that was made may still hold the words: its bytes go, the line of it stays."""

from __future__ import annotations

from datetime import UTC, datetime

from gongkai.editions.models import Publication
from gongkai.targets.adapters.table import place_of
from gongkai.targets.models import TargetFile


def forget_purged(row: Publication) -> int:
    """Removed files; may be called again."""
    files = list(
        TargetFile.objects.filter(entries__publication=row, removed_at__isnull=True).select_related("target").distinct()
    )
    for file in files:
        place_of(file).unlink(missing_ok=True)
        file.removed_at = datetime.now(UTC)
        file.save(update_fields=["removed_at"])
    return len(files)
