"""Blank cells of old reports, filled only where one identity gives exactly one value (domain 4.6).

The printed identities T3-1, T3-2, T3-3 and T4-1 are equations. One with a single unknown gives a value; filled values may open
the next. A cell to which two equations give different values, or one gives a negative value, stays blank and is reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.law.annual_report.figures import Figure, Figures, plain
from gongkai.law.annual_report.rows import TABLE3_COLUMNS
from gongkai.law.annual_report.sums import BLOCK_SUMS, COLUMN_SUMS, ROW_SUMS
from gongkai.law.errors import LawError


@dataclass(frozen=True, slots=True)
class Equation:
    """The sum of ``left`` equals the sum of ``right``; ``identity`` and ``scope`` say where that is written."""

    identity: str
    scope: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inferred:
    """A value that follows from one identity, with the place it follows from."""

    value: int | Decimal
    identity: str
    scope: str


@dataclass(frozen=True, slots=True)
class Inference:
    """``values`` may be filled and marked inferred; ``contradictions`` are cells to which the identities give no one value."""

    values: Mapping[str, Inferred]
    contradictions: Mapping[str, tuple[Inferred, ...]]


class ContradictoryBlank(LawError):
    """The identities give a blank cell no single value: the printed table contains an error elsewhere."""


def _t3_1(column: str) -> Equation:
    left = (f"table3.new_received.{column}", f"table3.carried_in.{column}")
    return Equation(
        "T3-1", f"table3.*.{column}", left, (f"table3.results_total.{column}", f"table3.carried_out.{column}")
    )


EQUATIONS = (
    *(
        Equation(entry.identity, entry.scope, (entry.total,), entry.parts)
        for entry in (*ROW_SUMS, *COLUMN_SUMS, *BLOCK_SUMS)
    ),
    *(_t3_1(column.key) for column in TABLE3_COLUMNS),
)


def infer(figures: Figures) -> Inference:
    """All blanks that follow, and all that contradict themselves."""
    known: dict[str, Figure] = dict(figures)
    values: dict[str, Inferred] = {}
    contradictions: dict[str, tuple[Inferred, ...]] = {}
    while True:
        fresh: dict[str, Inferred] = {}
        for key, candidates in _candidates(known).items():
            if len({candidate.value for candidate in candidates}) > 1 or candidates[0].value < 0:
                contradictions[key] = candidates
            elif key not in contradictions:
                fresh[key] = candidates[0]
        if not fresh:
            return Inference(values, contradictions)
        values.update(fresh)
        known.update({key: inferred.value for key, inferred in fresh.items()})


def infer_blanks(figures: Figures) -> dict[str, int | Decimal]:
    """The blanks that follow, by key. Raises ContradictoryBlank where a blank gets two values or a negative one."""
    inference = infer(figures)
    for key, candidates in inference.contradictions.items():
        given = " but ".join(f"{plain(one.value)} by {one.identity} in {one.scope}" for one in candidates)
        raise ContradictoryBlank(key, None, ("one value, not negative",), f"The identities give {given}.")
    return {key: inferred.value for key, inferred in inference.values.items()}


def _candidates(known: Figures) -> dict[str, tuple[Inferred, ...]]:
    found: dict[str, list[Inferred]] = defaultdict(list)
    for equation in EQUATIONS:
        for key, value in _solve(equation, known):
            found[key].append(Inferred(value, equation.identity, equation.scope))
    return {key: tuple(candidates) for key, candidates in found.items()}


def _solve(equation: Equation, known: Figures) -> Iterator[tuple[str, int | Decimal]]:
    """The one unknown of an equation with its value; nothing where none or several are unknown."""
    unknown = [key for key in (*equation.left, *equation.right) if known.get(key) is None]
    if len(unknown) != 1:
        return
    left = sum((known.get(key) or 0 for key in equation.left), start=0)
    right = sum((known.get(key) or 0 for key in equation.right), start=0)
    yield unknown[0], (right - left if unknown[0] in equation.left else left - right)
