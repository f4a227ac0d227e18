"""Close a topic (归档) by hand or after its planned day, and open it again. The page stays, and says so."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act, system_act
from gongkai.audit.log import record
from gongkai.catalogue.models import Item
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.clock import Clock, StoppedClock, legal_day
from gongkai.jobs.recurring import Recurring
from gongkai.numbering.keys import public_id
from gongkai.topics.changed import tell
from gongkai.topics.models import Topic
from gongkai.topics.usecases.arrange import topic_locked


def close_topic(*, act: Act, item_id: int) -> Topic:
    """By a publisher or the head of the disclosure office."""
    require(act, Role.PUBLISHER, Role.OFFICE_HEAD)
    with transaction.atomic():
        topic = topic_locked(act, item_id)
        already = [Reason("state", f"专题已于 {topic.closed_on} 归档")] if topic.closed_on else []
        hidden = [] if topic.item.state == Item.State.PUBLISHED else [Reason("state", "专题还没有公开，不能归档")]
        refuse_if([*already, *hidden])
        return _close(act, topic)


def reopen_topic(*, act: Act, item_id: int) -> Topic:
    """Tended again, without a planned end."""
    require(act, Role.PUBLISHER, Role.OFFICE_HEAD)
    with transaction.atomic():
        topic = topic_locked(act, item_id)
        refuse_if([] if topic.closed_on else [Reason("state", "专题没有归档")])
        topic.closed_on = topic.closed_at = topic.closes_on = None
        topic.save(update_fields=["closed_on", "closed_at", "closes_on"])
        record(act, "topics.reopened", SUBJECT_KIND, public_id(item_id))
        tell(act, topic)
    return topic


def close_due(moment: datetime, clock: Clock | None = None) -> int:
    """Close what was planned to end before today. A second worker finds nothing left."""
    act = system_act("topics", clock or StoppedClock(moment))
    due = Topic.objects.filter(
        closes_on__lt=legal_day(moment), closed_on__isnull=True, item__state=Item.State.PUBLISHED
    )
    done = 0
    for key in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            topic = Topic.objects.select_related("item").filter(pk=key, closed_on__isnull=True).first()
            if topic is not None:
                _close(act, topic)
                done += 1
    return done


def _close(act: Act, topic: Topic) -> Topic:
    topic.closed_on, topic.closed_at = act.today, act.now
    topic.save(update_fields=["closed_on", "closed_at"])
    record(act, "topics.closed", SUBJECT_KIND, public_id(topic.item_id), facts={"closed_on": act.today.isoformat()})
    tell(act, topic)
    return topic


RECURRING = (Recurring("topics.close_due", timedelta(minutes=10), close_due),)
