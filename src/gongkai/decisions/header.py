"""Which column is which: national names and Chinese headings, in any order, in one of the first rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, zip_longest

from gongkai.agencies.errors import Reason
from gongkai.decisions.columns import COLUMNS, Column
from gongkai.decisions.errors import BadFile
from gongkai.decisions.kinds import LEDGERS
from gongkai.decisions.models import Kind

SEARCHED_ROWS = 10
_FEWEST = 4
Line = tuple[int, list[str]]
_DECORATION = re.compile(r"[*\s]|\((?:必填|选填|条件必填)\)")


@dataclass(frozen=True, slots=True)
class Header:
    """``places[i]`` is the cell of ``columns[i]`` in a row, or None where the file does not have it.

    ``width`` is how many cells the row of headings has; None where no file stands behind it.
    """

    columns: tuple[Column, ...]
    places: tuple[int | None, ...]
    ignored: tuple[str, ...]
    width: int | None = None


def normal(heading: str) -> str:
    """A heading without blanks, stars and 必填 marks, half-width, upper case."""
    return _DECORATION.sub("", unicodedata.normalize("NFKC", heading)).upper()


def national_name(kind: Kind, column: Column) -> str:
    """The name as the national files write it: XK_WSH, CF_XDR_MC; BZ and FRDB with the ledger's prefix as well."""
    return LEDGERS[kind].prefix + column.code


def _names(kind: Kind) -> dict[str, int]:
    """Every accepted heading of a ledger -> position of its column."""
    prefix = LEDGERS[kind].prefix
    names: dict[str, int] = {}
    for place, column in enumerate(COLUMNS[kind]):
        for code in (column.code, *column.other_codes):
            names.setdefault(prefix + code, place)
            if code.startswith(("XDR", "FR", "BZ")):
                names.setdefault(code, place)
        for heading in column.headings:
            names.setdefault(normal(heading), place)
    return names


NAMES: dict[Kind, dict[str, int]] = {kind: _names(kind) for kind in COLUMNS}


Own = Mapping[str, str]
"""What a unit itself calls its columns: normalised heading -> field (UnitMapping)."""
_NONE: Own = {}


def names_for(kind: Kind, own: Own = _NONE) -> Mapping[str, int]:
    """All accepted headings; those of the unit come before the national ones."""
    if not own:
        return NAMES[kind]
    at = {column.attr: place for place, column in enumerate(COLUMNS[kind])}
    return NAMES[kind] | {heading: at[attr] for heading, attr in own.items() if attr in at}


def recognised(kind: Kind, row: Sequence[str], own: Own = _NONE) -> int:
    """How many cells of a row are headings of this ledger."""
    names = names_for(kind, own)
    return sum(normal(cell) in names for cell in row if cell and len(cell) < 60)


def is_header(kind: Kind, row: Sequence[str], own: Own = _NONE) -> bool:
    return recognised(kind, row, own) >= _FEWEST


def merged(kind: Kind, upper: Sequence[str], lower: Sequence[str], own: Own = _NONE) -> list[str] | None:
    """Two rows of headings as one, where the lower one names what a merged cell above only groups; None where it does not.

    A cell merged downwards stands in the upper row and is empty in the lower one.
    """
    names = names_for(kind, own)
    both = [
        below if normal(below) in names or not above.strip() else above
        for above, below in zip_longest(upper, lower, fillvalue="")
    ]
    gain = recognised(kind, both, own) - max(recognised(kind, upper, own), recognised(kind, lower, own))
    return both if gain >= 1 and recognised(kind, lower, own) >= 2 else None


def find_header(
    kind: Kind, lines: Iterator[Line], own: Own = _NONE
) -> tuple[list[str] | None, Iterator[Line], list[list[str]]]:
    """The row of headings within the first rows (titles above it are passed over), the rows after it, and what was searched."""
    searched: list[list[str]] = []
    kept: list[Line] = []
    for line, cells in lines:
        if kept and (row := merged(kind, kept[-1][1], cells, own)) is not None and is_header(kind, row, own):
            return row, lines, searched
        if kept and is_header(kind, kept[-1][1], own):
            return kept[-1][1], chain([(line, cells)], lines), searched
        kept = [(line, cells)]
        searched.append(cells)
        if line >= SEARCHED_ROWS:
            break
    if kept and is_header(kind, kept[-1][1], own):
        return kept[-1][1], lines, searched
    return None, lines, searched


def read_header(kind: Kind, row: Sequence[str], own: Own = _NONE) -> Header:
    """Raises BadFile for required columns that are missing and for a column given twice, all at once."""
    columns, names = COLUMNS[kind], names_for(kind, own)
    places: list[int | None] = [None] * len(columns)
    ignored: list[str] = []
    reasons: list[Reason] = []
    for position, cell in enumerate(row):
        place = names.get(normal(cell))
        if place is None:
            if cell.strip():
                ignored.append(cell.strip()[:60])
        elif places[place] is not None:
            reasons.append(Reason(national_name(kind, columns[place]), f"“{cell.strip()}”列出现两次"))
        else:
            places[place] = position
    missing = [c for c, place in zip(columns, places, strict=True) if c.need == "R" and place is None]
    reasons += [Reason(national_name(kind, c), _missing_text(kind, c, ignored)) for c in missing]
    if reasons:
        raise BadFile(reasons)
    return Header(columns, tuple(places), tuple(ignored), len(row))


def _missing_text(kind: Kind, column: Column, ignored: Sequence[str]) -> str:
    text = f"缺少必填列“{column.headings[0]}”（{national_name(kind, column)}）"
    near = get_close_matches(column.headings[0], ignored, n=1, cutoff=0.6)
    return f"{text}；是否为文件中的“{near[0]}”列" if near else text


def no_header(kind: Kind, rows: Sequence[Sequence[str]]) -> BadFile:
    """Nothing in the first rows looks like this ledger: say what it looks like instead."""
    best = max(COLUMNS, key=lambda other: max((recognised(other, row) for row in rows), default=0))
    if best is not kind and any(is_header(best, row) for row in rows):
        return BadFile(
            [Reason("kind", f"文件的列名是{best.label}台账的，而导入的是{kind.label}台账（--kind {best.value}）")]
        )
    example = "、".join(national_name(kind, column) for column in COLUMNS[kind][:3])
    return BadFile(
        [Reason("header", f"前{SEARCHED_ROWS}行中找不到{kind.label}台账的列名；列名如 {example} 或对应的中文名称")]
    )
