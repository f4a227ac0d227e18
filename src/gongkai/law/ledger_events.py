"""What each event does to the ledger of a request, and which order of events is refused.

Late is not refused, it is flagged: reality may be late. Refused is what cannot be true (paid before notified) and what
the law does not allow to be done at all (a second extension, an extension after the last day).
"""

from __future__ import annotations

from collections.abc import Callable

from gongkai.law.events import Event
from gongkai.law.ledger import Ledger
from gongkai.law.ledger_limit import (
    consultation_received,
    consultation_sent,
    delayed_to,
    extended,
    opinion_received,
    reason_requested,
)
from gongkai.law.ledger_receipt import arrived, confirmed, submitted
from gongkai.law.ledger_reply import (
    reconsideration_decision_received,
    remade_ordered,
    replied,
    reply_received,
    withdrawn,
)
from gongkai.law.ledger_waiting import (
    corrected_request_received,
    correction_notice_received,
    correction_notice_sent,
    fee_notice_received,
    fee_paid,
)

HANDLERS: dict[str, Callable[[Ledger, Event], None]] = {
    handler.__name__: handler
    for handler in (
        submitted, arrived, confirmed, correction_notice_sent, correction_notice_received, corrected_request_received,
        reason_requested, fee_notice_received, fee_paid, consultation_sent, consultation_received, opinion_received,
        extended, delayed_to, reconsideration_decision_received, remade_ordered, replied, reply_received, withdrawn,
    )
}  # fmt: skip
