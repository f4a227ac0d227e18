"""Move an account along its states: the open standing is superseded by its closed form, the next one begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from gongkai.agencies.errors import NotFound, Reason
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.newmedia.account_states import AccountState, transition
from gongkai.newmedia.models import AccountStanding, NewMediaAccount
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add


def lock_account(account_id: int) -> NewMediaAccount:
    """The account with its row locked until the transaction ends. Raises NotFound."""
    rows = NewMediaAccount.objects.select_for_update(of=("self",)).select_related("agency")
    found = rows.filter(pk=account_id).first()
    if found is None:
        raise NotFound([Reason("account", "没有这个账号，或者它不属于本单位")])
    return found


def move(act: Act, account: NewMediaAccount, doing: str, day: date, note: str = "", **changes: Any) -> NewMediaAccount:
    """Set the state that follows from ``doing`` on ``day``, with ``changes``. The caller has checked the reasons."""
    state = transition(doing).after
    for name, value in {**changes, "state": state, "state_since": day}.items():
        setattr(account, name, value)
    account.save(update_fields=["state", "state_since", *changes])
    stand(act, account, state, day, note)
    tell(act, account, doing, {"state": str(state), "from": day})
    return account


def stand(act: Act, account: NewMediaAccount, state: str, day: date, note: str = "") -> None:
    """Close the open standing on the day before ``day`` and begin the next; equal days leave only the last standing."""
    now = act.now
    before = AccountStanding.objects.current().filter(account=account, ended_on__isnull=True).first()
    if before is not None:
        AccountStanding.objects.filter(pk=before.pk).update(superseded_at=now)
        if before.happened_on < day:
            AccountStanding.objects.create(
                account=account, agency_id=before.agency_id, platform=before.platform,
                account_role=before.account_role, state=before.state, on_file=before.on_file,
                happened_on=before.happened_on, ended_on=day - timedelta(days=1), recorded_at=now,
                actor_id=before.actor_id, note=before.note,
            )  # fmt: skip
    AccountStanding.objects.create(
        account=account, agency_id=account.agency_id, platform=account.platform, account_role=account.account_role,
        state=state, on_file=bool(account.filing_number), happened_on=day, recorded_at=now, actor_id=act.actor_id,
        note=note,
    )  # fmt: skip


def tell(
    act: Act, account: NewMediaAccount, event: str, facts: Mapping[str, str | int | date | None] | None = None
) -> None:
    key = public_id(account.id)
    record(act, f"newmedia.account_{event}", "newmedia_account", key, facts=facts)
    add(f"newmedia.account_{event}", key, act.now, {"state": str(account.state)})


def day_reasons(act: Act, account: NewMediaAccount, day: date) -> Iterator[Reason]:
    """A change of state lies between the last one and today."""
    if not account.state_since <= day <= act.today:
        state = AccountState(account.state).label
        yield Reason("on", f"日期须在{account.state_since}（{state}）至今天{act.today}之间；所填：{day}")
