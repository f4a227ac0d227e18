"""The first line of every use case here: the item, locked, with what the rules ask about it."""

from __future__ import annotations

from django.db import connection

from gongkai.agencies.rights import ids_written_for
from gongkai.audit.acts import Act
from gongkai.catalogue.errors import no_such_item
from gongkai.catalogue.models import Item


def lock_item(act: Act, item_id: int, *related: str) -> Item:
    """An item of the own agency, or of the government whose office it is: locked, with the ``related`` rows about to be read.

    Raises NotFound for another agency's item, as for none.
    """
    rows = Item.objects.filter(pk=item_id, agency_id__in=ids_written_for(act))
    if related:
        rows = rows.select_related(*related)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    try:
        return rows.get()
    except Item.DoesNotExist:
        raise no_such_item() from None
