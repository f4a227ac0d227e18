"""Enter a figure of the text that no measure counts, with its source; or the published enforcement totals (X-4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.annual_report.assess import ENFORCEMENT
from gongkai.annual_report.bindings import BINDINGS, unit_of
from gongkai.annual_report.models import NamedFigure
from gongkai.annual_report.sheets import source_reasons, value_reasons
from gongkai.annual_report.standing import locked_report
from gongkai.annual_report.usecases.write_section import reopen
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.law.annual_report.bounds import WORDS
from gongkai.law.annual_report.narrative import NARRATIVE, RATES
from gongkai.law.annual_report.table_identities import ENFORCEMENT_CELLS
from gongkai.numbering.keys import public_id

_BY_RATE = {rate.key for rate in RATES}
ENTERED = (
    *(key for key, figure in NARRATIVE.items() if key not in BINDINGS and figure.cell is None and key not in _BY_RATE),
    *(f"{ENFORCEMENT}{cell}" for cell in ENFORCEMENT_CELLS),
)
"""Figures that are entered by hand. One that is counted or repeats a cell is never entered."""


def name_figure(
    *, act: Act, report_id: int, key: str, value: int | str | Decimal, source: str, unit: str = "", word: str = "",
    first: date | None = None, last: date | None = None, covers: str = "", definition: str = "",
) -> NamedFigure:  # fmt: skip
    """Enter what, in which unit, over which period and agencies (the report's own when not given), exact or bound (``word``)."""
    with transaction.atomic():
        annual = locked_report(act, report_id)
        act = act.at_one_moment()
        require(act, Role.DRAFTER, agency_id=annual.agency_id)
        refuse_if([*_reasons(key, str(value), unit, word), *source_reasons(source)])
        NamedFigure.objects.filter(report=annual, key=key, superseded_at__isnull=True).update(superseded_at=act.now)
        named = NamedFigure.objects.create(
            report=annual, key=key, value=Decimal(str(value)), word=word, unit=unit or unit_of(key.removeprefix(ENFORCEMENT)),
            first=first or date(annual.year, 1, 1), last=last or date(annual.year, 12, 31), definition=definition,
            covers=covers or annual.agency.name, source=source, entered_by=act.actor_id, entered_at=act.now,
        )  # fmt: skip
        reopen(annual)
        facts = {"key": key}
        record(
            act,
            "report.figure_named",
            "annual_report",
            public_id(annual.id),
            facts=facts,
            changed={"value": str(value)},
        )
    return named


def _reasons(key: str, value: str, unit: str, word: str) -> Iterator[Reason]:
    if key not in ENTERED:
        hint = (
            "由系统统计或取自表格，不能手工录入"
            if key in BINDINGS or key in NARRATIVE
            else f"不在目录中；可选如 {ENTERED[0]}"
        )
        yield Reason("key", f"“{key}”{hint}")
        return
    cell = key.removeprefix(ENFORCEMENT)
    yield from (Reason("value", reason.text) for reason in value_reasons({cell: value}, (cell,)))
    if unit and cell in NARRATIVE and unit not in NARRATIVE[cell].units:
        yield Reason("unit", f"单位“{unit}”不适用；可选：{'、'.join(NARRATIVE[cell].units)}")
    if word and word not in WORDS:
        yield Reason("word", f"“{word}”不可用；可选：{'、'.join(WORDS)}，精确数留空")
