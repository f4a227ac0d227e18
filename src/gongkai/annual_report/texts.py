"""The text of a report: templates of its parts, the words and figures they take, and what they state (N-1 to N-3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai.agencies.models import Agency, AgencyKind
from gongkai.annual_report.assess import ENFORCEMENT, Said
from gongkai.annual_report.compute import Report
from gongkai.annual_report.models import AnnualReport, NamedFigure, Section
from gongkai.law.annual_report.bounds import Stated
from gongkai.law.annual_report.figures import Figure
from gongkai.law.annual_report.findings import Breakdown, BreakdownKind
from gongkai.law.annual_report.narrative import NARRATIVE
from gongkai.law.annual_report.rendering import stated_in
from gongkai.law.annual_report.sentences import keys_of, parse
from gongkai.law.annual_report.wording import DEFAULT_TEMPLATES

SECTION_KEYS = tuple(DEFAULT_TEMPLATES)

_AREA_WORDS = {
    AgencyKind.COUNTY_GOVERNMENT: "全县",
    AgencyKind.COUNTY_GOVERNMENT_OFFICE: "我办",
    AgencyKind.CITY_GOVERNMENT: "全市",
    AgencyKind.PROVINCE_GOVERNMENT: "全省",
}


# How an organ speaks of itself, by the end of its name.
_OWN_WORDS = (
    ("街道办事处", "我街道"),
    ("镇人民政府", "我镇"),
    ("乡人民政府", "我乡"),
    ("委员会", "我委"),
    ("办公室", "我办"),
    ("中心", "本中心"),
    ("局", "我局"),
)


@dataclass(frozen=True, slots=True)
class ReportTexts:
    """Templates by part, figures entered by hand, and the drafter's 其中 parts."""

    templates: Mapping[str, str]
    named: tuple[NamedFigure, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()


def texts_of(annual: AnnualReport | None) -> ReportTexts:
    """What was written for this report; our default wording for parts nobody wrote yet."""
    if annual is None:
        return ReportTexts(dict(DEFAULT_TEMPLATES))
    sections = {section.key: section for section in Section.objects.filter(report=annual)}
    named = NamedFigure.objects.filter(report=annual, superseded_at__isnull=True).exclude(key__startswith=ENFORCEMENT)
    return ReportTexts(
        {key: sections[key].text if key in sections else default for key, default in DEFAULT_TEMPLATES.items()},
        tuple(named.order_by("key")),
        tuple(breakdown for section in sections.values() for breakdown in _breakdowns(section)),
    )


def _own_word(name: str) -> str:
    return next((word for ending, word in _OWN_WORDS if name.endswith(ending)), "本单位")


def words_of(agency: Agency, year: int) -> dict[str, str]:
    """The words a template may take; the agency's ``contact`` may name its site (``site_name``) and account (``wechat_name``)."""
    contact = agency.contact or {}
    return {
        "年度": str(year),
        "下年度": str(year + 1),
        "地区": contact.get("area_word") or _AREA_WORDS.get(AgencyKind(agency.kind)) or _own_word(agency.name),
        "单位": agency.name,
        "网站": contact.get("site_name") or "政府门户网站",
        "公众号": contact.get("wechat_name") or f"{agency.short_name}发布",
    }


def figures_for_text(report: Report, texts: ReportTexts) -> dict[str, Figure]:
    """Exact values a template may print; a figure entered by hand only where none is counted."""
    figures: dict[str, Figure] = {key: figure.exact for key, figure in report.figures.items()}
    for row in texts.named:
        if figures.get(row.key) is None:
            figures[row.key] = int(row.value) if row.value == row.value.to_integral_value() else row.value
    return figures


def said(texts: ReportTexts, figures: Mapping[str, Figure]) -> Said:
    """What all parts of the text state, for the identities between text and tables."""
    stated: dict[str, Stated | Figure] = {}
    for template in texts.templates.values():
        stated.update(stated_in(template, figures))
    return Said(stated, texts.breakdowns)


def unfilled(texts: ReportTexts, figures: Mapping[str, Figure]) -> Iterator[str]:
    """Keys the text prints that have no value: neither counted nor entered (a rate of nothing prints 无 and is fine)."""
    for template in texts.templates.values():
        for key in keys_of(parse(template)):
            is_rate = key in NARRATIVE and NARRATIVE[key].unit == "%" and key in figures
            if figures.get(key) is None and not is_rate:
                yield key


def _breakdowns(section: Section) -> Iterator[Breakdown]:
    for row in section.breakdowns:
        yield Breakdown(row["total"], tuple(row["parts"]), BreakdownKind(row["kind"]))
