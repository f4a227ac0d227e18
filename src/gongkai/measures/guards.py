"""The guard of counted facts in migrations: the database itself refuses to change a fact, but for the moment it ceases to hold."""

from __future__ import annotations

from gongkai.audit.guards import Unchangeable


def fixed_fact(table: str, says: str, *columns: str) -> Unchangeable:
    """Guards a table of ``measures.facts.Fact`` rows; ``columns`` are those it has beside the ones of every fact.

    ``superseded_at`` may be set once. Deletion is not refused: a case whose retention is over is deleted lawfully.
    """
    fixed = ("id", "agency_id", *columns, "happened_on", "recorded_at")
    return Unchangeable(table, says, fixed, once=("superseded_at",), deletable=True)
