"""The three tables of a report: every cell of the form with its status. Blank, missing, picture and thinned-out are different answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gongkai.annual_report.reader.claims import Claim, Status, joined, with_status
from gongkai.annual_report.reader.headings import Section, heading_of
from gongkai.annual_report.reader.labels import FORM_2019_MARKS, FORM_2021_MARKS, normal, rows_named
from gongkai.annual_report.reader.lines import read_lines2, read_lines3, read_lines4, split_line
from gongkai.annual_report.reader.rows import rows_of
from gongkai.annual_report.reader.source import Block, Grid, Line, Picture, Source
from gongkai.annual_report.reader.table2 import Columns, prefix_of, read_grid2
from gongkai.annual_report.reader.table3 import SEVEN, Header, drop_doubtful_undivided, read_grid3
from gongkai.annual_report.reader.table4 import read_grid4, read_headless4
from gongkai.law.annual_report.blanks import EQUATIONS, infer
from gongkai.law.annual_report.cells import FORM_CELLS, TABLE2_CELLS, TABLE3_CELLS, TABLE4_CELLS
from gongkai.law.annual_report.figures import Figure

FORM_KEYS = tuple(cell.key for cell in FORM_CELLS)
KEYS = {
    "table2": tuple(cell.key for cell in TABLE2_CELLS),
    "table3": tuple(cell.key for cell in TABLE3_CELLS),
    "table4": tuple(cell.key for cell in TABLE4_CELLS),
}


class TableState(StrEnum):
    """How a table stands in the report."""

    READ = "read"
    PARTIAL = "partial"
    BLANK = "blank"
    MISSING = "missing"
    IMAGE = "image"
    DEDUPLICATED = "deduplicated"
    """Lines that repeat were left out when the text was taken over: the labels are there, most rows are not."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Tables:
    """``claims`` has every key of the form, and the undivided row and the columns of the 2019 form where they are printed."""

    claims: Mapping[str, Claim]
    states: Mapping[str, TableState]
    form: str | None


def read_tables(source: Source, year: int | None) -> Tables:
    claims = joined([*_grid_claims(source.blocks), *_line_claims(source.blocks)])
    form = form_of(source, year)
    states = {}
    for table, keys in KEYS.items():
        states[table] = _state(source, table, claims)
        status = Status.UNREADABLE if states[table] in _STANDS_THERE else Status.MISSING
        note = _MISSING_NOTES[states[table]]
        if table == "table3" and status is Status.MISSING and _has_nameless_row(source, claims):
            status, note = Status.UNREADABLE, "另有一行数字的项目名称不能识别"
        claims = with_status(claims, keys, status, note)
    return Tables(with_inferred(claims), states, form)


_STANDS_THERE = (TableState.IMAGE, TableState.DEDUPLICATED, TableState.UNREADABLE)
_MISSING_NOTES = {
    TableState.READ: "报告中没有这一格",
    TableState.PARTIAL: "报告中没有这一格",
    TableState.BLANK: "报告中没有这一格",
    TableState.UNREADABLE: "表格的版式与统一格式不同，不能识别",
    TableState.MISSING: "报告中没有这张表",
    TableState.IMAGE: "表格是图片",
    TableState.DEDUPLICATED: "重复的行在转载时被去掉，不能还原",
}


def form_of(source: Source, year: int | None) -> str | None:
    """The form by the labels only it has; else by the year: the 2021 report was the first in the form of 2021."""
    text = normal("".join(block.text for block in source.blocks if isinstance(block, Line)))
    text += normal(
        "".join(cell.text for block in source.blocks if isinstance(block, Grid) for row in block.rows for cell in row)
    )
    old, new = (sum(mark in text for mark in marks) for marks in (FORM_2019_MARKS, FORM_2021_MARKS))
    if old != new:
        return "2019" if old > new else "2021"
    return None if year is None or year < 2019 else "2021" if year >= 2021 else "2019"


def _grid_claims(blocks: Sequence[Block]) -> list[Claim]:
    claims: list[Claim] = []
    columns, header4 = Columns(), False
    header: Header | None = None
    for block in blocks:
        if not isinstance(block, Grid):
            continue
        rows = list(rows_of(block))
        found2, columns = read_grid2(rows, columns)
        found3, header = read_grid3(rows, header)
        found4, header4 = read_grid4(rows, header4)
        claims += [*found2, *found3, *found4]
    if not header4:
        claims += read_headless4([list(rows_of(grid)) for grid in _grids_in(blocks, Section.TABLE4)])
    return drop_doubtful_undivided(claims)


def _grids_in(blocks: Sequence[Block], section: Section) -> Iterator[Grid]:
    """The grids between a section's heading and the next."""
    current: Section | None = None
    for block in blocks:
        if isinstance(block, Line):
            current = heading_of(block.text) or current
        elif isinstance(block, Grid) and current is section:
            yield block


def _line_claims(blocks: Sequence[Block]) -> list[Claim]:
    """Lines outside grids, each table from its own stretch: from its heading to the next."""
    claims: list[Claim] = []
    for section, lines in _stretches(blocks).items():
        if section in (None, Section.TABLE2):
            claims += read_lines2(lines)
        if section in (None, Section.TABLE3):
            claims += drop_doubtful_undivided(read_lines3(lines))
        if section in (None, Section.TABLE4):
            claims += read_lines4(lines, in_section=section is not None)
    return claims


def _stretches(blocks: Sequence[Block]) -> dict[Section | None, list[Line]]:
    stretches: dict[Section | None, list[Line]] = {}
    section: Section | None = None
    for block in blocks:
        if not isinstance(block, Line):
            continue
        section = heading_of(block.text) or section
        stretches.setdefault(section, []).append(block)
    return stretches


def _state(source: Source, table: str, claims: Mapping[str, Claim]) -> TableState:
    found = [claims[key] for key in KEYS[table] if key in claims]
    given = sum(claim.status is Status.GIVEN for claim in found)
    if given:
        if table == "table3" and _thinned_out(source, given):
            return TableState.DEDUPLICATED
        return TableState.READ if given == len(KEYS[table]) else TableState.PARTIAL
    if table == "table3" and _thinned_out(source, given):
        return TableState.DEDUPLICATED
    if found:
        return TableState.BLANK if all(claim.status is Status.BLANK for claim in found) else TableState.UNREADABLE
    if _picture_in(source, Section(table)):
        return TableState.IMAGE
    stands = _labels_of(source, table) or _numbers_in(source, Section(table))
    return TableState.UNREADABLE if stands else TableState.MISSING


def _numbers_in(source: Source, section: Section) -> bool:
    """A table with numbers stands in the section, in a layout nobody could read."""
    return any(len(row.numbers) > 0 for grid in _grids_in(source.blocks, section) for row in rows_of(grid))


def _has_nameless_row(source: Source, claims: Mapping[str, Claim]) -> bool:
    """More rows of seven numbers than rows that were named: what is missing may be one of them."""
    grids = [block for block in source.blocks if isinstance(block, Grid)]
    stretches = _stretches(source.blocks)
    lines = [line for section in (None, Section.TABLE3) for line in stretches.get(section, ())]
    rows = sum(len(row.numbers) == SEVEN for grid in grids for row in rows_of(grid))
    rows += sum(len(split_line(line.text)[1]) == SEVEN for line in lines)
    return rows > len({key.rpartition(".")[0] for key in claims if key.startswith("table3.")})


def _picture_in(source: Source, section: Section) -> bool:
    current: Section | None = None
    for block in source.blocks:
        if isinstance(block, Line):
            current = heading_of(block.text) or current
        elif current is section and isinstance(block, Picture):
            return True
    return False


def _lines(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, Line)]


def _labels_of(source: Source, table: str) -> bool:
    lines = [split_line(line)[0] for line in _lines(source)]
    if table == "table2":
        return sum(prefix_of(line) is not None for line in lines) > 2
    if table == "table3":
        return len({name for line in lines for name in rows_named(line)}) > 5
    return any("未经复议直接起诉" in normal(line) for line in lines)


def _thinned_out(source: Source, given: int) -> bool:
    """Many labels as lines, too few values, and no line of values twice: a real table repeats its zeros."""
    lines = [split_line(line) for line in _lines(source)]
    labels = {name for words, _ in lines for name in rows_named(words)}
    values = [" ".join(found) for words, found in lines if found and not normal(words)]
    count = sum(len(found) for _, found in lines)
    few = count < 6 * len(labels) and given < 5 * len(labels)
    return len(labels) >= 15 and few and len(set(values)) == len(values)


def with_inferred(claims: Mapping[str, Claim]) -> dict[str, Claim]:
    """Blank cells that one identity gives, and that contradict no other; only blanks, never what could not be read."""
    figures: dict[str, Figure] = {key: claims[key].value if key in claims else None for key in FORM_KEYS}
    inference = infer(figures)
    blank = {key: one for key, one in inference.values.items() if claims[key].status is Status.BLANK}
    trial = figures | {key: one.value for key, one in blank.items()}
    filled = dict(claims)
    for key, one in blank.items():
        if not _contradicts(key, trial):
            filled[key] = Claim(key, Status.INFERRED, one.value, claims[key].where, None, f"空白，由{one.identity}推得")
    return filled


def _contradicts(key: str, figures: Mapping[str, Figure]) -> bool:
    for equation in EQUATIONS:
        if key in equation.left or key in equation.right:
            sides = [[figures.get(part) for part in side] for side in (equation.left, equation.right)]
            if all(value is not None for side in sides for value in side):
                left, right = (sum((value or Decimal(0) for value in side), start=Decimal(0)) for side in sides)
                if left != right:
                    return True
    return False
