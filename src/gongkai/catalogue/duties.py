"""Information still to be published (REG 26) and interpretations still owed (within the last year)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.conventions import ConventionsThrough
from gongkai.catalogue.deadlines import interpretation_due, publication_due
from gongkai.catalogue.kinds import KINDS
from gongkai.catalogue.models import Disclosure, InterpretationLink, InterpretationPlan, Item, ItemPublished
from gongkai.law.calendar import Calendar, CalendarError
from gongkai.law.errors import LawError
from gongkai.law.explain import Due
from gongkai.measures.duties import Duty, DutyKind

_INTERPRETABLE = tuple(kind.key for kind in KINDS.values() if kind.interpretable)
_LOOKED_BACK = timedelta(days=365)
_PLACE = ("agency__code", "agency__path")  # where an agency's settings are looked for
_FIELDS = ("id", "agency_id", "kind", "state", "title", "document_number", "formed_on", "published_on", "sheet")


def owed_publications(agency_ids: Collection[int], today: date) -> Iterator[Duty]:
    """Drafts and items under review that are, or may become, 主动公开 and whose day of formation is known."""
    rows = Item.objects.filter(
        Q(attribute="") | Q(attribute=Disclosure.PROACTIVE), agency_id__in=agency_ids, formed_on__isnull=False,
        state__in=(Item.State.DRAFT, Item.State.IN_REVIEW),
    )  # fmt: skip
    for item in rows.select_related("sheet").only(*_FIELDS, "sheet__state"):
        due = _quietly(item, publication_due)
        if due is not None:
            yield Duty(
                item.pk, item.agency_id, item.document_number, item.title or "（未拟标题）", due.day, item.standing_zh
            )


def owed_interpretations(agency_ids: Collection[int], today: date) -> Iterator[Duty]:
    """Policy documents of the last year no published interpretation explains and no plan exempts with a reason."""
    recent = ItemPublished.objects.current().happened(today - _LOOKED_BACK, today)
    # A list of one year's policies, asked first: as a subquery it makes SQLite go through every item ever published.
    published = list(recent.filter(agency_id__in=agency_ids, kind__in=_INTERPRETABLE).values_list("item_id", flat=True))
    explained = InterpretationLink.objects.filter(document=OuterRef("pk"), interpretation__state=Item.State.PUBLISHED)
    exempt = InterpretationPlan.objects.exclude(exempt_reason="").values("item_id")
    rows = Item.objects.filter(~Exists(explained), pk__in=published, state=Item.State.PUBLISHED).exclude(pk__in=exempt)
    chosen = ConventionsThrough()
    days: dict[tuple[int, date | None], Due | None] = {}
    for item in rows.select_related("agency").only(*_FIELDS, *_PLACE):
        key = (item.agency_id, item.published_on)
        if key not in days:  # the kinds are all interpretable, so unit and day alone decide
            days[key] = _quietly(item, lambda one, calendar: interpretation_due(one, calendar, chosen))
        due = days[key]
        if due is not None:
            yield Duty(item.pk, item.agency_id, item.document_number, item.title, due.day, "待解读")


def _quietly(item: Item, limit: Callable[[Item, Calendar], Due | None]) -> Due | None:
    """A day the calendar cannot hold (a mistyped year) owes nothing here: the gate before publishing tells it."""
    try:
        return limit(item, working_calendar())
    except (LawError, CalendarError):
        return None


DUTIES = (
    DutyKind("publications", "主动公开", "《条例》第二十六条", owed_publications),
    DutyKind(
        "interpretations", "政策解读", "期限为约定：文件公布后3个工作日，单位另有约定的从其约定", owed_interpretations
    ),
)
