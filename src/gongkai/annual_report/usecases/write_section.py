"""Write a part of the text: figures are placeholders, so that text and tables cannot disagree (N-1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.in_hand import take
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.annual_report.models import AnnualReport, ReportState, Section
from gongkai.annual_report.standing import locked_report
from gongkai.annual_report.texts import SECTION_KEYS
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.law.annual_report.bare_numbers import BareNumber, check_text
from gongkai.law.annual_report.findings import BreakdownKind
from gongkai.law.annual_report.sentences import TemplateError, known_key, parse
from gongkai.numbering.keys import public_id

Breakdown = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Written:
    """The saved part, and digits typed where a placeholder should stand: a warning, not a refusal."""

    section: Section
    bare_numbers: tuple[BareNumber, ...]


def write_section(
    *, act: Act, report_id: int, key: str, text: str, breakdowns: Sequence[Breakdown] = ()
) -> Written:  # fmt: skip
    """Save the template of one part. ``breakdowns`` are its 其中 parts: {"total": key, "parts": [keys], "kind": ...}.

    A checked report goes back to drafted. After publication the text is kept for the next correction; an approved report that
    is not yet published cannot be changed.
    """
    with transaction.atomic():
        annual = locked_report(act, report_id)
        require(act, Role.DRAFTER, agency_id=annual.agency_id)
        refuse_if([*_state_reasons(annual), *_text_reasons(key, text), *_breakdown_reasons(breakdowns)])
        section, _ = Section.objects.update_or_create(
            report=annual,
            key=key,
            defaults={
                "text": text,
                "breakdowns": [dict(one) for one in breakdowns],
                "written_by": act.actor_id,
                "written_at": act.now,
            },
        )
        reopen(annual)
        take(act, "annual_report.report", annual.pk)
        record(
            act,
            "report.section_written",
            "annual_report",
            public_id(annual.id),
            facts={"part": key},
            changed={"text": text},
        )
    return Written(section, tuple(check_text(text)))


def reopen(annual: AnnualReport) -> None:
    """What was checked is no longer what stands there: back to drafted. A published report keeps its standing."""
    if annual.state in (ReportState.COLLECTING, ReportState.CHECKED):
        annual.state, annual.checked_by, annual.checked_at = ReportState.DRAFTED, "", None
        annual.save(update_fields=["state", "checked_by", "checked_at"])


def _state_reasons(annual: AnnualReport) -> Iterator[Reason]:
    if annual.state == ReportState.APPROVED:
        yield Reason("", "报告已签发，正文不能再改；发布后如需改动请办理更正")


def _text_reasons(key: str, text: str) -> Iterator[Reason]:
    if key not in SECTION_KEYS:
        yield Reason("key", f"没有“{key}”这一部分；可选：{'、'.join(SECTION_KEYS)}")
    if not text.strip():
        yield Reason("text", "正文不能为空")
    try:
        parse(text)
    except TemplateError as error:
        yield Reason("text", f"“{error.value}”无法识别；数据项写作 {{overview.portal_items}}。{error.hint}")


def _breakdown_reasons(breakdowns: Sequence[Breakdown]) -> Iterator[Reason]:
    for one in breakdowns:
        keys = [str(one.get("total", "")), *_parts(one)]
        if len(keys) < 2 or one.get("kind") not in tuple(BreakdownKind):
            yield Reason("breakdowns", "其中项须写明总数、各分项和分解方式（complete、partial、overlapping）")
        for key in keys:
            try:
                known_key(key)
            except TemplateError as error:
                yield Reason("breakdowns", f"没有数据项“{error.value}”。{error.hint}")


def _parts(one: Breakdown) -> list[str]:
    parts = one.get("parts", ())
    return [str(part) for part in parts] if isinstance(parts, list | tuple) else []
