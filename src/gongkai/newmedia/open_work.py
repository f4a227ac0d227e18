"""Posts of an officer that are not out yet, and accounts applied for."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gongkai.agencies.in_hand import kept_in_hand
from gongkai.agencies.models import Officer
from gongkai.agencies.open_work import OpenWork, Piece
from gongkai.agencies.roles import Role
from gongkai.newmedia.account_states import AccountState
from gongkai.newmedia.models import NewMediaAccount, PostDraft

_OPEN = (PostDraft.State.DRAFT, PostDraft.State.IN_REVIEW, PostDraft.State.FAILED)


def drafted_by(officer: Officer) -> Iterator[Piece]:
    rows = PostDraft.objects.filter(drafter=officer, state__in=_OPEN).select_related("account", "sheet").order_by("id")
    for draft in rows:
        yield Piece(draft.pk, f"{draft.account.name}：{draft.title}", draft.standing_zh)


def move(giver: Officer, receiver: Officer, keys: Collection[int]) -> int:
    return PostDraft.objects.filter(pk__in=keys, drafter=giver, state__in=_OPEN).update(drafter=receiver)


def applications(keys: Collection[int]) -> Iterator[Piece]:
    """Accounts applied for that do not run yet."""
    rows = NewMediaAccount.objects.filter(pk__in=keys, state__in=(AccountState.APPLIED, AccountState.APPROVED))
    for account in rows.order_by("id"):
        yield Piece(account.pk, f"{account.get_platform_display()}：{account.name}", account.get_state_display())


OPEN_WORK = (
    OpenWork(
        "newmedia.post", "新媒体信息", "三审三校后发布；账号连续两周不更新即单项否决", drafted_by, move, (Role.DRAFTER,)
    ),
    kept_in_hand(
        "newmedia.account",
        "新媒体账号开设",
        "主管部门审批后运行，并在全国备案系统备案",
        applications,
        Role.DRAFTER,
        Role.OFFICE_HEAD,
    ),
)
