"""Drafts of an officer and returned items to mend."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from gongkai.agencies.models import Officer
from gongkai.agencies.open_work import OpenWork, Piece
from gongkai.catalogue.deadlines import publication_due
from gongkai.catalogue.models import Item
from gongkai.law.calendar import CalendarError
from gongkai.law.errors import LawError
from gongkai.law.holiday_notices import packaged_calendar

_OPEN = (Item.State.DRAFT, Item.State.IN_REVIEW)


def drafted_by(officer: Officer) -> Iterator[Piece]:
    """Everything of this drafter that is not published yet: also what is under review, since it may come back."""
    for item in Item.objects.filter(drafter=officer, state__in=_OPEN).select_related("sheet").order_by("id"):
        yield Piece(item.pk, item.title or "（未拟标题）", item.standing_zh, _due(item))


def move(giver: Officer, receiver: Officer, keys: Collection[int]) -> int:
    """The receiver mends and hands in; the giver stays an author, so that neither may review it."""
    moved = 0
    for item in Item.objects.select_for_update(of=("self",)).filter(pk__in=keys, drafter=giver, state__in=_OPEN):
        item.drafter = receiver
        item.save(update_fields=["drafter"])
        moved += 1
    return moved


def _due(item: Item) -> date | None:
    try:
        due = publication_due(item, packaged_calendar())
    except (LawError, CalendarError):
        return None
    return due.day if due else None


OPEN_WORK = (
    OpenWork(
        "catalogue.item", "公开信息文稿",
        "属于主动公开范围的，自信息形成或者变更之日起20个工作日内公开（《条例》第二十六条）；先审查、后公开（第十七条）", drafted_by, move,
    ),
)  # fmt: skip
