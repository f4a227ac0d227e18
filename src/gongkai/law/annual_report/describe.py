"""Writes docs/report-cells.md: ``python -m gongkai.law.annual_report.describe > docs/report-cells.md``. A test compares."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from gongkai.law.annual_report.cells import DERIVED_CELLS, FEE_CELL, TABLE2_CELLS, TABLE3_CELLS, TABLE4_CELLS, Cell
from gongkai.law.annual_report.form import DEFINITIONS_VERSION, SECTIONS
from gongkai.law.annual_report.identities import IDENTITIES
from gongkai.law.annual_report.narrative import CATALOGUE, NarrativeFigure
from gongkai.law.annual_report.rows import Where

_HEADINGS = {section.key: section.heading_zh for section in SECTIONS}


def describe() -> str:
    """The whole page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Cells of the annual report"
    yield ""
    yield f"Generated from `gongkai.law.annual_report` (definitions {DEFINITIONS_VERSION}); do not edit by hand."
    yield "A cell is counted by its measure with the dimensions in brackets, or is the declared sum of other cells."
    for heading, cells in (
        (_HEADINGS["table2"], TABLE2_CELLS),
        (_HEADINGS["table3"], TABLE3_CELLS),
        (_HEADINGS["table4"], TABLE4_CELLS),
        (_HEADINGS["other"], (FEE_CELL,)),
        ("Derived", DERIVED_CELLS),
    ):
        yield from _table(heading, ("cell", "label", "definition", "article", "measure"), map(_cell, cells))
    yield from _table(
        "Figures of the text",
        ("figure", "label", "units", "channel", "measure", "agrees with"),
        map(_narrative, CATALOGUE),
    )
    yield from _table(
        "Identities (勾稽关系)", ("id", "severity", "must hold", "basis", "likely cause"),
        ((one.id, one.severity.value, one.statement_zh, str(one.basis), one.likely_cause_zh) for one in IDENTITIES),
    )  # fmt: skip


def _table(heading: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield from ("", f"## {heading}", "", f"| {' | '.join(head)} |", "|---" * len(head) + "|")
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _cell(cell: Cell) -> tuple[str, ...]:
    basis = ", ".join(str(source) for source in cell.basis)
    return (f"`{cell.key}`", cell.label_zh, cell.means, basis, _source(cell))


def _source(cell: Cell) -> str:
    if cell.sum_of:
        return f"sum of {len(cell.sum_of)}: `{cell.sum_of[0]}` ... `{cell.sum_of[-1]}`"
    year = ", year before" if cell.previous_year else ""
    return f"`{cell.measure}`{_dimensions(cell.where)}{year}"


def _dimensions(where: Where) -> str:
    return f" [{', '.join(f'{name}={value}' for name, value in where)}]" if where else ""


def _narrative(figure: NarrativeFigure) -> tuple[str, ...]:
    measure = (
        f"`{figure.measure}`{_dimensions(figure.where)}"
        if figure.measure
        else "by cell"
        if figure.cell
        else "entered, with source"
    )
    if figure.unit == "%" and figure.measure is None and figure.means:
        measure = figure.means
    label = f"{figure.label_zh}（{figure.means}）" if figure.means else figure.label_zh
    cell = f"`{figure.cell}`" if figure.cell else ""
    return (f"`{figure.key}`", label, " ".join(figure.units), figure.channel, measure, cell)


if __name__ == "__main__":
    sys.stdout.write(describe())
