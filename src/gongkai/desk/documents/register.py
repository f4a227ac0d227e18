"""登记簿: signed documents by disclosure attribute, those that are not published with their reasons and their yearly assessment (REG 18)."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.attributes import withheld_review_due
from gongkai.catalogue.models import Disclosure, Item, Reassessment
from gongkai.catalogue.paging import page_of
from gongkai.catalogue.selectors import register_of_attributes
from gongkai.catalogue.usecases.reassess_item import reassess_item
from gongkai.clock import legal_day
from gongkai.desk.documents.frame import opened, require_own, tried
from gongkai.desk.documents.subjects import attribute_zh
from gongkai.desk.entry import officer_view, show


@officer_view()
@require_safe
def register(request: HttpRequest, act: Act) -> HttpResponse:
    chosen = request.GET.get("attribute", "")
    chosen = chosen if chosen in Disclosure.values else Disclosure.WITHHELD.value
    page = page_of(register_of_attributes(act, chosen).defer("body_html"), request.GET.get("after", ""))
    return show(
        request, act, "desk/documents/register.html", page=page, chosen=chosen, choices=Disclosure,
        attribute_zh=attribute_zh, is_first=not request.GET.get("after"), conclusions=Reassessment.Conclusion,
        due=dues(page.rows) if chosen == Disclosure.WITHHELD else {},
    )  # fmt: skip


def dues(rows: list[Item]) -> dict[int, date]:
    """When each withheld document is to be looked at again: a year after its signature, or after the last look."""
    calendar = working_calendar()
    looked = dict(
        Reassessment.objects.filter(item__in=[row.id for row in rows])
        .order_by()
        .values_list("item_id")
        .annotate(last=Max("happened_on"))
    )
    found = {}
    for row in rows:
        signed = legal_day(row.sheet.closed_at) if row.sheet is not None and row.sheet.closed_at else None
        day = looked.get(row.id) or signed
        if day is not None:
            found[row.id] = withheld_review_due(day, calendar).day
    return found


@officer_view(Role.OFFICE_HEAD)
@require_POST
def reassess(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    item = opened(act, public)
    require_own(act, item)
    tried(request, lambda: reassess_item(
        act=act, item_id=item.id, conclusion=request.POST.get("conclusion", ""), reason=request.POST.get("reason", ""),
    ), "评估已登记。")  # fmt: skip
    return HttpResponseRedirect(reverse("desk:document-register"))
