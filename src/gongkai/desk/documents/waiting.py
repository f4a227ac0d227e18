"""What waits of documents: to mend, to check, to review, to number, to publish. The limit is that of publication (REG 26)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.conventions import ConventionsThrough
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.deadlines import afterwards_due, interpretation_due, publication_due
from gongkai.catalogue.in_force import days_warned, documents_ending_soon
from gongkai.catalogue.models import Correction, Item, Schedule, Takedown
from gongkai.catalogue.models.items import AFTERWARDS_KIND, SUBJECT_KIND
from gongkai.catalogue.selectors import (
    items_to_check,
    items_to_mend,
    items_to_number,
    items_to_publish,
    register_of_attributes,
)
from gongkai.catalogue.uninterpreted import uninterpreted
from gongkai.clock import legal_day
from gongkai.desk.documents.register import dues
from gongkai.desk.todo import Task
from gongkai.law.calendar import Calendar
from gongkai.numbering.keys import public_id
from gongkai.review.lending import ids_reviewed_for
from gongkai.review.models import OfflineSignature, ReviewSheet
from gongkai.review.paths import STAGES
from gongkai.review.selectors import sheets_waiting_for
from gongkai.review.usecases.sign_offline import WITNESSES

SHOWN, FEW, DAYS_AHEAD = 100, 20, 30


def tasks(act: Act) -> Iterator[Task]:
    if not act.actor_id.isdigit():
        return
    calendar = working_calendar()
    yield from _sheets(act, calendar)
    if Role.DRAFTER in act.roles:
        yield from _items(items_to_mend(act)[:SHOWN], "退回修改", calendar)
    if Role.OFFICE_HEAD in act.roles:
        rows = items_to_check(act).defer("body_html")[:SHOWN]
        yield from _items((row for row in rows if int(act.actor_id) not in row.authors), "核定公开属性", calendar)
    if act.roles & {Role.OFFICE_HEAD, Role.PUBLISHER}:
        yield from _items(items_to_number(act).defer("body_html")[:SHOWN], "登记编号", calendar)
    if Role.OFFICE_HEAD in act.roles:
        yield from _ending(act)
    if Role.DRAFTER in act.roles:
        chosen = ConventionsThrough()
        for row in uninterpreted(ids_written_for(act))[:FEW]:
            due = interpretation_due(row, calendar, chosen)
            address = reverse("desk:document", args=[public_id(row.id)])
            yield Task("desk:interpretations", row.title, "起草解读", address, due=due.day if due else None)
    if Role.PUBLISHER in act.roles:
        ready = (row for row in items_to_publish(act) if row.document_number or not row.rules.numbered)
        yield from _items(ready, "发布", calendar)

    if Role.APPROVER in act.roles and act.agency_id is not None:
        open_sheets = Takedown.objects.filter(agency_id=act.agency_id, state=Takedown.State.CARRIED_OUT)
        for sheet in open_sheets.exclude(officer_id=int(act.actor_id)).order_by("at", "id")[:SHOWN]:
            address = reverse("desk:takedown", args=[public_id(sheet.id)])
            yield Task("desk:takedowns", f"撤稿处置单 {sheet.number}", "事后审批", address)
    if act.roles.intersection(WITNESSES):
        yield from _signatures(act)
    if Role.OFFICE_HEAD in act.roles:
        yield from _withheld(act)
    if Role.PUBLISHER in act.roles:
        yield from _objected(act)
        yield from _corrections(act)
        failed = Schedule.objects.filter(officer_id=int(act.actor_id)).exclude(problem="").select_related("item")
        for plan in failed[:SHOWN]:
            address = reverse("desk:document", args=[public_id(plan.item_id)])
            yield Task("desk:documents", plan.item.title, f"定时发布未成功：{plan.problem}", address)


def _objected(act: Act) -> Iterator[Task]:
    """Urgent publications whose approval afterwards was refused and that still stand."""
    back = ReviewSheet.objects.filter(
        subject_kind=AFTERWARDS_KIND, state=ReviewSheet.State.RETURNED, agency_id__in=ids_written_for(act)
    )
    keys = list(
        back.values_list("subject_id", flat=True)
    )  # few: as a subquery the database would read all published items
    rows = Item.objects.filter(pk__in=keys, state=Item.State.PUBLISHED).only("id", "title") if keys else ()
    for row in rows[:FEW]:
        address = reverse("desk:document", args=[public_id(row.id)])
        yield Task("desk:documents", row.title, "应急发布未获事后审批：更正或者撤稿", address, due=act.today)


def _withheld(act: Act) -> Iterator[Task]:
    """Withheld documents whose yearly assessment is due within a month (REG 18)."""
    rows = list(
        register_of_attributes(act, "WITHHELD")
        .filter(agency_id__in=ids_written_for(act))
        .defer("body_html")[: FEW * 10]
    )
    found = dues(rows)
    for row in rows:
        due = found.get(row.id)
        if due is not None and (due - act.today).days <= DAYS_AHEAD:
            address = reverse("desk:document", args=[public_id(row.id)])
            yield Task("desk:document-register", row.title, "定期评估", address, due=due, why="《条例》第十八条")


def _signatures(act: Act) -> Iterator[Task]:
    rows = OfflineSignature.objects.filter(
        state=OfflineSignature.State.RECORDED,
        sheet__agency_id__in=ids_reviewed_for(act),
        sheet__state=ReviewSheet.State.OPEN,
    )
    others = rows.exclude(recorded_by_id=int(act.actor_id)).exclude(leader_id=int(act.actor_id)).select_related("sheet")
    for row in others.order_by("recorded_at", "id")[:FEW]:
        if int(act.actor_id) not in row.sheet.authors:
            address = reverse("desk:review-sheet", args=[public_id(row.sheet_id)])
            yield Task("desk:review", row.sheet.title or "（未命名）", "核实线下审签", address)


def _corrections(act: Act) -> Iterator[Task]:
    """Approved corrections that wait for a publisher who did not draft them."""
    rows = Correction.objects.filter(
        item__agency_id__in=ids_written_for(act), published_at__isnull=True, sheet__state=ReviewSheet.State.APPROVED
    )
    for row in rows.exclude(drafter_id=int(act.actor_id)).select_related("item").order_by("drafted_at", "id")[:SHOWN]:
        address = reverse("desk:document", args=[public_id(row.item_id)])
        yield Task("desk:documents", f"更正：{row.item.title}", "发布更正", address)


def _ending(act: Act) -> Iterator[Task]:
    """Documents of the own agency to be evaluated before they end."""
    agency = Agency.objects.get(pk=ids_written_for(act)[0])
    for document in documents_ending_soon(ids_written_for(act), act.today, days_warned(agency, act.today))[:FEW]:
        address = reverse("desk:document", args=[public_id(document.item_id)])
        yield Task("desk:normative", document.item.title, "到期前评估", address, due=document.expires_on)


def _sheets(act: Act, calendar: Calendar) -> Iterator[Task]:
    sheets = sheets_waiting_for(act)[:SHOWN]
    ids = [sheet.subject_id for sheet in sheets if sheet.subject_kind == SUBJECT_KIND]
    items = {row.id: row for row in Item.objects.filter(pk__in=ids).only("id", "kind", "formed_on")}
    for sheet in sheets:
        item = items.get(sheet.subject_id) if sheet.subject_kind == SUBJECT_KIND else None
        due = publication_due(item, calendar) if item else None
        if sheet.subject_kind == AFTERWARDS_KIND:
            yield Task(
                "desk:review", sheet.title, "应急发布事后审批", reverse("desk:review-sheet", args=[public_id(sheet.id)]),
                due=afterwards_due(sheet.agency, legal_day(sheet.opened_at), calendar).day, why="应急发布后限时补办审批（约定 urgent_approval）",
            )  # fmt: skip
            continue
        yield Task(
            "desk:review", sheet.title or "（未命名）", STAGES[sheet.next_stage].label_zh,
            reverse("desk:review-sheet", args=[public_id(sheet.id)]), due=due.day if due else None,
            why=due.why[-1].basis.zh if due and due.why else "",
        )  # fmt: skip


def _items(rows: Iterable[Item], what: str, calendar: Calendar) -> Iterator[Task]:
    for row in rows:
        due = publication_due(row, calendar)
        yield Task(
            "desk:documents", row.title or "（未命名）", what, reverse("desk:document", args=[public_id(row.id)]),
            due=due.day if due else None, why=due.why[-1].basis.zh if due and due.why else "",
        )  # fmt: skip
