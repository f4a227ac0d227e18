"""What this room offers to reports: topics opened in a period and topics tended in it (专栏专题 of the yearly website table)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.catalogue.counts import item_detail, item_line
from gongkai.catalogue.kinds import TOPIC
from gongkai.catalogue.models import Item, ItemPublished, Withdrawal
from gongkai.clock import end_of_day, start_of_day
from gongkai.measures.registry import Measure, Question
from gongkai.topics.models import Topic

_RELATED = ("item__publication", "item__agency", "item__column", "item__sheet")


def topics_opened(question: Question) -> QuerySet[Any]:
    """First published in the period; a later withdrawal takes nothing away."""
    facts = ItemPublished.objects.known_at(question.as_of).happened(question.first, question.last_known)
    return facts.filter(agency_id__in=question.agency_ids, kind=TOPIC)


def topics_kept(question: Question) -> QuerySet[Any]:
    """Public on some day of the period and not archived before it; those withdrawn before it are not among them."""
    facts = ItemPublished.objects.known_at(question.as_of).happened(date(2000, 1, 1), question.last_known)
    known = end_of_day(question.as_of)
    closed = Topic.objects.filter(item=OuterRef("item"), closed_on__lt=question.first, closed_at__lt=known)
    gone = Withdrawal.objects.filter(
        item=OuterRef("item"), item__state=Item.State.WITHDRAWN, at__lt=start_of_day(question.first)
    )
    return facts.filter(~Exists(closed), ~Exists(gone), agency_id__in=question.agency_ids, kind=TOPIC)


def _measure(name: str, label: str, means: str, records: Any) -> Measure:
    return Measure(name, label, "个", means, records, item_line, item_detail, {}, related=_RELATED)


MEASURES: tuple[Measure, ...] = (
    _measure("topics.opened", "新开设的专题", "本期首次公开的专题专栏", topics_opened),
    _measure("topics.kept", "维护的专题", "本期内公开、期初以前没有归档的专题专栏", topics_kept),
)
