"""Writes docs/law.md and docs/states.md from the tables of this room; a test compares.

``python -m gongkai.law.describe law > docs/law.md``, ``python -m gongkai.law.describe states > docs/states.md``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from gongkai.law.articles import TABLES, Rule, amount_zh
from gongkai.law.limits import LIMITS, Limit
from gongkai.law.reference import LAWS, Convention, Ref
from gongkai.law.states import EVENT_STATES, OPEN_STATES, State
from gongkai.law.transitions import TRANSITIONS, Transition

KINDS = {
    "limit": "limit",
    "transition": "step",
    "outcome": "outcome",
    "remedy": "remedy",
    "result": "result",
    "fee": "fee",
}


def law_page() -> str:
    """Rules by article, and our own numbers where the law has none."""
    return "\n".join(_law_lines()) + "\n"


def states_page() -> str:
    """States of a request and what may follow."""
    return "\n".join(_states_lines()) + "\n"


def _law_lines() -> Iterator[str]:
    yield "# Rules by article"
    yield ""
    yield "Generated from `gongkai.law`; do not edit by hand. `./gongkai law 33` prints one article."
    rules = [rule for table in TABLES for rule in map(table.rule, table.rows)]
    for name, law in LAWS.items():
        found = sorted(_under(name, rules), key=_place)
        if found:
            rows = ((f"`{place}`", KINDS[rule.kind], f"`{rule.name}`", rule.text_zh) for place, rule in found)
            yield from _table(f"{name} 《{law.title}》", ("article", "kind", "name", "rule"), dict.fromkeys(rows))
    ours = (limit for limit in LIMITS if isinstance(limit.basis, Convention))
    yield from _table("Our conventions", ("setting", "number", "what for", "why"), map(_convention, ours))


def _place(pair: tuple[Ref, Rule]) -> tuple[int, int, int, str, str]:
    place, rule = pair
    return place.article, place.paragraph or 0, place.item or 0, rule.kind, rule.name


def _under(name: str, rules: Iterable[Rule]) -> Iterator[tuple[Ref, Rule]]:
    for rule in rules:
        for basis in rule.basis:
            if isinstance(basis, Ref) and basis.law == name:
                yield basis, rule


def _convention(limit: Limit) -> tuple[str, ...]:
    assert isinstance(limit.basis, Convention)
    return f"`{limit.basis.setting}`", amount_zh(limit), limit.label_zh, limit.basis.reason


def _states_lines() -> Iterator[str]:
    yield "# States of a request"
    yield ""
    yield "Generated from `gongkai.law.states` and `gongkai.law.transitions`; do not edit by hand."
    yield from _table("States", ("state", "name", "a reply is owed", "told by"), map(_state, State))
    yield from _table(
        "Steps", ("row", "step", "from", "to", "when", "clock", "letter", "basis"), map(_transition, TRANSITIONS)
    )


def _state(state: State) -> tuple[str, ...]:
    told = "the ledger" if state in EVENT_STATES else "the office's workflow"
    return f"`{state}`", state.label_zh, "yes" if state in OPEN_STATES else "", told


def _transition(row: Transition) -> tuple[str, ...]:
    sources = ", ".join(f"`{state}`" for state in State if state in row.sources)
    target = f"`{row.target}`" if row.target else "stays"
    basis = ", ".join(str(place) for place in row.basis)
    who = f"`{row.action}` {row.label_zh}"
    return str(row.number), who, sources, target, row.guard, row.clock_effect, row.document_zh, basis


def _table(heading: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield ""
    yield f"## {heading}"
    yield ""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


PAGES = {"law": law_page, "states": states_page}


if __name__ == "__main__":
    sys.stdout.write(PAGES[sys.argv[1]]())
