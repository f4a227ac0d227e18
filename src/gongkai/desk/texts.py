"""Write the report's text: one part a page, with the figures that may stand in it and a preview."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.roles import Role
from gongkai.annual_report.bindings import unit_of
from gongkai.annual_report.document import shown
from gongkai.annual_report.models import AnnualReport
from gongkai.annual_report.standing import Standing, standing_of
from gongkai.annual_report.texts import SECTION_KEYS, figures_for_text, words_of
from gongkai.annual_report.usecases.name_figure import ENTERED, name_figure
from gongkai.annual_report.usecases.write_section import write_section
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show, tell_reasons
from gongkai.desk.reports import address, opened
from gongkai.desk.text_problems import problem_zh
from gongkai.law.annual_report.bare_numbers import check_text
from gongkai.law.annual_report.form import SECTIONS
from gongkai.law.annual_report.narrative import NARRATIVE
from gongkai.law.annual_report.rendering import render
from gongkai.law.annual_report.sentences import TemplateError, parse


@dataclass(frozen=True, slots=True)
class PaletteFigure:
    """A figure the writer may name: its placeholder, label, present value; ``entered`` where it is typed with a source."""

    key: str
    label: str
    value: str
    unit: str
    is_entered: bool


@officer_view(Role.DRAFTER)
@require_safe
def part(request: HttpRequest, act: Act, public: str, key: str) -> HttpResponse:
    annual = opened(act, public)
    return _page(request, act, annual, key, None)


@officer_view(Role.DRAFTER)
@require_POST
def save(request: HttpRequest, act: Act, public: str, key: str) -> HttpResponse:
    """Save or preview; nothing typed is lost when it is refused."""
    annual, text = opened(act, public), request.POST.get("text", "").replace("\r\n", "\n")
    if "preview" in request.POST or _problem(text):
        return _page(request, act, annual, key, text)
    try:
        written = write_section(act=act, report_id=annual.id, key=key, text=text)
    except NotAllowed:
        raise
    except Refused as refused:
        tell_reasons(request, refused)
        return _page(request, act, annual, key, text)
    for bare in written.bare_numbers:
        messages.warning(request, bare.message_zh)
    messages.success(request, "已保存。")
    return HttpResponseRedirect(address(annual, f"text/{key}/"))


@officer_view(Role.DRAFTER)
@require_POST
def enter(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Enter a figure nothing counts, with its source."""
    annual = opened(act, public)
    key, value, source, word = (request.POST.get(name, "").strip() for name in ("key", "value", "source", "word"))
    back = request.POST.get("section", "overview")
    try:
        name_figure(act=act, report_id=annual.id, key=key, value=value, source=source, word=word)
    except NotAllowed:
        raise
    except Refused as refused:
        tell_reasons(request, refused)
    else:
        messages.success(request, "已录入。")
    return HttpResponseRedirect(address(annual, f"text/{back if back in SECTION_KEYS else 'overview'}/"))


def _page(request: HttpRequest, act: Act, annual: AnnualReport, key: str, text: str | None) -> HttpResponse:
    if key not in SECTION_KEYS:
        raise Http404
    standing = standing_of(annual, None, act.today)
    template = standing.texts.templates[key] if text is None else text
    preview, problem = _preview(standing, template)
    bare = check_text(template, figures_for_text(standing.report, standing.texts)) if not problem else []
    return show(
        request, act, "desk/text.html", annual=annual, key=key, headings=headings(), written=template, preview=preview,
        problem=problem, bare=bare, palette=_palette(standing, key),
    )  # fmt: skip


def headings() -> dict[str, str]:
    """The parts one can write, with their official headings."""
    found = {}
    for section in SECTIONS:
        if section.table is None:
            found[section.key] = section.heading_zh
            found.update({f"{section.key}.{one.key}": one.heading_zh for one in section.parts})
    return {key: found[key] for key in SECTION_KEYS}


def _problem(template: str) -> str:
    try:
        parse(template)
    except TemplateError as error:
        return problem_zh(error)
    return ""


def _preview(standing: Standing, template: str) -> tuple[str, str]:
    figures = figures_for_text(standing.report, standing.texts)
    try:
        return render(template, figures, words_of(standing.report.agency, standing.report.year), draft=True), ""
    except TemplateError as error:
        return "", problem_zh(error)


def _palette(standing: Standing, key: str) -> list[PaletteFigure]:
    figures = figures_for_text(standing.report, standing.texts)
    part_name = key.partition(".")[2] or key
    fitting = sorted(NARRATIVE.values(), key=lambda figure: figure.part != part_name)
    return [
        PaletteFigure(
            figure.key, figure.label_zh, shown(figures.get(figure.key)), unit_of(figure.key), figure.key in ENTERED
        )
        for figure in fitting
    ]
