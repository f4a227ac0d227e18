"""The choke point: what an officer may do and which agencies' rows an officer sees.

An officer sees the own agency's rows (a government office's, also those of its government). A supervisor of the
competent authority (REG 3) sees the area of the government that authority works for. Everybody else sees nothing:
default deny.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.db.models import Q

from gongkai.agencies.errors import NotAllowed, NotFound, Reason
from gongkai.agencies.models import Agency, Officer, RoleGrant
from gongkai.agencies.roles import Role
from gongkai.agencies.tree import area_ids
from gongkai.audit.acts import Act
from gongkai.clock import Clock, SystemClock, legal_day


def act_of(officer: Officer, clock: Clock | None = None, source: str = "desk") -> Act:
    """The act of a signed-in officer: identity, agency and the roles held on the clock's day."""
    bound = clock or SystemClock()
    return Act(
        actor_id=str(officer.pk),
        actor_name=officer.name,
        agency_id=officer.agency_id,
        agency_code=officer.agency.code,
        roles=roles_of(officer, legal_day(bound.now())),
        clock=bound,
        source=source,
        works_for=(officer.agency.supervises_id,) if officer.agency.supervises_id else (),
    )


def roles_of(officer: Officer, day: date) -> frozenset[str]:
    if not officer.is_active:
        return frozenset()
    held = RoleGrant.objects.filter(Q(until__isnull=True) | Q(until__gte=day), officer=officer, since__lte=day)
    return frozenset(held.values_list("role", flat=True))


_areas: ContextVar[dict[int, tuple[int, ...]] | None] = ContextVar("agencies.areas", default=None)


@contextmanager
def at_one_look() -> Iterator[None]:
    """While one list is put together from many rooms, a supervisor's area is read once and not by each of them."""
    token = _areas.set({})
    try:
        yield
    finally:
        _areas.reset(token)


def visible_agency_ids(act: Act) -> tuple[int, ...]:
    """Ids of the agencies whose rows this act may read."""
    if act.agency_id is None:
        return ()
    if Role.SUPERVISOR in act.roles and (area := _area_of(act.agency_id)):
        return area
    return (act.agency_id, *act.works_for)


def _area_of(agency_id: int) -> tuple[int, ...]:
    """The area of a competent authority or a government; empty for every other unit."""
    known = _areas.get()
    if known is not None and agency_id in known:
        return known[agency_id]
    own = Agency.objects.select_related("supervises").get(pk=agency_id)
    government = own.supervises or (own if own.is_government else None)
    area = area_ids(government) if government is not None else ()
    if known is not None:
        known[agency_id] = area
    return area


def require(act: Act, *roles: Role, agency_id: int | None = None) -> None:
    """Refuse unless the act holds one of ``roles`` and, when given, works for ``agency_id``.

    The office of a government works for itself and in the government's name (REG 3, 4): its officers write both documents.
    """
    if not act.roles.intersection(roles):
        needed = "、".join(role.label for role in roles)
        raise NotAllowed([Reason("", f"此操作需要以下角色之一：{needed}")])
    if agency_id is not None and agency_id != act.agency_id and agency_id not in act.works_for:
        raise NotAllowed([Reason("agency", "只能办理本单位的事项")])


def require_administrator(act: Act, agency: Agency, *roles: Role) -> None:
    """Refuse unless the system itself acts, or a holder of one of ``roles`` for ``agency`` or for an area it lies in.

    The administrators of a government's office administer its whole area; those of a department only their own.
    """
    if act.source == "system":
        return
    require(act, *roles)
    places = Agency.objects.filter(pk__in=ids_written_for(act))
    if not any(agency.pk == place.pk or (place.is_government and _within(agency, place)) for place in places):
        raise NotAllowed([Reason("agency", f"{agency.name}不由本单位管理")])


def agencies_administered(act: Act) -> list[Agency]:
    """The agencies ``require_administrator`` accepts from this act, the area in order."""
    places = agencies_written_for(act)
    wanted = Q(pk__in=[place.pk for place in places])
    for place in places:
        if place.is_government:
            wanted |= Q(path__startswith=place.path)
    return list(Agency.objects.filter(wanted).order_by("path"))


def _within(agency: Agency, government: Agency) -> bool:
    return agency.path.startswith(government.path)


def may_see(act: Act, agency_id: int) -> bool:
    return agency_id in visible_agency_ids(act)


def ids_written_for(act: Act) -> tuple[int, ...]:
    """The agencies in whose name this act may write: the own one and the government whose office it is."""
    return tuple(pk for pk in (act.agency_id, *act.works_for) if pk is not None)


def agencies_written_for(act: Act) -> tuple[Agency, ...]:
    """The agencies of ``ids_written_for``, the government before its office."""
    return tuple(Agency.objects.filter(pk__in=ids_written_for(act)).order_by("path"))


NOT_OURS = "没有找到这个单位，或者它不属于本单位"


def agency_written_for(act: Act, code: str, otherwise: str = "请从列表中选择单位") -> Agency:
    """One of ``agencies_written_for`` by its code. Raises NotFound for every other, in the words ``otherwise``."""
    found = next((agency for agency in agencies_written_for(act) if agency.code == code), None)
    if found is None:
        raise NotFound([Reason("agency", otherwise)])
    return found
