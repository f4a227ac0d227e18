"""The applicant's remedy limits as far as the ledger decides them (domain 3.8).

Reconsideration within 60 natural days of receiving the reply; a direct lawsuit within 6 months, unless reconsideration
must come first; a lawsuit within 15 natural days of receiving the reconsideration decision. Last days on rest days roll.
"""

from __future__ import annotations

from datetime import date

from gongkai.law.explain import Due
from gongkai.law.ledger import Ledger
from gongkai.law.prior_reconsideration import PRIOR_BASIS, prior_reconsideration
from gongkai.law.single_limit import due_from, limit_on


def open_remedies(ledger: Ledger, received: int) -> None:
    """Open both ways from the day the reply was received; the regime is that of the day the reply was made."""
    day, replied_on = date.fromordinal(received), date.fromordinal(ledger.replied or received)
    until = due_from(limit_on("reconsideration", replied_on), day, ledger.calendar)
    ledger.reconsideration_until = _take(ledger, until)
    prior = prior_reconsideration(ledger.outcome, ledger.grounds, replied_on)
    if prior:
        ledger.litigation_until = None
        ledger.step("prior", received, PRIOR_BASIS)
        return
    if prior is None:
        ledger.flags.append("prior_reconsideration_unknown")
        ledger.step("prior_unknown", received, PRIOR_BASIS)
    ledger.litigation_until = _take(ledger, due_from(limit_on("litigation", replied_on), day, ledger.calendar))


def sue_after_reconsideration(ledger: Ledger, received: int) -> None:
    day = date.fromordinal(received)
    until = due_from(limit_on("litigation_after_reconsideration", day), day, ledger.calendar)
    ledger.litigation_until = _take(ledger, until)


def _take(ledger: Ledger, due: Due) -> int:
    ledger.steps.extend(due.why)
    ledger.missing.update(due.missing_years)
    return due.day.toordinal()
