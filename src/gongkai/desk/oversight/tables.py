"""The yearly website table, and superiors' forms filled from figures."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import agencies_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk import given
from gongkai.desk.entry import officer_view, show
from gongkai.desk.oversight.papers import handed_out
from gongkai.files.store import read
from gongkai.oversight.form_filler import figures, fill_form, labels, read_form
from gongkai.oversight.forms import form_for, forms_for
from gongkai.oversight.models import FormTemplate
from gongkai.oversight.usecases.enter_website_value import enter_website_value
from gongkai.oversight.usecases.keep_form import keep_form, map_form
from gongkai.oversight.website_table import ENTERED, NOT_KNOWN, checks_of, table_of, table_paper

_WRITERS = {Role.DRAFTER, Role.OFFICE_HEAD}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _own(act: Act) -> Agency:
    """The government this officer works for, or the own agency."""
    return agencies_written_for(act)[0]


@officer_view()
@require_safe
def website(request: HttpRequest, act: Act) -> HttpResponse:
    year = given.year_asked(request, act)
    place = _own(act)
    cells = table_of(place, year, act.today)
    return show(
        request, act, "desk/oversight/website_table.html", year=year, place=place, cells=cells, checks=list(checks_of(cells)),
        entered=ENTERED, not_known=NOT_KNOWN, years=range(act.today.year, 2018, -1), may=bool(act.roles & _WRITERS),
    )  # fmt: skip


@officer_view()
@require_safe
def website_file(request: HttpRequest, act: Act, ending: str) -> HttpResponse:
    year = given.year_asked(request, act)
    return handed_out(table_paper(_own(act), year, act.today), ending, f"website-table-{year}")


@officer_view()
@require_POST
def website_enter(request: HttpRequest, act: Act) -> HttpResponse:
    return given.done(
        request,
        lambda: enter_website_value(
            act=act, agency=_own(act), year=given.whole(request, "year", "年度"), key=given.text(request, "key"),
            value=given.text(request, "value"), source=given.text(request, "source"),
        ),
        "已填报。", f"{reverse('desk:website-table')}?year={given.text(request, 'year')[:4]}",
    )  # fmt: skip


@officer_view()
@require_safe
def forms(request: HttpRequest, act: Act) -> HttpResponse:
    return show(
        request, act, "desk/oversight/forms.html", forms=list(forms_for(act)[:60]), may=bool(act.roles & _WRITERS)
    )


@officer_view()
@require_POST
def form_new(request: HttpRequest, act: Act) -> HttpResponse:
    def keep() -> FormTemplate:
        upload = request.FILES.get("file")
        refuse_if([] if upload else [Reason("file", "请选择上级下发的空白报表（XLSX）")])
        assert upload is not None
        name = given.text(request, "name")
        return keep_form(act=act, agency=_own(act), name=name, file_name=str(upload.name), content=upload.read())

    return given.done(request, keep, "报表已保存，请对应单元格。", reverse("desk:forms"))


@officer_view()
@require_safe
def form(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The sheets as they are; each blank cell with a choice of figures."""
    found = form_for(act, given.key(public))
    sheets = read_form(read(found.file))
    blank = sum(cell.is_blank for sheet in sheets for row in sheet.rows for cell in row)
    return show(
        request, act, "desk/oversight/form.html", form=found, sheets=sheets, labels=labels(), blank=blank,
        may=bool(act.roles & _WRITERS), years=range(act.today.year, 2018, -1),
    )  # fmt: skip


@officer_view()
@require_POST
def form_map(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    found = form_for(act, given.key(public))
    mapping = {name.removeprefix("cell-"): value for name, value in request.POST.items() if name.startswith("cell-")}
    return given.done(
        request, lambda: map_form(act=act, form_id=found.pk, mapping={one: str(two) for one, two in mapping.items()}),
        "对应关系已保存，下次直接使用。", reverse("desk:form", args=[public]),
    )  # fmt: skip


@officer_view()
@require_safe
def form_filled(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The form filled for a period: a year, or from a day to a day."""
    found = form_for(act, given.key(public))
    try:
        first, last = (date.fromisoformat(request.GET.get(name, "")) for name in ("first", "last"))
    except ValueError:
        first, last = date(act.today.year, 1, 1), act.today
    if first > last:
        raise NotFound([Reason("first", f"期间起始{first}晚于结束{last}")])
    content, _, _ = fill_form(
        read(found.file),
        found.mapping,
        {key: value for key, (_, value) in figures(found.agency, first, last, act.today).items()},
    )
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="form-{first}-{last}.xlsx"'
    return response
