"""政策解读: the plan made with the draft, the interpretation begun from its document, links, and policies that have none."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.conventions import ConventionsThrough
from gongkai.agencies.errors import NotFound
from gongkai.agencies.rights import agencies_written_for, visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.catalogue.attributes import Attribute
from gongkai.catalogue.deadlines import interpretation_due
from gongkai.catalogue.models import Disclosure, Item
from gongkai.catalogue.uninterpreted import uninterpreted
from gongkai.catalogue.usecases.draft_item import draft_item
from gongkai.catalogue.usecases.link_interpretation import link_interpretation
from gongkai.catalogue.usecases.plan_interpretation import FORMS, plan_interpretation
from gongkai.desk.documents.afterwards import named
from gongkai.desk.documents.frame import opened, require_own, to_item, tried
from gongkai.desk.entry import officer_view, show

COLUMN, ROWS = "A20-01-04", 50


@officer_view()
@require_safe
def waiting(request: HttpRequest, act: Act) -> HttpResponse:
    """Policies of the unit (of the area for the competent authority) without an interpretation, the oldest limit first."""
    start = int(text) if (text := request.GET.get("from", "")).isdecimal() and len(text) < 6 else 0
    calendar = working_calendar()
    found = list(uninterpreted(visible_agency_ids(act))[start : start + ROWS + 1])
    chosen = ConventionsThrough()
    rows = [(row, interpretation_due(row, calendar, chosen)) for row in found[:ROWS]]
    return show(
        request, act, "desk/documents/interpretations.html", rows=rows, start=start, forms=FORMS,
        following=start + ROWS if len(found) > ROWS else None,
    )  # fmt: skip


@officer_view()
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    """``plan`` at drafting, ``begin`` an interpretation of a public document, ``link`` one that is there already."""
    given = request.POST
    item = opened(act, public) if verb != "begin" else _seen_or_public(act, public)
    if verb != "begin":
        require_own(act, item)
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "plan": ("解读方案已保存。", lambda: plan_interpretation(
            act=act, item_id=item.id, forms=given.getlist("forms"), interpreter=given.get("interpreter", ""),
            points=given.get("points", ""), exempt_reason=given.get("exempt_reason", ""))),
        "begin": ("已起草解读并与文件关联。", lambda: _begin(act, item)),
        "link": ("已关联。", lambda: link_interpretation(
            act=act, interpretation_id=item.id, document_id=named(given.get("document", "")))),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    text, call = calls[verb]
    made = tried(request, call, text)
    return to_item(made.id if isinstance(made, Item) else item.id)


def _seen_or_public(act: Act, public: str) -> Item:
    """谁起草、谁解读: a department explains what its government issued, so the document need only be public."""
    key = named(f"/desk/documents/{public}/")
    found = Item.objects.filter(pk=key, state=Item.State.PUBLISHED).first() if key else None
    return found or opened(act, public)


def _begin(act: Act, document: Item) -> Item:
    own = [agency.id for agency in agencies_written_for(act)]
    agency = document.agency_id if document.agency_id in own else act.agency_id
    with transaction.atomic():
        made = draft_item(
            act=act, kind="interpretation", column=COLUMN, agency_id=agency, title=f"《{document.title}》政策解读"[:300],
            formed_on=act.today, attribute=Attribute(Disclosure.PROACTIVE),
        )  # fmt: skip
        link_interpretation(act=act, interpretation_id=made.id, document_id=document.id)
    return made
