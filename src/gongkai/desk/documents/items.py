"""The list of documents, and one document: where it stands, what is missing, what this officer may do next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.errors import NotFound
from gongkai.audit.acts import Act
from gongkai.catalogue.content import attachments_of
from gongkai.catalogue.deadlines import publication_due
from gongkai.catalogue.endings import current_end
from gongkai.catalogue.gate import SECTIONS, findings_of
from gongkai.catalogue.kinds import KINDS
from gongkai.catalogue.models import DocumentRelation, InterpretationPlan, Item, Schedule
from gongkai.catalogue.models.items import AFTERWARDS_KIND, SUBJECT_KIND
from gongkai.catalogue.paging import page_of
from gongkai.catalogue.selectors import (
    items_to_check,
    items_to_number,
    items_visible_to,
    obstacles,
)
from gongkai.catalogue.usecases.issue_document import issue_document
from gongkai.catalogue.usecases.plan_interpretation import FORMS
from gongkai.catalogue.usecases.publish_item import publish_item
from gongkai.catalogue.usecases.release_finding import RELEASERS
from gongkai.catalogue.usecases.submit_for_review import submit_for_review
from gongkai.catalogue.usecases.withdraw_item import KINDS as KINDS_OF_WITHDRAWAL
from gongkai.desk.documents.frame import is_written_by, opened, require_own, to_item, tried
from gongkai.desk.documents.previews import shown_body
from gongkai.desk.documents.subjects import item_rows
from gongkai.desk.entry import officer_view, show
from gongkai.law.exemptions import EXEMPTION_GROUNDS
from gongkai.links.chain import chain_of
from gongkai.review.models import ReviewSheet
from gongkai.review.selectors import sheets_of
from gongkai.review.usecases.return_sheet import recall_sheet
from gongkai.targets.selectors import external_addresses

_CHECKED = (Item.State.DRAFT, Item.State.IN_REVIEW)
TABS = {
    "": "全部", "mine": "我的文稿", "draft": "草稿", "check": "待核公开属性", "review": "审核中", "back": "退回修改", "number": "待编号",
    "publish": "待发布", "published": "已发布", "withdrawn": "已撤稿",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the list; ``tail`` writes it back into an address."""

    tab: str = ""
    kind: str = ""
    words: str = ""

    def tail(self, **more: str) -> str:
        given = {"tab": self.tab, "kind": self.kind, "words": self.words, **more}
        return "?" + urlencode({name: value for name, value in given.items() if value})


@officer_view()
@require_safe
def items(request: HttpRequest, act: Act) -> HttpResponse:
    """Newest change first, by key: page a thousand costs what page one does."""
    asked = Asked(*(request.GET.get(name, "").strip()[:60] for name in ("tab", "kind", "words")))
    rows = _tab(act, asked.tab)
    if asked.kind in KINDS:
        rows = rows.filter(kind=asked.kind)
    if asked.words:
        rows = rows.filter(title__contains=asked.words)
    page = page_of(rows.defer("body_html"), request.GET.get("after", ""))
    return show(
        request, act, "desk/documents/list.html", page=page, asked=asked, tabs=TABS, kinds=KINDS,
        is_first=not request.GET.get("after"),
    )  # fmt: skip


def _tab(act: Act, tab: str) -> QuerySet[Item]:
    rows, over = items_visible_to(act), (ReviewSheet.State.RETURNED, ReviewSheet.State.RECALLED)
    in_review = rows.filter(state=Item.State.IN_REVIEW)
    found: dict[str, QuerySet[Item]] = {
        "mine": rows.filter(drafter_id=int(act.actor_id)),
        "draft": rows.filter(state=Item.State.DRAFT),
        "check": items_to_check(act),
        "review": in_review.filter(sheet__state=ReviewSheet.State.OPEN),
        "back": in_review.filter(sheet__state__in=over),
        "number": items_to_number(act),
        "publish": in_review.filter(sheet__state=ReviewSheet.State.APPROVED, attribute="PROACTIVE"),
        "published": rows.filter(state=Item.State.PUBLISHED),
        "withdrawn": rows.filter(state=Item.State.WITHDRAWN),
    }
    return found.get(tab, rows)


@officer_view()
@require_safe
def item(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Everything about one document on one page; obstacles stand beside the step they stop."""
    row = opened(act, public)
    own = is_written_by(act, row)
    files = attachments_of(row)
    return show(
        request, act, "desk/documents/item.html", item=row, files=files, body=shown_body(row.body_html), own=own,
        chain=chain_of(row.publication), due=publication_due(row, working_calendar()), rounds=list(sheets_of(SUBJECT_KIND, row.id)),
        problems=obstacles(act, row) if own and row.state in (Item.State.DRAFT, Item.State.IN_REVIEW) else [],
        corrections=list(row.corrections.select_related("sheet", "drafter").order_by("number")),
        withdrawals=list(row.withdrawals.select_related("officer").order_by("at")),
        schedule=Schedule.objects.filter(item=row).select_related("officer").first(), withdrawal_kinds=KINDS_OF_WITHDRAWAL,
        found=findings_of(row, files) if row.state in _CHECKED else None, sections=SECTIONS, correction="",
        may_release=own and bool(act.roles.intersection(RELEASERS)) and int(act.actor_id) not in row.authors,
        relations=list(DocumentRelation.objects.filter(item=row).select_related("other").order_by("at", "id")), relation_kinds=DocumentRelation.Kind,
        plan=InterpretationPlan.objects.filter(item=row).first() if row.rules.interpretable else None, forms=FORMS,
        explained_by=list(row.interpreted_by.select_related("interpretation").order_by("linked_at", "id")),
        explains=list(row.interprets.select_related("document").order_by("linked_at", "id")), end=current_end(row),
        afterwards=list(sheets_of(AFTERWARDS_KIND, row.id)) if row.urgent_reason else [],
        grounds=EXEMPTION_GROUNDS,
        is_author=int(act.actor_id) in row.authors, rows=item_rows(row), elsewhere=_elsewhere(row),
    )  # fmt: skip


def _elsewhere(row: Item) -> str:
    """Where readers find it on another site it is published to."""
    if row.publication_id is None:
        return ""
    return external_addresses([row.publication_id]).get(row.publication_id, "")


@officer_view()
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    """Submit, take back, number, publish; everything that stands against it is told at once."""
    row = opened(act, public)
    require_own(act, row)
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "submit": ("已送审。", lambda: submit_for_review(
            act=act, item_id=row.id, urgent_reason=request.POST.get("urgent_reason", "").strip())),
        "recall": ("已撤回，可以修改后重新送审。", lambda: _recalled(request, act, row)),
        "issue": ("已编号。", lambda: issue_document(
            act=act, item_id=row.id, prefix=request.POST.get("prefix", "").strip() or None)),
        "publish": ("已发布。", lambda: publish_item(act=act, item_id=row.id)),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    text, call = calls[verb]
    tried(request, call, text)
    return to_item(row.id)


def _recalled(request: HttpRequest, act: Act, row: Item) -> object:
    if row.sheet_id is None:
        raise NotFound([])
    return recall_sheet(act=act, sheet_id=row.sheet_id, reason=request.POST.get("reason", ""))
