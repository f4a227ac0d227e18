"""登记簿: signed documents by disclosure attribute, those that are not published with their reasons (domain 2.5)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.audit.acts import Act
from gongkai.catalogue.models import Disclosure
from gongkai.catalogue.paging import page_of
from gongkai.catalogue.selectors import register_of_attributes
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
        attribute_zh=attribute_zh, is_first=not request.GET.get("after"),
    )  # fmt: skip
