"""What an item shows (公开事项对应): standard items, a form and year of a budget, a programme's year; with what the rules would say."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from gongkai.agencies.errors import Reason, Refused
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.models import Attachment, Item
from gongkai.completeness.fiscal import said
from gongkai.completeness.models import FiscalTie, Form, FundProgramme, FundTie, StandardTie
from gongkai.completeness.standard import government_of, items_in_force
from gongkai.completeness.usecases.tie_item import Shows, tie_item
from gongkai.desk import given
from gongkai.desk.documents.frame import opened, require_own, to_item, tried
from gongkai.desk.entry import officer_view, show
from gongkai.numbering.keys import public_id

LINES = 2


@officer_view(Role.DRAFTER, Role.PUBLISHER, Role.OFFICE_HEAD)
def ties(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    item = opened(act, public)
    require_own(act, item)
    if request.method == "POST":
        done = tried(request, lambda: tie_item(act=act, item_id=item.id, shows=_given(request)), "公开事项对应已保存。")
        if done is not None:
            return to_item(item.id)
    return _form(request, act, item)


def _form(request: HttpRequest, act: Act, item: Item) -> HttpResponse:
    government = government_of(item.agency)
    above = (government or item.agency).path
    programmes = FundProgramme.objects.filter(agency__path__startswith=above).select_related("agency").order_by("name")
    three = Attachment.objects.filter(item=item, label__contains="三公").exists()
    fiscal = [(tie.form, str(tie.year)) for tie in FiscalTie.objects.filter(item=item).order_by("form", "year")]
    fund = [(public_id(tie.programme_id), str(tie.year)) for tie in FundTie.objects.filter(item=item).order_by("year")]
    return show(
        request, act, "desk/completeness/ties.html", item=item, forms=Form, programmes=list(programmes),
        fiscal=[*fiscal, *[("", "")] * LINES], fund=[*fund, *[("", "")] * LINES],
        said=[f"{year}年{form.label}" for form, year in said(item.kind, item.title, three)],
        standard=items_in_force(government) if government else [],
        chosen=set(StandardTie.objects.filter(item=item).values_list("code", flat=True)),
    )  # fmt: skip


def _given(request: HttpRequest) -> Shows:
    """Lines left empty are no answer. Raises Refused for a year that is no number."""
    post = request.POST
    fiscal = zip(post.getlist("form"), post.getlist("form_year"), strict=False)
    funds = zip(post.getlist("programme"), post.getlist("programme_year"), strict=False)
    return Shows(
        tuple((form, _year(year)) for form, year in fiscal if form),
        tuple((given.key(key), _year(year)) for key, year in funds if key),
        tuple(dict.fromkeys(post.getlist("standard"))),
    )


def _year(text: str) -> int:
    if not text.strip().isdecimal() or len(text.strip()) != 4:
        raise Refused([Reason("year", f"年度“{text[:10]}”应为四位数字，例如 2022")])
    return int(text)
