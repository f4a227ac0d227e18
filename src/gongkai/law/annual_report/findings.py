"""What a check says and what it is asked about: findings, identities, and the material they read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from gongkai.law.annual_report.bounds import Stated
from gongkai.law.annual_report.figures import Figure, Figures, plain
from gongkai.law.reference import Basis


class Severity(StrEnum):
    """A failing error blocks approval; a failing warning needs a written reason."""

    ERROR = "error"
    WARNING = "warning"


class BreakdownKind(StrEnum):
    """How 其中 parts relate to their total; the drafter chooses, and it is stored with the sentence."""

    COMPLETE = "complete"
    """The parts make up the whole: the sum must match."""
    PARTIAL = "partial"
    """Some of the parts: the sum must not exceed the total."""
    OVERLAPPING = "overlapping"
    """By channel and again by topic: each part alone must not exceed the total."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total of the text with its 其中 parts, all keys of figures."""

    total: str
    parts: tuple[str, ...]
    kind: BreakdownKind


@dataclass(frozen=True, slots=True)
class Material:
    """Everything identities read. What is not given cannot be assessed.

    ``previous`` figures of the year before; ``enforcement_totals`` by cell key of table 2; ``narrative`` what the text states
    (a bare figure means exactly that); ``parts`` per aggregated cell the values of the included agencies; ``breakdowns`` of
    the text; ``fees_collected_yuan`` from the fee ledger.
    """

    figures: Figures
    previous: Figures | None = None
    enforcement_totals: Figures | None = None
    narrative: Mapping[str, Stated | Figure] = field(default_factory=dict)
    parts: Mapping[str, Sequence[Figure]] = field(default_factory=dict)
    breakdowns: Sequence[Breakdown] = ()
    fees_collected_yuan: int | Decimal | None = None

    def mentions(self, key: str) -> bool:
        return key in self.narrative or key in self.figures

    def stated(self, key: str) -> Stated | None:
        """What the text says of a figure; where the text is not given, the report's own figure."""
        value = self.narrative[key] if key in self.narrative else self.figures.get(key)
        if value is None or isinstance(value, Stated):
            return value
        return Stated(value)


@dataclass(frozen=True, slots=True)
class Finding:
    """One identity at one place. ``holds`` None: cannot be assessed, because a cell or a year is unknown."""

    id: str
    scope: str
    severity: Severity
    holds: bool | None
    cells: tuple[str, ...]
    left: Figure
    right: Figure
    expression: str
    likely_cause_zh: str = ""
    scope_zh: str = ""

    @property
    def blocks(self) -> bool:
        return self.holds is False and self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Assessed:
    """What a validator yields for one place; ``Identity.findings`` adds the identity's name, severity and likely cause."""

    scope: str
    scope_zh: str
    cells: tuple[str, ...]
    holds: bool | None
    left: Figure
    right: Figure
    expression: str


@dataclass(frozen=True, slots=True)
class Identity:
    """A named validator: what must hold (in Chinese), from where, and what usually went wrong where it does not."""

    id: str
    severity: Severity
    name_zh: str
    statement_zh: str
    basis: Basis
    likely_cause_zh: str
    assess: Callable[[Material], Iterable[Assessed]]

    def findings(self, material: Material) -> list[Finding]:
        return [
            Finding(
                id=self.id,
                scope=one.scope,
                severity=self.severity,
                holds=one.holds,
                cells=one.cells,
                left=one.left,
                right=one.right,
                expression=one.expression,
                likely_cause_zh=self.likely_cause_zh if one.holds is False else "",
                scope_zh=one.scope_zh,
            )
            for one in self.assess(material)
        ]


def show(value: Figure) -> str:
    """A value in an expression; an unknown one is a question mark, never a zero."""
    return "?" if value is None else plain(value)


def show_sum(values: Iterable[Figure]) -> str:
    return " + ".join(show(value) for value in values) or "0"
