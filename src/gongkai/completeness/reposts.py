"""Policies to repost: which are open, by when (24 hours, a convention an office may change), and how each unit has settled its part."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.conventions import conventions_on
from gongkai.agencies.models import Agency
from gongkai.catalogue.models import Item
from gongkai.completeness.models import PolicyToRepost, RepostTask
from gongkai.law.explain import Due
from gongkai.law.publication_limits import Standing, standing_of
from gongkai.law.single_limit import single_limit
from gongkai.measures.duties import Duty

_DONE = Q(item__state=Item.State.PUBLISHED) | ~Q(not_needed="")


def repost_due(policy: PolicyToRepost, agency: Agency) -> Due:
    """From the day the superior published it."""
    conventions = conventions_on(agency, policy.published_on)
    return single_limit("policy_repost", policy.published_on, working_calendar(), conventions)


def open_tasks(agency_ids: Collection[int]) -> QuerySet[RepostTask]:
    """Neither reposted (a draft is not yet a repost) nor said to be no business of the unit; the oldest first."""
    rows = RepostTask.objects.filter(agency_id__in=agency_ids).exclude(
        pk__in=RepostTask.objects.filter(_DONE).values("pk")
    )
    return rows.select_related("policy__agency", "agency", "item").order_by("policy__published_on", "id")


def tasks_of(agency_ids: Collection[int]) -> QuerySet[RepostTask]:
    rows = RepostTask.objects.filter(agency_id__in=agency_ids)
    return rows.select_related("policy__agency", "agency", "item").order_by(
        "-policy__published_on", "-policy_id", "agency__path"
    )


def standing(task: RepostTask, today: date) -> Standing | None:
    """None where it is not the unit's business."""
    if task.not_needed:
        return None
    due = repost_due(task.policy, task.agency).day
    is_out = task.item is not None and task.item.state == Item.State.PUBLISHED
    return standing_of(due, task.policy.published_on, task.item.published_on if is_out and task.item else None, today)


def owed_reposts(agency_ids: Collection[int], today: date) -> Iterator[Duty]:
    for task in open_tasks(agency_ids):
        policy = task.policy
        due = repost_due(policy, task.agency).day
        state = "已起草" if task.item_id else "待转载"
        yield Duty(task.pk, task.agency_id, policy.document_number, f"转载：{policy.title}", due, state)
