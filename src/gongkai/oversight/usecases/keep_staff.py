"""The register of disclosure staff: who is full-time or part-time at a unit, from a day to a day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if, too_long
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.keys import public_id
from gongkai.oversight.models import DisclosureStaff

_WRITERS = (Role.OFFICE_HEAD, Role.SUPERVISOR)


def enter_staff(*, act: Act, agency: Agency, name: str, post: str, full_time: bool, since: date) -> DisclosureStaff:
    require(act, *_WRITERS, agency_id=agency.pk)
    reasons = [] if name.strip() and len(name) <= 60 else [Reason("name", "请填写姓名，最多60字")]
    reasons += too_long(("post", post, "职务", 80))
    if since > act.today:
        reasons.append(Reason("since", f"任职日期{since}晚于今天{act.today}"))
    if DisclosureStaff.objects.filter(agency=agency, name=name.strip(), until__isnull=True).exists():
        reasons.append(Reason("name", f"{name.strip()}已在册"))
    refuse_if(reasons)
    with transaction.atomic():
        staff = DisclosureStaff.objects.create(
            agency=agency,
            name=name.strip(),
            post=post.strip(),
            full_time=full_time,
            since=since,
            entered_by=act.actor_id,
        )
        record(
            act, "oversight.staff_entered", "staff", public_id(staff.pk), facts={"full_time": full_time, "since": since}
        )
    return staff


def end_staff(*, act: Act, staff_id: int, until: date) -> DisclosureStaff:
    with transaction.atomic():
        staff = DisclosureStaff.objects.select_for_update(of=("self",)).filter(pk=staff_id).first()
        if staff is None or staff.agency_id not in visible_agency_ids(act):
            raise NotFound([Reason("staff", "没有这位工作人员")])
        require(act, *_WRITERS, agency_id=staff.agency_id)
        reasons = (
            []
            if staff.since <= until <= act.today
            else [Reason("until", f"离任日期须在{staff.since}至今天{act.today}之间；所填：{until}")]
        )
        if staff.until is not None:
            reasons.append(Reason("until", f"{staff.name}已于{staff.until}离任"))
        refuse_if(reasons)
        staff.until = until
        staff.save(update_fields=["until"])
        record(act, "oversight.staff_ended", "staff", public_id(staff.pk), facts={"until": until})
    return staff
