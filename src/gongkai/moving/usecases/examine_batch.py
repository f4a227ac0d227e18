"""Ask the gate for every row of a batch that has not gone out. May be killed and begun again: each row is kept as it is done."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.moving.examining import examine_row
from gongkai.moving.models import SiteImport, SiteRow
from gongkai.moving.selectors import batch_for

OPEN = (SiteRow.State.WAITING, SiteRow.State.CLEAR)


def examine_batch(
    *, act: Act, batch_id: int, only_new: bool = True, told: Callable[[int, int], None] = lambda done, of: None
) -> SiteImport:
    """``only_new``: rows that were examined before are left; otherwise all are asked again (the lexicon has changed)."""
    require(act, Role.DRAFTER, Role.PUBLISHER)
    batch = batch_for(act, batch_id)
    rows = batch.rows.filter(state__in=OPEN)
    if only_new:
        rows = rows.filter(examined_at__isnull=True)
    keys = list(rows.order_by("line").values_list("pk", flat=True))
    for number, key in enumerate(keys, 1):
        with transaction.atomic():
            row = (
                batch.rows.select_for_update(of=("self",))
                .select_related("agency")
                .filter(pk=key, state__in=OPEN)
                .first()
            )
            if row is not None:
                examine_row(row, batch, act.now).save(update_fields=["findings", "state", "examined_at"])
        told(number, len(keys))
    return batch
