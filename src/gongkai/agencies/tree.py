"""The agency tree: what belongs to the area of a government."""

from __future__ import annotations

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.models import Agency


def area_ids(agency: Agency) -> tuple[int, ...]:
    """The agency itself and everything below it (departments, townships, lower governments)."""
    return tuple(Agency.objects.filter(path__startswith=agency.path).order_by("path").values_list("id", flat=True))


def scope_ids(agency: Agency, scope: str) -> tuple[int, ...]:
    """Ids for a figure's scope: ``own`` is the agency alone, ``area`` the agency with everything below it."""
    if scope == "own":
        return (agency.id,)
    if scope == "area":
        return area_ids(agency)
    raise ValueError(f"scope is own or area, not {scope!r}")


def agency_by_code(code: str) -> Agency:
    """Raises NotFound, which lists a few codes that exist."""
    found = Agency.objects.filter(code=code).first()
    if found is None:
        known = "、".join(Agency.objects.order_by("path").values_list("code", flat=True)[:8])
        raise NotFound([Reason("agency", f"没有代码为“{code}”的单位；现有单位如：{known or '（尚无单位）'}")])
    return found
