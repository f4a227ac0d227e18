"""Pages of a long list by key (newest change first): the last row leads on, however far one reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from gongkai.catalogue.models import Item
from gongkai.numbering.keys import key_of, public_id

ROWS = 30
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ItemPage:
    """``after`` leads to the next page, empty where there is none."""

    rows: list[Item]
    after: str


def page_of(items: QuerySet[Item], after: str, size: int = ROWS) -> ItemPage:
    """``items`` in the order (-changed_at, -id). A broken ``after`` starts anew."""
    place = _read(after)
    if place is not None:
        moment, key = place
        items = items.filter(changed_at__lte=moment).filter(Q(changed_at__lt=moment) | Q(id__lt=key))
    found = list(items[: size + 1])
    shown = found[:size]
    return ItemPage(shown, _write(shown[-1]) if len(found) > size else "")


def _write(item: Item) -> str:
    return f"{(item.changed_at - _EPOCH) // timedelta(microseconds=1)}-{public_id(item.id)}"


def _read(text: str) -> tuple[datetime, int] | None:
    micros, _, key = text.partition("-")
    try:
        return _EPOCH + timedelta(microseconds=int(micros)), key_of(key)
    except (ValueError, OverflowError):
        return None
