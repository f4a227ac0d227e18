"""Rules over a scene: each rule's evidence is compared with its threshold. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gongkai.inspection import evidence_accounts, evidence_items, evidence_site
from gongkai.inspection.models import Level
from gongkai.inspection.rules import RULES, Rule
from gongkai.inspection.scene import Evidence, Scene

Source = Callable[[Scene], Iterable[Evidence]]
_SOURCES = (evidence_site, evidence_items, evidence_accounts)


@dataclass(frozen=True, slots=True)
class Judged:
    """One piece of evidence a rule warns of or counts."""

    rule: Rule
    evidence: Evidence
    level: Level

    @property
    def threshold(self) -> float:
        return self.rule.threshold if self.evidence.threshold is None else self.evidence.threshold


def judge(scene: Scene, rules: Iterable[Rule] = RULES) -> tuple[list[Judged], list[str]]:
    """Everything the rules find, and the ids of rules that had nothing to look at (they are not assessed)."""
    found: list[Judged] = []
    unassessed: list[str] = []
    for rule in rules:
        evidence = list(source_of(rule)(scene))
        if not evidence and rule.id == "W-REACH":
            unassessed.append(rule.id)
        found += [Judged(rule, one, level) for one in evidence if (level := level_of(rule, one)) is not None]
    return found, unassessed


def level_of(rule: Rule, evidence: Evidence) -> Level | None:
    """Whether a value counts, warns, or is in order. With a threshold of its own the warning begins at its half."""
    threshold = rule.threshold if evidence.threshold is None else evidence.threshold
    warn_at = rule.warn_at if evidence.threshold is None else evidence.threshold / 2
    if evidence.value >= threshold:
        return Level.VIOLATION
    return Level.WARNING if evidence.value >= warn_at else None


def source_of(rule: Rule) -> Source:
    """The function that looks for a rule's evidence. Raises LookupError for a rule that names none."""
    for module in _SOURCES:
        found: Source | None = getattr(module, rule.evidence, None)
        if found is not None:
            return found
    raise LookupError(f"rule {rule.id} names evidence {rule.evidence!r}, which no module offers")


def veto_rules(found: Iterable[Judged]) -> Iterator[Judged]:
    """What makes a site or an account unqualified."""
    return (one for one in found if one.rule.veto and one.level is Level.VIOLATION)
