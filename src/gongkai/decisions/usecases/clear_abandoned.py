"""Remove what killed imports left behind. Every import does it for its own ledger; this does it for all."""

from __future__ import annotations

from django.db import transaction

from gongkai.audit.acts import Act
from gongkai.decisions.models import ImportBatch
from gongkai.decisions.staging import abandon, is_alive, tell


def clear_abandoned(*, act: Act) -> int:
    """Clear every staging batch whose process is gone; gives their number. Nothing visible changes."""
    left = [
        batch
        for batch in ImportBatch.objects.filter(state=ImportBatch.State.STAGING).select_related("agency")
        if not is_alive(batch, act.now)
    ]
    cleared = 0
    for batch in left:
        if abandon(batch):
            cleared += 1
            with transaction.atomic():
                tell(batch, act, "decisions.import_cleared")
    return cleared
