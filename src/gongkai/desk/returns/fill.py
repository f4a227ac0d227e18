"""A unit's return as the statutory form: system figures filled in and marked, the rest typed, pasted or read from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound
from gongkai.agencies.rights import ids_written_for
from gongkai.annual_report.bindings import label_of, unit_of
from gongkai.annual_report.reader.printed import Kind, read_cell
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show
from gongkai.desk.returns import asked
from gongkai.law.annual_report.layout import LAYOUT
from gongkai.numbering.keys import public_id
from gongkai.returns.form import (
    COUNTED,
    SYSTEM,
    TOTALS,
    Sheetful,
    differing,
    fill_in,
    printed,
    system_report,
    system_values,
)
from gongkai.returns.models import CampaignUnit, ReturnDraft, ReturnNote
from gongkai.returns.pasting import Taken, taken_from_file, taken_from_text
from gongkai.returns.selectors import collects, unit_seen_by
from gongkai.returns.states import UnitState, standing_of
from gongkai.returns.usecases.fill_return import FILLERS, fill_zero, save_draft, take_values
from gongkai.returns.usecases.link_report import link_report
from gongkai.returns.usecases.submit_return import SUBMITTERS, submit_return

HEADINGS = {
    "table2": "二、主动公开政府信息情况",
    "table3": "三、收到和处理政府信息公开申请情况",
    "table4": "四、政府信息公开行政复议、行政诉讼情况",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One cell on the screen. ``system`` what the records give, ``note`` what the government above wrote beside it."""

    key: str
    value: str
    label: str
    origin: str
    system: str
    fault: str
    note: str
    is_suspect: bool
    is_total: bool

    @property
    def is_from_system(self) -> bool:
        return self.origin == SYSTEM and self.value == self.system


def fields_of(
    filled: Sheetful, origins: Mapping[str, str], notes: Mapping[str, str], totals: Mapping[str, str]
) -> dict[str, Field]:  # fmt: skip
    """Every cell of the form; totals are computed, unless a printed one is held against them."""
    cells = {}
    for key in (*COUNTED, *TOTALS):
        figure = filled.figures.get(key)
        total = totals.get(key) or printed(figure)
        cells[key] = Field(
            key, filled.values.get(key, "") if key in COUNTED else total, label_of(key), origins.get(key, ""),
            filled.system.get(key, ""), filled.faults.get(key, ""), notes.get(key, ""), key in filled.suspect_cells,
            key in TOTALS,
        )  # fmt: skip
    return cells


@officer_view()
@require_safe
def form(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The form of one unit; who only collects sees what was submitted, not what is still being written."""
    unit = unit_seen_by(act, asked.key(public))
    standing = standing_of(unit, act.today)
    own = unit.agency_id in ids_written_for(act)
    if not own:
        if standing.sheet is None:
            return show(request, act, "desk/returns/unit.html", unit=unit, standing=standing)
        return HttpResponseRedirect(reverse("desk:return-sheet", args=[public_id(standing.sheet.pk)]))
    report = system_report(unit, act.today)
    draft = standing.draft
    values = draft.values if draft else system_values(report)
    origins = draft.origins if draft else dict.fromkeys(values, SYSTEM)
    stated = draft.printed if draft else {}
    filled = fill_in(values, stated, report)
    notes = notes_for(standing.sheet.pk) if standing.sheet and standing.state == UnitState.SENT_BACK else {}
    is_locked = standing.state == UnitState.SUBMITTED
    return show(
        request, act, "desk/returns/form.html", unit=unit, campaign=unit.campaign, standing=standing, draft=draft,
        cells=fields_of(filled, origins, notes, stated), filled=filled, layout=LAYOUT, headings=HEADINGS, notes=notes,
        may_fill=bool(act.roles.intersection(FILLERS)) and not is_locked,
        may_submit=_may_submit(act, draft) and not is_locked, is_second=bool(act.roles.intersection(SUBMITTERS)),
        differences=[(label_of(key), *pair) for key, pair in differing(values, filled.system).items()],
        origins=_origins(origins, values), label_of=label_of, unit_of=unit_of, collects=collects(act, unit.campaign),
    )  # fmt: skip


def notes_for(sheet_id: int) -> dict[str, str]:
    """The notes on a sheet by cell, several on one cell joined."""
    found: dict[str, str] = {}
    for note in ReturnNote.objects.filter(sheet_id=sheet_id).order_by("id"):
        found[note.cell] = "；".join(filter(None, (found.get(note.cell, ""), note.text)))
    return found


def _may_submit(act: Act, draft: ReturnDraft | None) -> bool:
    second = bool(act.roles.intersection(SUBMITTERS))
    return draft is not None and draft.is_ready and second and act.actor_id not in draft.writers


def _origins(origins: Mapping[str, str], values: Mapping[str, str]) -> list[tuple[str, int]]:
    """Where the numbers came from, and how many: 系统数 120, 填写 48."""
    found: dict[str, int] = {}
    for key in values:
        word = origins.get(key, "填写").split("：")[0]
        found[word] = found.get(word, 0) + 1
    return sorted(found.items(), key=lambda one: -one[1])


def typed(request: HttpRequest) -> dict[str, str]:
    """The form as it was sent: full-width digits, separators and units read as in any table, anything else kept as typed."""
    given = {}
    for key in COUNTED:
        text = request.POST.get(key, "").strip()[:40]
        read = read_cell(text, amount=unit_of(key) in ("万元", "元"))
        given[key] = read.digits if read.kind is Kind.NUMBER else text
    return given


@officer_view(*FILLERS)
@require_POST
def check(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """What the form says as it stands on the screen, without keeping it: sums, faults, failing identities."""
    unit = unit_seen_by(act, asked.key(public))
    draft = ReturnDraft.objects.filter(unit=unit).first()
    values = {key: text for key, text in typed(request).items() if text}
    filled = fill_in(values, draft.printed if draft else {}, system_report(unit, act.today))
    html = render_to_string("desk/returns/check.html", {"filled": filled, "label_of": label_of}, request)
    totals = {key: printed(filled.figures.get(key)) for key in TOTALS}
    suspects = [*filled.suspect_cells, *filled.faults]
    return JsonResponse({"html": html, "totals": totals, "suspects": suspects, "blanks": len(filled.blanks)})


@officer_view()
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    unit = unit_seen_by(act, asked.key(public))
    verbs = {"save": _save, "paste": _paste, "read": _read, "zero": _zero, "submit": _submit, "link": _link}
    if verb not in verbs:
        raise NotFound([])
    verbs[verb](request, act, unit)
    return HttpResponseRedirect(reverse("desk:return", args=[public]))


def _save(request: HttpRequest, act: Act, unit: CampaignUnit) -> None:
    scan = asked.uploaded(request, "scan")
    ready = "ready" in request.POST
    draft = asked.tried(
        request,
        lambda: save_draft(
            act=act, unit=unit, values=typed(request), source=request.POST.get("source", ""), is_ready=ready,
            scan_name=scan[0] if scan else "", scan=scan[1] if scan else None, zero_blocks=request.POST.getlist("zero"),
        ),
    )  # fmt: skip
    if draft is not None:
        messages.success(request, "已保存，请本单位另一人核对后报送。" if ready else "已保存。")


def _paste(request: HttpRequest, act: Act, unit: CampaignUnit) -> None:
    taken = asked.tried(request, lambda: taken_from_text(request.POST.get("text", "")))
    if taken is not None:
        _took(request, act, unit, taken, "粘贴")


def _read(request: HttpRequest, act: Act, unit: CampaignUnit) -> None:
    file = asked.uploaded(request, "file")
    if file is None:
        messages.error(request, "请选择本单位的年度报告文件（DOCX、XLSX、有文字的 PDF、网页）。")
        return
    taken = asked.tried(request, lambda: taken_from_file(file[0], file[1], unit.campaign.year))
    if taken is not None:
        _took(request, act, unit, taken, file[0][:60])


def _took(request: HttpRequest, act: Act, unit: CampaignUnit, taken: Taken, way: str) -> None:
    if asked.tried(request, lambda: take_values(act=act, unit=unit, taken=taken, way=way)) is None:
        return
    messages.success(request, f"读入 {len(taken.values)} 格，另有 {len(taken.printed)} 个合计用于核对。")
    if taken.open:
        more = f"等 {len(taken.open)} 格" if len(taken.open) > 5 else ""
        messages.warning(request, f"不能确定、没有读入：{'；'.join(taken.open[:5])}{more}。请对照原件填写。")


def _zero(request: HttpRequest, act: Act, unit: CampaignUnit) -> None:
    if asked.tried(request, lambda: fill_zero(act=act, unit=unit)) is not None:
        messages.success(request, "已按零报告填好，请本单位另一人核对后报送。")


def _submit(request: HttpRequest, act: Act, unit: CampaignUnit) -> None:
    if asked.tried(request, lambda: submit_return(act=act, unit=unit)) is not None:
        messages.success(request, f"已报送{unit.campaign.agency.name}。")


def _link(request: HttpRequest, act: Act, unit: CampaignUnit) -> None:
    url, day = request.POST.get("url", ""), asked.day(request.POST.get("published_on", ""))
    if asked.tried(request, lambda: link_report(act=act, unit=unit, url=url, published_on=day)) is not None:
        messages.success(request, "年报链接已登记。")
