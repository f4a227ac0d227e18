"""Drafts of an officer and returned items to mend."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.in_hand import kept_in_hand
from gongkai.agencies.models import Officer
from gongkai.agencies.open_work import OpenWork, Piece
from gongkai.agencies.roles import Role
from gongkai.catalogue.deadlines import publication_due
from gongkai.catalogue.models import CleanUp, Correction, Item
from gongkai.law.calendar import CalendarError
from gongkai.law.errors import LawError

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
        due = publication_due(item, working_calendar())
    except (LawError, CalendarError):
        return None
    return due.day if due else None


def corrections(keys: Collection[int]) -> Iterator[Piece]:
    """Corrections drafted and neither published nor overtaken by a later one of the same item."""
    rows = Correction.objects.filter(pk__in=keys, published_at__isnull=True).select_related("item").order_by("id")
    for one in rows:
        if not one.item.corrections.filter(number__gt=one.number).exists():
            yield Piece(one.pk, f"更正：{one.item.title}"[:300], "待审核、发布")


def clean_ups(keys: Collection[int]) -> Iterator[Piece]:
    for run in CleanUp.objects.filter(pk__in=keys, state=CleanUp.State.OPEN).order_by("id"):
        yield Piece(run.pk, run.title, run.get_state_display())


OPEN_WORK = (
    kept_in_hand("catalogue.correction", "更正", "更正经审核后由另一人发布，原文留存可查", corrections, Role.DRAFTER),
    kept_in_hand("catalogue.clean_up", "规范性文件清理", "逐件提出清理意见，由另一人办结并公布清理结果", clean_ups, Role.OFFICE_HEAD),
    OpenWork(
        "catalogue.item", "公开信息文稿",
        "属于主动公开范围的，自信息形成或者变更之日起20个工作日内公开（《条例》第二十六条）；先审查、后公开（第十七条）", drafted_by, move,
        (Role.DRAFTER,),
    ),
)  # fmt: skip
