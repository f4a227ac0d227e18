"""Appoint an officer, grant and end roles, choose a setting, name the area an authority supervises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency, AgencySetting, Officer, RoleGrant
from gongkai.agencies.rights import require_administrator
from gongkai.agencies.roles import Role
from gongkai.agencies.setting_rules import fault_of_line
from gongkai.agencies.settings import LIMIT_SETTINGS, SETTINGS
from gongkai.audit.acts import Act
from gongkai.audit.log import record

# The three administrators are three persons (domain section 9): none of them does another's task.
_AHEAD = 5 * 366
_SEPARATE = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})


def appoint_officer(
    *,
    act: Act,
    agency: Agency,
    username: str,
    name: str,
    roles: Iterable[Role],
    password: str | None = None,
    post: str = "",
) -> Officer:
    """Open an account at ``agency`` with ``roles``; without a password nobody can sign in with it."""
    require_administrator(act, agency, Role.SYSTEM_ADMIN)
    wanted = tuple(dict.fromkeys(roles))
    refuse_if(_reasons(username, wanted))
    with transaction.atomic():
        officer = Officer(username=username, name=name, agency=agency, post=post)
        if password is None:
            officer.set_unusable_password()
        else:
            officer.set_password(password)
        officer.save()
        record(act, "agencies.appointed", "officer", officer.id, facts={"username": username, "agency": agency.code})
        for role in wanted:
            _grant(act, officer, role)
    return officer


def grant_role(*, act: Act, officer: Officer, role: Role) -> RoleGrant:
    """Give an officer a further role from today on; the three administrators' roles are never held beside another."""
    require_administrator(act, officer.agency, Role.SYSTEM_ADMIN)
    with transaction.atomic():
        Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
        held = tuple(Role(name) for name in _held_from(officer, act.today))
        refuse_if(_grant_reasons(officer, held, role))
        return _grant(act, officer, role)


def end_role(*, act: Act, officer: Officer, role: Role, last_day: date) -> None:
    """End an open grant after ``last_day``; the grant itself stays on record."""
    require_administrator(act, officer.agency, Role.SYSTEM_ADMIN)
    with transaction.atomic():
        grants = RoleGrant.objects.select_for_update(of=("self",))
        grant = grants.filter(officer=officer, role=role, until__isnull=True).first()
        refuse_if(_ending_reasons(officer, role, grant, last_day))
        RoleGrant.objects.filter(officer=officer, role=role, until__isnull=True).update(until=last_day)
        record(act, "agencies.role_ended", "officer", officer.id, facts={"role": str(role), "until": last_day})


def choose_setting(*, act: Act, agency: Agency, name: str, value: Any, since: date) -> AgencySetting:
    """Set a declared setting from a day on; earlier days keep what was in force then."""
    require_administrator(act, agency, Role.OFFICE_HEAD, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    refuse_if([*_setting_reasons(name, value), *_day_reasons(since, act.today)])
    with transaction.atomic():
        row = AgencySetting.objects.create(agency=agency, name=name, value=value, since=since, recorded_at=act.now)
        record(
            act,
            "agencies.setting_chosen",
            "agency",
            agency.id,
            facts={"name": name, "since": since},
            changed={"value": value},
        )
    return row


def name_supervisor(*, act: Act, authority: Agency, government: Agency) -> None:
    """Make ``authority`` the competent authority for the area of ``government`` (REG 3)."""
    require_administrator(act, government, Role.SYSTEM_ADMIN)
    with transaction.atomic():
        Agency.objects.filter(pk=authority.pk).update(supervises=government)
        authority.supervises = government
        record(act, "agencies.supervisor_named", "agency", authority.id, facts={"government": government.code})


def _grant(act: Act, officer: Officer, role: Role) -> RoleGrant:
    grant = RoleGrant.objects.create(officer=officer, role=role, since=act.today)
    record(act, "agencies.role_granted", "officer", officer.id, facts={"role": str(role)})
    return grant


def _held_from(officer: Officer, day: date) -> Iterable[str]:
    """Roles held on ``day`` or later, so that a role whose end is fixed but not reached still counts."""
    grants = RoleGrant.objects.filter(Q(until__isnull=True) | Q(until__gte=day), officer=officer)
    return grants.values_list("role", flat=True)


def _grant_reasons(officer: Officer, held: tuple[Role, ...], role: Role) -> Iterator[Reason]:
    if role in held:
        yield Reason("role", f"{officer.name}已有“{role.label}”角色")
    yield from _separation_reasons(tuple(dict.fromkeys((*held, role))))


def _ending_reasons(officer: Officer, role: Role, grant: RoleGrant | None, last_day: date) -> Iterator[Reason]:
    if grant is None:
        yield Reason("role", f"{officer.name}目前没有“{role.label}”角色")
    elif last_day < grant.since:
        yield Reason("last_day", f"最后一日{last_day}早于授予该角色的{grant.since}")


def _setting_reasons(name: str, value: Any) -> Iterator[Reason]:
    if name not in SETTINGS:
        yield Reason("name", f"没有名为“{name}”的设置；可选：{'、'.join(SETTINGS)}")
    elif name in LIMIT_SETTINGS and (type(value) is not int or not 0 < value <= 3650):
        yield Reason(
            "value", f"“{SETTINGS[name].label_zh}”应为1至3650的整数天数，例如{SETTINGS[name].default}；所填：{value}"
        )
    elif type(SETTINGS[name].default) is int and (type(value) is not int or value < 1):
        yield Reason("value", f"“{SETTINGS[name].label_zh}”应为正整数，例如{SETTINGS[name].default}；所填：{value}")
    elif type(value) is not type(SETTINGS[name].default):
        kinds = {bool: "true 或者 false", str: "文字", dict: "JSON 对象"}
        accepted = kinds[type(SETTINGS[name].default)]
        yield Reason("value", f"“{SETTINGS[name].label_zh}”应为{accepted}；所填：{value}")
    elif (fault := fault_of_line(value)) or ((check := SETTINGS[name].fault) is not None and (fault := check(value))):
        yield Reason("value", f"“{SETTINGS[name].label_zh}”：{fault}")


def _day_reasons(since: date, today: date) -> Iterator[Reason]:
    """A past day is for what had been decided then and is entered late; a slip of the year is neither."""
    if not date(2008, 5, 1) <= since <= today + timedelta(days=_AHEAD):
        yield Reason("since", f"起始日期{since}超出范围；最早2008-05-01（条例首次施行），最晚为今天起五年内")


def _reasons(username: str, roles: tuple[Role, ...]) -> Iterator[Reason]:
    if Officer.objects.filter(username=username).exists():
        yield Reason("username", f"用户名“{username}”已被使用")
    yield from _separation_reasons(roles)


def _separation_reasons(roles: tuple[Role, ...]) -> Iterator[Reason]:
    if _SEPARATE.intersection(roles) and len(roles) > 1:
        labels = "、".join(Role(role).label for role in roles)
        yield Reason("roles", f"系统管理员、安全管理员、审计员须由不同的人担任，且不兼任其他角色；所选：{labels}")
