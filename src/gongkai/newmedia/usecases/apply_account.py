"""Apply for an account, and have it approved by the competent authority."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from django.db import IntegrityError, transaction

from gongkai.agencies.errors import NotAllowed, Reason, Refused, refuse_if, too_long
from gongkai.agencies.in_hand import take
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.newmedia.account_states import AccountState, state_reasons
from gongkai.newmedia.models import AccountRole, NewMediaAccount, Platform
from gongkai.newmedia.selectors import warnings_on
from gongkai.newmedia.usecases.standing import day_reasons, lock_account, move, stand, tell
from gongkai.privacy.cipher import blind_index


@dataclass(frozen=True, slots=True)
class People:
    """Who answers for an account. Telephones are kept encrypted."""

    person_in_charge: str
    person_in_charge_phone: str
    administrator: str
    administrator_phone: str


@dataclass(frozen=True, slots=True)
class Application:
    """The account applied for, with warnings that do not hinder it."""

    account: NewMediaAccount
    warnings: tuple[Reason, ...]


def apply_for_account(
    *, act: Act, agency: Agency, supervising_agency: Agency, platform: str, name: str, identifier: str,
    account_role: str, main_function: str, people: People, operator: str = "", certified: bool = False,
    on: date | None = None,
) -> Application:  # fmt: skip
    """Enter an application of ``agency``. The same account (platform and identifier) is never entered twice.

    ``on`` is the day of an application made before it is entered here (an account that already runs).
    """
    day = on or act.today
    require(act, Role.DRAFTER, Role.OFFICE_HEAD, agency_id=agency.id)
    refuse_if([
        *_reasons(platform, name, identifier, account_role, main_function, people),
        *([Reason("on", f"申请日期{day}晚于今天{act.today}")] if day > act.today else []),
        *too_long(("operator", operator, "委托运营的第三方", 120)),
    ])  # fmt: skip
    warnings = tuple(warnings_on(agency, platform))
    try:
        with transaction.atomic():
            account = NewMediaAccount.objects.create(
                agency=agency, supervising_agency=supervising_agency, platform=platform, name=name,
                identifier=_named(identifier), account_role=account_role, operator=operator, certified=certified,
                main_function=main_function, person_in_charge=people.person_in_charge,
                person_in_charge_phone=people.person_in_charge_phone, administrator=people.administrator,
                administrator_phone=people.administrator_phone,
                administrator_phone_index=blind_index(people.administrator_phone, "account administrator phone"),
                applied_by=act.actor_id, state=AccountState.APPLIED, state_since=day,
            )  # fmt: skip
            stand(act, account, AccountState.APPLIED, day)
            take(act, "newmedia.account", account.pk)
            tell(act, account, "applied", {"warnings": len(warnings)})
    except IntegrityError:  # two clicks at one moment
        raise Refused([Reason("identifier", f"账号“{identifier}”刚刚已经登记")]) from None
    return Application(account, warnings)


def approve_account(*, act: Act, account_id: int, note: str = "", on: date | None = None) -> NewMediaAccount:
    """Approve it: the supervisor of the competent authority, for the own area, never the applicant."""
    day = on or act.today
    with transaction.atomic():
        account = lock_account(account_id)
        require_supervisor(act, account)
        reasons = [
            *state_reasons(account.state, "approve"), *day_reasons(act, account, day), *too_long(("reason", note, "审批意见", 300)),
        ]  # fmt: skip
        if account.applied_by == act.actor_id:
            reasons.append(Reason("approved_by", "开设申请由申请人以外的人审批"))
        refuse_if(reasons)
        return move(act, account, "approve", day, note, approved_by=act.actor_id)


def require_supervisor(act: Act, account: NewMediaAccount) -> None:
    require(act, Role.SUPERVISOR)
    if account.agency_id not in visible_agency_ids(act):
        raise NotAllowed([Reason("agency", "账号不在本主管部门的管辖范围内")])


def _reasons(
    platform: str, name: str, identifier: str, account_role: str, main_function: str, people: People
) -> Iterator[Reason]:
    for field, value, choices in (("platform", platform, Platform), ("account_role", account_role, AccountRole)):
        if value not in choices.values:
            yield Reason(field, f"“{value}”不在可选范围；可选：{'、'.join(choices.values)}")
    for field, text, label, longest in (
        ("name", name, "账号名称", 80),
        ("identifier", identifier, "账号ID或网址", 200),
        ("main_function", main_function, "主要功能", 300),
        ("person_in_charge", people.person_in_charge, "分管负责人", 60),
        ("person_in_charge_phone", people.person_in_charge_phone, "负责人电话", 40),
        ("administrator", people.administrator, "管理员", 60),
        ("administrator_phone", people.administrator_phone, "管理员电话", 40),
    ):
        if not text.strip():
            yield Reason(field, f"请填写{label}")
        elif len(text) > longest:
            yield Reason(field, f"{label}最多{longest}字，现有{len(text)}字")
    known = NewMediaAccount.objects.filter(platform=platform, identifier__iexact=_named(identifier)).first()
    if known is not None:
        yield Reason("identifier", f"账号“{identifier}”已由{known.agency.name}登记，现为“{known.get_state_display()}”")


def _named(identifier: str) -> str:
    """An account's id or address, however it was typed: full width, spaces around it, a slash behind it."""
    return normalize("NFKC", identifier).strip().rstrip("/")
