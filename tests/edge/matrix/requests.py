"""Requests: the board, the counter, the case page, every act, the applicant in clear, numbers, holiday notices."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.edge.matrix.page import GOVERNMENT, Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.numbering.keys import public_id
from gongkai.requests.models import OutgoingLetter
from gongkai.requests.offers import MOVES
from gongkai.requests.tests.factories import Counter
from gongkai.requests.usecases.ask_correction import ask_correction
from gongkai.requests.working import WORKERS

# Who may do what, written out: the table of the product must say the same.
CLERK, DRAFTER, HEAD = Role.REQUEST_OFFICER, Role.DRAFTER, Role.OFFICE_HEAD
DOORS: dict[str, frozenset[Role]] = {
    **dict.fromkeys(
        ("confirm", "ask-correction", "receive-correction", "close-not-corrected", "ask-reason", "pay", "close-unpaid", "send",
         "deliver", "archive", "withdraw"),
        frozenset({CLERK}),
    ),
    **dict.fromkeys(("extend", "delay", "fee", "reopen"), frozenset({HEAD})),
    **dict.fromkeys(("review", "category"), frozenset({CLERK, HEAD})),
    **dict.fromkeys(
        ("consult-third-party", "consult-agency", "opinion", "draft", "submit", "received", "assist", "assisted"),
        frozenset({CLERK, DRAFTER}),
    ),
    "legal-review": frozenset({Role.LEGAL_REVIEWER}),
    "approve": frozenset({Role.APPROVER}),
    "remake": frozenset({CLERK, Role.LEGAL_REVIEWER}),
    "note": frozenset({CLERK, DRAFTER, Role.LEGAL_REVIEWER, Role.APPROVER, HEAD}),
    "hand-over": frozenset({CLERK, DRAFTER, HEAD}),
}  # fmt: skip
assert {move.verb: move.roles for move in MOVES} == DOORS
_WORKERS = frozenset(WORKERS)
# One act for each set of roles is tried on every officer; that all acts go through the same door is the view's own line.
_ONE_OF_EACH = {roles: verb for verb, roles in DOORS.items()}


def _deed(verb: str, roles: frozenset[Role]) -> Page:
    """An empty form is told what is missing."""
    return Page("request-do", of("request", verb), door=roles, post=True, done=400, of_agency=True)


PAGES = (
    Page("requests", post=True),
    Page("requests-new", door=frozenset({CLERK}), post=True, done=400, data=GOVERNMENT, posts_agency=True),
    Page("requests-month"),
    Page("requests-ics"),
    Page("requests-numbers"),
    Page("requests-numbers-list"),
    Page("requests-numbers-csv"),
    Page("requests-holidays", door=frozenset({Role.SYSTEM_ADMIN, Role.SUPERVISOR}), post=True, done=400),
    Page("requests-units", door=frozenset({HEAD, Role.SYSTEM_ADMIN}), post=True, done=404),
    Page("requests-hand-over", door=_WORKERS, get=False, post=True, done=422),
    Page("request", of("request"), of_agency=True),
    Page("request-disclosure", of("request"), door=_WORKERS, post=True, done=400, of_agency=True),
    Page("request-applicant", of("request"), door=_WORKERS, post=True, done=400, of_agency=True),
    Page("request-letter", lambda things: (things["request"], "l", things["letter"]), door=_WORKERS, of_agency=True),
    *(_deed(verb, DOORS[verb]) for verb in _ONE_OF_EACH.values()),
)


def things(cast: Cast, folder: Path) -> dict[str, str]:
    cast.on(date(2022, 3, 1))
    counter = Counter(cast, cast.government)
    made = counter.under_review()
    ask_correction(act=counter.clerk, request_id=made.pk, points="请写明年份")
    return {"request": public_id(made.pk), "letter": public_id(OutgoingLetter.objects.get().pk)}
