"""Publish at a time (定时发布): set by a publisher now, carried out by the worker, in that publisher's name and with all checks again."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from gongkai.agencies.errors import NotAllowed, Reason, Refused, refuse_if
from gongkai.agencies.rights import act_of, require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.content import attachments_of
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.models import Item, Schedule
from gongkai.catalogue.obstacles import reasons_not_to_go_out
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.catalogue.usecases.publish_item import publish_item
from gongkai.clock import Clock
from gongkai.jobs.recurring import Recurring
from gongkai.numbering.keys import public_id

LONGEST_AHEAD = timedelta(days=90)
log = logging.getLogger(__name__)


def schedule_item(*, act: Act, item_id: int, publish_at: datetime) -> Schedule:
    """Refuses what could not be published now, a time that has passed, and one more than 90 days ahead."""
    require(act, Role.PUBLISHER)
    with transaction.atomic():
        item = lock_item(act, item_id, "agency", "column", "sheet", "document")
        refuse_if([*_time_reasons(act, publish_at), *reasons_not_to_go_out(item, attachments_of(item), person_of(act))])
        plan, _ = Schedule.objects.update_or_create(
            item=item,
            defaults={"publish_at": publish_at, "officer_id": person_of(act), "set_at": act.now, "problem": ""},
        )
        record(act, "catalogue.scheduled", "catalogue.item", public_id(item.id), facts={"at": publish_at.isoformat()})
    return plan


def cancel_schedule(*, act: Act, item_id: int) -> Item:
    """Take the plan back; the item stays approved."""
    require(act, Role.PUBLISHER)
    with transaction.atomic():
        item = lock_item(act, item_id)
        found, _ = Schedule.objects.filter(item=item).delete()
        refuse_if([] if found else [Reason("schedule", "这条信息没有定时发布")])
        record(act, "catalogue.schedule_cancelled", "catalogue.item", public_id(item.id))
    return item


def publish_due(moment: datetime, clock: Clock | None = None) -> int:
    """Publish what is due. A plan that fails keeps its reason for the publisher, and is not tried again by itself."""
    done = 0
    due = Schedule.objects.filter(publish_at__lte=moment, problem="").order_by("publish_at", "id")
    for plan in due.select_related("officer__agency"):
        act = act_of(plan.officer, clock, source="schedule")
        try:
            with transaction.atomic():
                Schedule.objects.filter(pk=plan.pk).delete()
                publish_item(act=act, item_id=plan.item_id)
        except Refused as refused:
            note = "已不再有发布权限" if isinstance(refused, NotAllowed) else str(refused)
            Schedule.objects.filter(pk=plan.pk).update(problem=note[:500])
            log.warning("a planned publication was refused: item %s", public_id(plan.item_id))
        else:
            done += 1
    return done


def _run(moment: datetime) -> None:
    publish_due(moment)


RECURRING = (Recurring("catalogue.publish_due", timedelta(seconds=15), _run),)


def _time_reasons(act: Act, publish_at: datetime) -> Iterator[Reason]:
    if publish_at <= act.now:
        yield Reason("publish_at", "发布时间须晚于现在；发布时间由系统记录，不能倒填")
    elif publish_at > act.now + LONGEST_AHEAD:
        yield Reason("publish_at", "定时发布最多提前 90 天")
