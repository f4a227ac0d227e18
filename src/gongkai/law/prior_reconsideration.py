"""Must the applicant seek reconsideration before going to court (复议前置)?

REC23 23(1)(4): from 2024-01-01 a refusal to disclose (不予公开) must first go to reconsideration. SPC25 1(2): that means
decisions under REG 14, 15 or 16; a partial refusal is one for the withheld part (MOJ132 2). Replies of 无法提供 and
不予处理 can be taken to court directly (SPC25 1(1)).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongkai.law.errors import LawError, nearest
from gongkai.law.outcomes import OUTCOMES, OutcomeGroup, PriorReconsideration
from gongkai.law.reference import REC23, REG, Ref, parse_reference

PRIOR_SINCE = date(2024, 1, 1)
PRIOR_BASIS = REC23(23, 1, 4)
WITHHOLDING_ARTICLES = (REG(14), REG(15), REG(16), REG(36, 3))  # REG 36(3) is how a refusal under 14-16 is told

_BY_CODE = {outcome.code: outcome.prior for outcome in OUTCOMES.values()}
_KNOWN = frozenset(_BY_CODE) | frozenset(OutcomeGroup)


def is_known_outcome(outcome: str) -> bool:
    """True for the codes of domain 3.6 and for the six groups of table 3."""
    return outcome in _KNOWN


def known_outcomes() -> tuple[str, ...]:
    return tuple(sorted(_KNOWN))


def prior_reconsideration(outcome: str | None, grounds: Iterable[Ref | str], replied_on: date) -> bool | None:
    """True or false where it can be told, None where the outcome or its grounds would have to be known first.

    Raises LawError for an unknown outcome, ValueError for a ground that is no article reference.

    >>> prior_reconsideration("REFUSED_THIRD_PARTY", ["REG 15"], date(2024, 3, 1))
    True
    >>> prior_reconsideration("PARTIALLY_GRANTED", [], date(2024, 3, 1)) is None
    True
    """
    if replied_on < PRIOR_SINCE:
        return False
    if outcome is None:
        return None
    if outcome not in _KNOWN:
        raise LawError("outcome", outcome, known_outcomes(), nearest(outcome, _KNOWN))
    rule = _BY_CODE.get(outcome)
    if rule is PriorReconsideration.ALWAYS:
        return True
    if rule is PriorReconsideration.BY_GROUNDS or outcome == OutcomeGroup.REFUSED:
        articles = [parse_reference(ground) if isinstance(ground, str) else ground for ground in grounds]
        return any(w.covers(a) for w in WITHHOLDING_ARTICLES for a in articles) if articles else None
    return False


def needs_prior_reconsideration(outcome: str | None, grounds: Iterable[Ref | str], replied_on: date) -> bool:
    """True only where the law surely demands reconsideration first; see ``prior_reconsideration`` for the unknown.

    >>> needs_prior_reconsideration("REFUSED_ADMINISTRATIVE_QUERY", ["REG 36(7)"], date(2024, 3, 1))
    False
    >>> needs_prior_reconsideration("REFUSED_STATE_SECRET", ["REG 14"], date(2023, 12, 31))
    False
    """
    return prior_reconsideration(outcome, grounds, replied_on) is True
