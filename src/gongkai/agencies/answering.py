"""A unit without accounts may have the county register and answer its requests: whose requests an authority answers.

The setting ``requests.answered_by`` of the unit names the code of its competent authority. Default deny: without the unit's own
latest choice nobody answers for it; it counts only for the authority of the area the unit lies in, and only while no officer of
the unit can receive requests. The right goes no further than requests and what follows from them: an act gets it from
``answering`` in those rooms alone. The request, its letters and its rows of the report are the unit's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.agencies.errors import Reason
from gongkai.agencies.models import Agency, AgencySetting, Officer
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act

ANSWERED_BY = "requests.answered_by"


def answering(act: Act) -> Act:
    """The act, also in the name of the units its agency answers for."""
    if act.agency_id is None or act.answers_for:
        return act
    chosen = [pk for pk, code in _latest(act.today).items() if code == act.agency_code]
    if not chosen:
        return act
    authority = Agency.objects.select_related("supervises").get(pk=act.agency_id)
    units = Agency.objects.filter(pk__in=chosen).order_by("path")
    return act.for_units(tuple(unit.pk for unit in units if may_answer_for(authority, unit)))


def answerer_of(unit: Agency, day: date) -> Agency | None:
    """The authority that answers for a unit on a day."""
    code = _latest(day, unit.pk).get(unit.pk)
    authority = Agency.objects.select_related("supervises").filter(code=code).first() if code else None
    return authority if authority is not None and may_answer_for(authority, unit) else None


def may_answer_for(authority: Agency, unit: Agency) -> bool:
    return not list(reasons_not_to_answer(authority, unit))


def reasons_not_to_answer(authority: Agency, unit: Agency) -> Iterator[Reason]:
    """The area, and that the unit has nobody who could do it."""
    area = authority.supervises
    if area is None or unit.pk in (authority.pk, area.pk) or not unit.path.startswith(area.path):
        yield Reason("unit", f"{authority.name}不是{unit.name}所在地区的政府信息公开工作主管部门", "《条例》第三条")
    if has_counter(unit):
        yield Reason("unit", f"{unit.name}已有受理员账号，由该单位自行办理")


def has_counter(unit: Agency) -> bool:
    """Whether somebody of the unit can receive requests."""
    return Officer.objects.filter(
        agency=unit, is_active=True, grants__role=Role.REQUEST_OFFICER, grants__until__isnull=True
    ).exists()


def _latest(day: date, unit: int | None = None) -> dict[int, str]:
    rows = AgencySetting.objects.filter(name=ANSWERED_BY, since__lte=day).order_by("since", "recorded_at", "id")
    if unit is not None:
        rows = rows.filter(agency_id=unit)
    return dict(rows.values_list("agency_id", "value"))
