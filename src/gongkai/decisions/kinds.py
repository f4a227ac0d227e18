"""The four ledgers in one table: model, prefix of the national column names, limit of publication."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.decisions.models import (
    AdministrativeCharge,
    CoercionRecord,
    DecisionVersion,
    Kind,
    PenaltyRecord,
    PermitRecord,
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """``publicity_limit`` names a row of law/limits.py, empty where single rows are not published."""

    kind: Kind
    model: type[DecisionVersion]
    prefix: str
    publicity_limit: str
    withdrawal_limit: str = "penalty_withdrawal"


LEDGERS: dict[Kind, Ledger] = {
    ledger.kind: ledger
    for ledger in (
        Ledger(Kind.PERMIT, PermitRecord, "XK_", "permit_publicity"),
        Ledger(Kind.PENALTY, PenaltyRecord, "CF_", "penalty_publicity"),
        Ledger(Kind.COERCION, CoercionRecord, "QZ_", "enforcement_publicity"),
        Ledger(Kind.CHARGE, AdministrativeCharge, "SF_", ""),
    )
}


def ledger(kind: str) -> Ledger:
    """Raises ValueError naming the four kinds."""
    if kind not in Kind.values:
        raise ValueError(f"kind is one of {', '.join(Kind.values)}, not {kind!r}")
    return LEDGERS[Kind(kind)]
