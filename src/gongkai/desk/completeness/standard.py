"""标准目录: items x units of a field, gaps, the import of a version, the page of one item with its units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.kinds import KINDS
from gongkai.completeness.models import StandardItem, StandardVersion
from gongkai.completeness.standard import (
    STATES,
    Row,
    fields_in_force,
    government_of,
    items_in_force,
    matrix,
    summed,
    version_in_force,
)
from gongkai.completeness.standard_file import HEADINGS, write_standard
from gongkai.completeness.usecases.import_standard import assign_units, import_standard
from gongkai.desk import given
from gongkai.desk.completeness.frame import TABS, table_file, units_in_sight
from gongkai.desk.entry import officer_view, show, signed_in
from gongkai.editions.selectors import content_address
from gongkai.numbering.keys import public_id


def _government(request: HttpRequest) -> Agency:
    """Of the officer's own unit. Raises NotFound for a unit below no government."""
    found = government_of(signed_in(request).agency)
    if found is None:
        raise NotFound([Reason("agency", "本单位不在任何一级政府之下，没有适用的标准目录")])
    return found


@officer_view()
@require_safe
def board(request: HttpRequest, act: Act) -> HttpResponse:
    """One field at a time, with the units it concerns; ``gaps`` leaves only items with something missing."""
    government = _government(request)
    fields = fields_in_force(government)
    field = request.GET.get("field", "")
    field = field if field in fields else next(iter(fields), "")
    gaps, units = request.GET.get("gaps") == "1", units_in_sight(act)
    rows = matrix(items_in_force(government, field) if field else [], units, working_calendar())
    concerned = [n for n, _ in enumerate(units) if any(row.cells[n].state != "none" for row in rows)]
    shown = [
        row for row in rows if not gaps or not row.is_assigned or any(cell.state == "missing" for cell in row.cells)
    ]
    return show(
        request, act, "desk/completeness/standard.html", tabs=TABS, government=government, version=version_in_force(government),
        versions=list(StandardVersion.objects.filter(government=government).order_by("-number")[:10]), fields=fields, field=field,
        gaps=gaps, units=[units[n] for n in concerned], rows=[(row, [row.cells[n] for n in concerned]) for row in shown],
        counts=summed(rows), states=STATES, may=_may(act, government), headings=HEADINGS, total=sum(fields.values()),
    )  # fmt: skip


def _may(act: Act, government: Agency) -> bool:
    return Role.SUPERVISOR in act.roles and government.id in (act.agency_id, *act.works_for)


@officer_view()
@require_safe
def board_file(request: HttpRequest, act: Act, ending: str) -> HttpResponse:
    """Every item and unit of the whole catalogue, a line each."""
    units = units_in_sight(act)
    rows = matrix(items_in_force(_government(request)), units, working_calendar())
    lines = [line for row in rows for line in _lines(row, units)]
    head = ("编号", "领域", "一级事项", "二级事项", "公开时限", "公开渠道", "单位", "状态", "条数", "网址")
    return table_file(act, "基层政务公开标准目录公开情况", head, lines, ending, "standard")


def _lines(row: Row, units: Sequence[Agency]) -> Iterator[tuple[str, ...]]:
    item = row.item
    about = (
        item.code, item.field, item.first_level, item.second_level, item.limit_text, "、".join(item.channels),
    )  # fmt: skip
    if not row.is_assigned:
        yield (*about, "（未明确适用单位）", "", "0", "")
    for unit, cell in zip(units, row.cells, strict=True):
        if cell.state != "none":
            addresses = (content_address(one.publication_id) for one in cell.items[:5] if one.publication_id)
            yield (*about, unit.name, cell.label_zh, str(cell.number), " ".join(addresses))


@officer_view()
@require_safe
def catalogue_csv(request: HttpRequest, act: Act) -> HttpResponse:
    """The version in force as a table, to be changed and imported again; only the headings while there is none."""
    items = items_in_force(_government(request))
    prefetch_related_objects(items, "units")
    lines = [
        (
            item.code, item.field, item.first_level, item.second_level, item.content, item.basis, item.limit_text,
            item.subject_organ, "、".join(item.channels), "、".join(unit.short_name for unit in item.units.all()), item.column,
            KINDS[item.kind].label_zh if item.kind else "", "、".join(item.words),
        )
        for item in items
    ]  # fmt: skip
    answer = HttpResponse(write_standard(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="standard-catalogue.csv"'
    return answer


@officer_view(Role.SUPERVISOR)
@require_POST
def import_file(request: HttpRequest, act: Act) -> HttpResponse:
    upload = request.FILES.get("file")

    def take() -> object:
        refuse_if([] if upload else [Reason("file", "请选择标准目录文件（CSV 或 XLSX）")])
        assert upload is not None
        return import_standard(
            act=act,
            government=_government(request),
            name=str(upload.name),
            content=upload.read(),
            note=given.text(request, "note"),
        )

    return given.done(request, take, "标准目录已导入，作为现行版本。", reverse("desk:completeness-standard"))


@officer_view()
@require_safe
def item(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """What the catalogue says of one item, and each unit's publications of it."""
    row, units = _item(act, public), units_in_sight(act)
    found = matrix([row], units, working_calendar())[0]
    return show(
        request, act, "desk/completeness/standard_item.html", item=row, units=units, kind=KINDS[row.kind].label_zh if row.kind else "",
        cells=[(unit, cell) for unit, cell in zip(units, found.cells, strict=True) if cell.state != "none"],
        assigned={unit.id for unit in row.units.all()}, may=_may(act, row.version.government),
    )  # fmt: skip


@officer_view(Role.SUPERVISOR)
@require_POST
def item_units(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    row = _item(act, public)
    return given.done(
        request,
        lambda: assign_units(act=act, item=row, agencies=[given.agency(act, code) for code in request.POST.getlist("agency")]),
        "适用单位已保存。", reverse("desk:completeness-standard-item", args=[public_id(row.id)]),
    )  # fmt: skip


def _item(act: Act, public: str) -> StandardItem:
    """An item of the catalogue of the officer's own government. Raises NotFound."""
    row = (
        StandardItem.objects.filter(pk=given.key(public))
        .select_related("version__government")
        .prefetch_related("units")
        .first()
    )
    own = Agency.objects.filter(pk__in=visible_agency_ids(act)).order_by("path").first()
    if row is None or own is None or not own.path.startswith(row.version.government.path):
        raise NotFound([Reason("item", "没有这个公开事项")])
    return row
