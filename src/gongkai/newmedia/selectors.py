"""Reads of this room with the caller's rights, and the warnings about a unit's other accounts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Max, QuerySet

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.newmedia.account_states import RUNNING_STATES, AccountState
from gongkai.newmedia.models import AccountStanding, NewMediaAccount, Platform, Post, PostDraft

_GONE = (AccountState.CLOSED, AccountState.CANCELLED)


def accounts_for(act: Act) -> QuerySet[NewMediaAccount]:
    return NewMediaAccount.objects.filter(agency_id__in=visible_agency_ids(act)).select_related(
        "agency", "supervising_agency"
    )


def account_for(act: Act, account_id: int) -> NewMediaAccount:
    """Raises NotFound for an account that is not there or not to be seen."""
    found = accounts_for(act).filter(pk=account_id).first()
    if found is None:
        raise NotFound([Reason("account", "没有这个账号，或者它不属于本单位")])
    return found


def history_of(account: NewMediaAccount) -> QuerySet[AccountStanding]:
    """The standings that hold today's knowledge, in the order of their days."""
    return AccountStanding.objects.current().filter(account=account).order_by("happened_on", "id")


def warnings_on(agency: Agency, platform: str) -> Iterator[Reason]:
    """A unit has in principle one account per platform (domain 6.1): a warning, not a refusal."""
    others = NewMediaAccount.objects.filter(agency=agency, platform=platform).exclude(state__in=_GONE)
    for other in others.order_by("id"):
        label = Platform(platform).label
        yield Reason(
            "platform", f"{agency.name}在{label}已有账号“{other.name}”，原则上一个单位在同一平台只开设一个账号"
        )


def last_post_days(act: Act) -> dict[int, date]:
    """Per account the legal day of its latest post; accounts without any post are absent."""
    rows = Post.objects.current().filter(agency_id__in=visible_agency_ids(act)).order_by()
    return dict(rows.values_list("account_id").annotate(latest=Max("happened_on")))


def drafts_for(act: Act) -> QuerySet[PostDraft]:
    """Posts written here, the latest change first."""
    rows = PostDraft.objects.filter(agency_id__in=visible_agency_ids(act))
    return rows.select_related("account", "agency", "sheet", "source", "cover", "drafter").order_by(
        "-changed_at", "-id"
    )


def draft_for(act: Act, draft_id: int) -> PostDraft:
    """Raises NotFound for a post that is not there or not to be seen."""
    found = drafts_for(act).filter(pk=draft_id).first()
    if found is None:
        raise NotFound([Reason("draft", "没有这条信息，或者它不属于本单位")])
    return found


def public_accounts() -> QuerySet[NewMediaAccount]:
    """What citizens see of the register: running accounts on file, without persons."""
    rows = NewMediaAccount.objects.filter(state__in=RUNNING_STATES).exclude(filing_number="")
    return rows.select_related("agency").only(
        "agency__name", "agency__path", "platform", "name", "identifier", "main_function", "filing_number", "certified"
    ).order_by("platform", "agency__path", "id")  # fmt: skip


def accounts_within(agency_ids: Collection[int], first: date, last: date) -> QuerySet[NewMediaAccount]:
    """Accounts that ran at some time between two days: opened by the end, not gone before the beginning."""
    rows = NewMediaAccount.objects.filter(agency_id__in=agency_ids, opened_on__lte=last)
    return rows.exclude(state__in=_GONE, state_since__lt=first)
