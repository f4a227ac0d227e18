"""The life of an approved account: run, file, rectify, suspend, close, cancel."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if, too_long
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.newmedia.account_states import AccountState, state_reasons
from gongkai.newmedia.models import NewMediaAccount
from gongkai.newmedia.usecases.apply_account import require_supervisor
from gongkai.newmedia.usecases.standing import day_reasons, lock_account, move, stand, tell


def run_account(*, act: Act, account_id: int, on: date | None = None, filing_number: str = "") -> NewMediaAccount:
    """Put the account into operation from ``on`` (today when not given); with its filing number when it has one."""
    day = on or act.today
    with transaction.atomic():
        account = lock_account(account_id)
        require(act, Role.OFFICE_HEAD, agency_id=account.agency_id)
        refuse_if([
            *state_reasons(account.state, "run"), *day_reasons(act, account, day),
            *too_long(("filing_number", filing_number, "备案号", 60)),
        ])  # fmt: skip
        return move(
            act, account, "run", day, opened_on=account.opened_on or day,
            filing_number=filing_number.strip() or account.filing_number,
        )  # fmt: skip


def file_account(*, act: Act, account_id: int, filing_number: str, on: date | None = None) -> NewMediaAccount:
    """Enter the number under which the account is on file nationally, from ``on``; the state stays."""
    day = on or act.today
    with transaction.atomic():
        account = lock_account(account_id)
        require(act, Role.OFFICE_HEAD, agency_id=account.agency_id)
        reasons = list(day_reasons(act, account, day))
        if not filing_number.strip():
            reasons.append(Reason("filing_number", "请填写备案号"))
        reasons += too_long(("filing_number", filing_number, "备案号", 60))
        if account.state in (AccountState.CLOSED, AccountState.CANCELLED):
            reasons.append(Reason("state", f"账号已{AccountState(account.state).label}，不能备案"))
        refuse_if(reasons)
        account.filing_number, account.state_since = filing_number.strip(), day
        account.save(update_fields=["filing_number", "state_since"])
        stand(act, account, account.state, day, "备案")
        tell(act, account, "filed", {"from": day})
    return account


def rectify_account(*, act: Act, account_id: int, reason: str) -> NewMediaAccount:
    """Order the account to be put right: the supervisor of the competent authority. It goes on running meanwhile."""
    with transaction.atomic():
        account = lock_account(account_id)
        require_supervisor(act, account)
        refuse_if([*state_reasons(account.state, "rectify"), *_reason_given(reason, "责令整改")])
        return move(act, account, "rectify", act.today, reason[:300])


def release_account(*, act: Act, account_id: int, note: str = "") -> NewMediaAccount:
    """The authority that ordered the account to be put right lets it run again."""
    with transaction.atomic():
        account = lock_account(account_id)
        require_supervisor(act, account)
        reasons = state_reasons(account.state, "run")
        if account.state != AccountState.RECTIFYING and not reasons:
            reasons = [Reason("state", f"账号现为“{AccountState(account.state).label}”，只有整改中的账号可以解除整改")]
        refuse_if(reasons)
        return move(act, account, "run", act.today, note[:300])


def suspend_account(*, act: Act, account_id: int, reason: str, on: date | None = None) -> NewMediaAccount:
    """Stop posting for a time."""
    return _stop(act, account_id, "suspend", reason, on)


def close_account(*, act: Act, account_id: int, reason: str, on: date | None = None) -> NewMediaAccount:
    """Close the account down for good; its number on the platform is cancelled afterwards."""
    return _stop(act, account_id, "close", reason, on)


def cancel_account(*, act: Act, account_id: int, reason: str, on: date | None = None) -> NewMediaAccount:
    """Cancel a closed account on its platform, or an application that comes to nothing."""
    return _stop(act, account_id, "cancel", reason, on)


def _stop(act: Act, account_id: int, doing: str, reason: str, on: date | None) -> NewMediaAccount:
    day = on or act.today
    with transaction.atomic():
        account = lock_account(account_id)
        require(act, Role.OFFICE_HEAD, agency_id=account.agency_id)
        refuse_if([
            *state_reasons(account.state, doing), *day_reasons(act, account, day), *_reason_given(reason, "此操作"),
        ])  # fmt: skip
        return move(act, account, doing, day, reason[:300])


def _reason_given(reason: str, doing: str) -> list[Reason]:
    return too_long(("reason", reason, "理由", 300)) if reason.strip() else [Reason("reason", f"{doing}须说明理由")]
