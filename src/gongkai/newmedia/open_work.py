"""Posts of an officer that are not out yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gongkai.agencies.models import Officer
from gongkai.agencies.open_work import OpenWork, Piece
from gongkai.newmedia.models import PostDraft

_OPEN = (PostDraft.State.DRAFT, PostDraft.State.IN_REVIEW, PostDraft.State.FAILED)


def drafted_by(officer: Officer) -> Iterator[Piece]:
    rows = PostDraft.objects.filter(drafter=officer, state__in=_OPEN).select_related("account", "sheet").order_by("id")
    for draft in rows:
        yield Piece(draft.pk, f"{draft.account.name}：{draft.title}", draft.standing_zh)


def move(giver: Officer, receiver: Officer, keys: Collection[int]) -> int:
    return PostDraft.objects.filter(pk__in=keys, drafter=giver, state__in=_OPEN).update(drafter=receiver)


OPEN_WORK = (OpenWork("newmedia.post", "新媒体信息", "三审三校后发布；账号连续两周不更新即单项否决", drafted_by, move),)
