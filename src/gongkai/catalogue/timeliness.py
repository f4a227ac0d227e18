"""Publication in time and interpretation, for assessment. Due days are computed by the calendar, row by row, when asked."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.agencies.calendars import working_calendar
from gongkai.catalogue.counts import item_detail, item_line, items_published
from gongkai.catalogue.deadlines import publication_due
from gongkai.catalogue.kinds import KINDS
from gongkai.catalogue.models import InterpretationLink, Item
from gongkai.law.calendar import CalendarError
from gongkai.law.errors import LawError
from gongkai.measures.registry import Measure, Question

_INTERPRETABLE = tuple(kind.key for kind in KINDS.values() if kind.interpretable)
_RELATED = ("item__publication", "item__agency", "item__column", "item__sheet", "item__document")


def published_late(question: Question) -> QuerySet[Any]:
    """First published after the limit of the kind (REG 26 or a special one), where the day of formation is known."""
    facts = items_published(question)
    late = [
        fact.pk
        for fact in facts.filter(item__formed_on__isnull=False)
        .select_related("item")
        .only("happened_on", "item__kind", "item__formed_on")
        if _is_late(fact)
    ]
    return facts.filter(pk__in=late)


def _is_late(fact: Any) -> bool:
    try:
        due = publication_due(fact.item, working_calendar())
    except (LawError, CalendarError):
        return False
    return due is not None and fact.happened_on > due.day


def documents_to_interpret(question: Question) -> QuerySet[Any]:
    return items_published(question).filter(kind__in=_INTERPRETABLE)


def documents_interpreted(question: Question) -> QuerySet[Any]:
    links = InterpretationLink.objects.filter(document=OuterRef("item"), interpretation__state=Item.State.PUBLISHED)
    return documents_to_interpret(question).filter(Exists(links))


def _measure(name: str, label: str, means: str, records: Any, unit: str = "条") -> Measure:
    return Measure(name, label, unit, means, records, item_line, item_detail, {"kind": "kind"}, related=_RELATED)


MEASURES: tuple[Measure, ...] = (
    _measure("catalogue.published_late", "逾期公开的信息", "本期首次公开的信息中，超过公开期限的", published_late),
    _measure(
        "catalogue.documents_to_interpret",
        "应解读的政策文件",
        "本期公开的政策文件、行政规范性文件和规章",
        documents_to_interpret,
        "件",
    ),
    _measure(
        "catalogue.documents_interpreted", "已解读的政策文件", "其中已有公开的政策解读的", documents_interpreted, "件"
    ),
)
