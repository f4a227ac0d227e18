"""Random acts by random officers on moving days: nothing illegal passes, nobody signs the own work, figures always add up.

After every step table 3 must balance (T3-1) for each column, for two years, as known today and as known on days before; and
what was once read as known on a day must read the same for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from gongkai.agencies.errors import Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.acts import Act
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.states import State
from gongkai.law.transitions import actions_offered, next_states
from gongkai.measures.registry import Question
from gongkai.requests.counts import MEASURES
from gongkai.requests.models import Closing, InformationRequest, OutgoingLetter, Reply
from gongkai.requests.projections import verify
from gongkai.requests.results import Decision
from gongkai.requests.tests.factories import Counter, application
from gongkai.requests.usecases.approve_reply import approve_reply
from gongkai.requests.usecases.archive import archive
from gongkai.requests.usecases.ask_correction import ask_correction
from gongkai.requests.usecases.ask_reason import ask_reason
from gongkai.requests.usecases.begin_review import begin_review
from gongkai.requests.usecases.close_fee_unpaid import close_fee_unpaid
from gongkai.requests.usecases.close_not_corrected import close_not_corrected
from gongkai.requests.usecases.confirm_receipt import confirm_receipt
from gongkai.requests.usecases.consult import consult
from gongkai.requests.usecases.correct_category import correct_category
from gongkai.requests.usecases.deliver import deliver
from gongkai.requests.usecases.draft_reply import draft_reply
from gongkai.requests.usecases.extend import extend
from gongkai.requests.usecases.legal_review import legal_review
from gongkai.requests.usecases.receive_correction import receive_correction
from gongkai.requests.usecases.receive_opinion import receive_opinion
from gongkai.requests.usecases.receive_payment import receive_payment
from gongkai.requests.usecases.record_received import record_received
from gongkai.requests.usecases.register import register
from gongkai.requests.usecases.remake_reply import remake_reply
from gongkai.requests.usecases.reopen import reopen
from gongkai.requests.usecases.send_fee_notice import send_fee_notice
from gongkai.requests.usecases.send_reply import send_reply
from gongkai.requests.usecases.withdraw import withdraw

BY_NAME = {measure.name.removeprefix("requests."): measure for measure in MEASURES}
PARTS = ("received", "carried_in", "closed", "carried_out")
CHANNELS = ("IN_PERSON", "REGISTERED_MAIL", "ORDINARY_MAIL", "INTERNET", "FAX")
CATEGORIES = ("NATURAL_PERSON", "COMMERCIAL_ENTERPRISE", "OTHER")
REPLIES = tuple(code for code, entry in OUTCOMES.items() if entry.is_reply and code != "PARTIALLY_GRANTED")
# Two ways a request's state changes that are no move of the table: a reopening, and an order against silence or a closing.
BESIDE_THE_TABLE = {"reopen", "remake"}
_Do = Callable[[Act, int], Any]
ACTS: dict[str, tuple[Role, _Do]] = {
    "confirm": (Role.REQUEST_OFFICER, lambda act, pk: confirm_receipt(act=act, request_id=pk)),
    "review": (Role.REQUEST_OFFICER, lambda act, pk: begin_review(act=act, request_id=pk, handling_unit="法规股")),
    "correction": (
        Role.REQUEST_OFFICER,
        lambda act, pk: ask_correction(act=act, request_id=pk, points="请补正", days=5),
    ),
    "corrected": (Role.REQUEST_OFFICER, lambda act, pk: receive_correction(act=act, request_id=pk)),
    "consult": (
        Role.REQUEST_OFFICER,
        lambda act, pk: consult(act=act, request_id=pk, party="THIRD_PARTY", name="某公司", question="是否同意"),
    ),
    "opinion": (
        Role.REQUEST_OFFICER,
        lambda act, pk: receive_opinion(act=act, request_id=pk, ref="1", answer="AGREES"),
    ),
    "extend": (Role.OFFICE_HEAD, lambda act, pk: extend(act=act, request_id=pk, days=20, because="情况复杂")),
    "reason": (Role.REQUEST_OFFICER, lambda act, pk: ask_reason(act=act, request_id=pk, facts="本月第40件")),
    "fee": (
        Role.OFFICE_HEAD,
        lambda act, pk: send_fee_notice(act=act, request_id=pk, method="item", quantity=45, payment="窗口"),
    ),
    "pay": (Role.REQUEST_OFFICER, lambda act, pk: receive_payment(act=act, request_id=pk, amount=30000)),
    "withdraw": (Role.REQUEST_OFFICER, lambda act, pk: withdraw(act=act, request_id=pk)),
    "not_corrected": (Role.REQUEST_OFFICER, lambda act, pk: close_not_corrected(act=act, request_id=pk)),
    "unpaid": (Role.REQUEST_OFFICER, lambda act, pk: close_fee_unpaid(act=act, request_id=pk)),
    "review_law": (Role.LEGAL_REVIEWER, lambda act, pk: legal_review(act=act, request_id=pk)),
    "sign": (Role.APPROVER, lambda act, pk: approve_reply(act=act, request_id=pk)),
    "send": (Role.REQUEST_OFFICER, lambda act, pk: send_reply(act=act, request_id=pk, delivery="POST")),
    "deliver": (Role.REQUEST_OFFICER, lambda act, pk: deliver(act=act, request_id=pk)),
    "archive": (Role.REQUEST_OFFICER, lambda act, pk: archive(act=act, request_id=pk)),
    "reopen": (Role.OFFICE_HEAD, lambda act, pk: reopen(act=act, request_id=pk, because="自行纠正")),
    "remake": (Role.LEGAL_REVIEWER, lambda act, pk: remake_reply(act=act, request_id=pk)),
    "category": (
        Role.OFFICE_HEAD,
        lambda act, pk: correct_category(act=act, request_id=pk, category="RESEARCH_INSTITUTION", because="登记有误"),
    ),
}


# The acts that go with the moves the table offers, and those time brings; a move may have several acts behind it.
MOVES = {
    "confirm_receipt": ("confirm",), "begin_review": ("review",), "ask_correction": ("correction",),
    "consult_third_party": ("consult",), "receive_opinion": ("opinion",), "extend": ("extend",), "ask_reason": ("reason",),
    "notify_fee": ("fee",), "receive_payment": ("pay", "unpaid"), "receive_correction": ("corrected", "not_corrected"),
    "reply": ("review_law", "sign", "send"), "record_delivery": ("deliver",), "archive": ("archive", "reopen"),
    "withdraw": ("withdraw",), "lapse": ("withdraw",), "remake_reply": ("remake",),
}  # fmt: skip


class Desk(RuleBasedStateMachine):
    """One counter from October 2021 on; every officer holds one role but one, who holds three."""

    cast: Cast
    counter: Counter
    everybody: Act

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[int] = []
        self.read: dict[tuple[int, date], dict[str, dict[tuple[Any, ...], int]]] = {}
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @initialize()
    def open_the_counter(self) -> None:
        self.day = date(2021, 10, 25)
        self.cast.on(self.day)

    @rule(channel=st.sampled_from(CHANNELS), category=st.sampled_from(CATEGORIES), late=st.integers(0, 3))
    def registers(self, channel: str, category: str, late: int) -> None:
        done = register(
            act=self.counter.clerk, agency=self.counter.agency, channel=channel, application=application(category),
            on=self.day - timedelta(days=late),
        )  # fmt: skip
        self.requests.append(done.request.id)

    @precondition(lambda self: self.requests)
    @rule(name=st.sampled_from(sorted(ACTS)), which=st.integers(0, 50), alone=st.booleans())
    def acts(self, name: str, which: int, alone: bool) -> None:
        role, do = ACTS[name]
        act = self.everybody if alone and role in self.everybody.roles else self.cast.act(role, agency=self.cast.police)
        self._try(name, act, do, which)

    @precondition(lambda self: self.requests)
    @rule(outcome=st.sampled_from(REPLIES), which=st.integers(0, 50), alone=st.booleans())
    def drafts(self, outcome: str, which: int, alone: bool) -> None:
        act = self.everybody if alone else self.counter.drafter
        decision = Decision(outcome)
        self._try(
            "draft", act, lambda by, pk: draft_reply(act=by, request_id=pk, decision=decision, content="正文"), which
        )

    @precondition(lambda self: self.requests)
    @rule(outcome=st.sampled_from(REPLIES), which=st.integers(0, 50))
    def replies_in_full(self, outcome: str, which: int) -> None:
        for act, do in (
            (self.counter.clerk, ACTS["review"][1]),
            (self.counter.drafter, lambda by, pk: draft_reply(act=by, request_id=pk, decision=Decision(outcome), content="正文")),
            (self.counter.lawyer, ACTS["review_law"][1]), (self.counter.signer, ACTS["sign"][1]),
            (self.counter.clerk, ACTS["send"][1]),
        ):  # fmt: skip
            self._try("reply", act, do, which)

    @precondition(lambda self: self.requests)
    @rule(seed=st.integers(0, 2**32))
    def moves_on(self, seed: int) -> None:
        """Several moves the table offers for one request, days passing between them."""
        dice = Random(seed)
        which = dice.randrange(len(self.requests))
        for _ in range(8):
            self._move(dice, which)
            if dice.random() < 0.6:
                self.letters_arrive(which)
            if dice.random() < 0.3:
                self.time_passes(dice.randint(1, 22))

    def _move(self, dice: Random, which: int) -> None:
        state = self._state(self.requests[which])
        offered = [act for move in actions_offered(state) for act in MOVES.get(move.action, ())]
        if state in (State.CORRECTION_REQUESTED, State.FEE_PENDING):
            offered += ["corrected", "pay", "not_corrected", "unpaid"]
        if state in (State.REGISTERED, State.UNDER_REVIEW, State.DRAFTING, State.REPLY_TO_BE_REMADE):
            offered += ["draft"] * 6
        if state in (State.WITHDRAWN, State.CLOSED_NOT_CORRECTED):
            offered.append("reopen")
        name = dice.choice(offered or ["review"])
        if name == "withdraw" and dice.random() < 0.8:
            return
        if name == "draft":
            self.drafts(dice.choice(REPLIES), which, alone=dice.random() < 0.2)
            return
        role, do = ACTS[name]
        alone = dice.random() < 0.2 and role in self.everybody.roles
        self._try(name, self.everybody if alone else self.cast.act(role, agency=self.cast.police), do, which)

    @precondition(lambda self: self.requests)
    @rule(which=st.integers(0, 50))
    def letters_arrive(self, which: int) -> None:
        pk = self.requests[which % len(self.requests)]
        for letter in OutgoingLetter.objects.filter(request_id=pk, received_on__isnull=True):
            key = letter.id
            self._try("received", self.counter.clerk,
                      lambda act, pk, key=key: record_received(act=act, request_id=pk, letter_id=key), which)  # fmt: skip

    @rule(days=st.integers(1, 25))
    def time_passes(self, days: int) -> None:
        self._remember()
        self.day += timedelta(days=days)
        self.cast.on(self.day)

    def _try(self, name: str, act: Act, do: _Do, which: int) -> None:
        pk = self.requests[which % len(self.requests)]
        before = self._state(pk)
        closings = Closing.objects.filter(request_id=pk).count()
        try:
            do(act, pk)
        except Refused:
            assert self._state(pk) == before
            assert Closing.objects.filter(request_id=pk).count() == closings
            return
        after = self._state(pk)
        if after != before and name not in BESIDE_THE_TABLE:
            assert after in self._reachable(before), f"{name}: {before} -> {after}"

    def _state(self, pk: int) -> State:
        return State(InformationRequest.objects.only("state").get(pk=pk).state)

    def _reachable(self, state: State) -> set[State]:
        """One move of the table, or two where a period passed in between (an unanswered consultation ends by itself)."""
        first = set(next_states(state))
        return first | {further for one in first for further in next_states(one)}

    def _figures(self, year: int, as_of: date) -> dict[str, dict[tuple[Any, ...], int]]:
        question = Question((self.counter.agency.id,), date(year, 1, 1), date(year, 12, 31), as_of)
        return {name: BY_NAME[name].grouped(question, ("category",)) for name in PARTS}

    def _remember(self) -> None:
        """What is known at the end of a day is known for ever."""
        for year in (2021, 2022):
            self.read[year, self.day] = self._figures(year, self.day)

    @invariant()
    def every_column_balances(self) -> None:
        if not self.requests:
            return
        for year, as_of in ((2021, self.day), (2022, self.day), (2021, date(2021, 12, 15))):
            figures = self._figures(year, as_of)
            columns = {key for part in figures.values() for key in part}
            for column in columns:
                cell = {name: figures[name].get(column, 0) for name in PARTS}
                assert cell["received"] + cell["carried_in"] == cell["closed"] + cell["carried_out"], (
                    year,
                    column,
                    cell,
                )

    @invariant()
    def nobody_signed_the_own_work(self) -> None:
        for reply in Reply.objects.filter(approved_by__isnull=False).only("approved_by", "drafters"):
            assert reply.approved_by_id not in reply.drafters

    @invariant()
    def earlier_figures_stay(self) -> None:
        if self.read:
            year, as_of = list(self.read)[len(self.requests) % len(self.read)]
            assert self._figures(year, as_of) == self.read[year, as_of]

    @invariant()
    def stored_days_follow_the_ledgers(self) -> None:
        if len(self.requests) % 3 == 0:
            assert list(verify()) == []


@pytest.fixture
def desk(cast: Cast) -> type[Desk]:
    """Everybody is appointed before the first example: what an example writes is rolled back after it."""
    Desk.cast, Desk.counter = cast, Counter(cast, cast.police)
    Desk.everybody = cast.act(Role.DRAFTER, Role.LEGAL_REVIEWER, Role.APPROVER, Role.OFFICE_HEAD, agency=cast.police)
    return Desk


def test_random_acts_break_nothing(desk: type[Desk]) -> None:
    run_state_machine_as_test(
        desk,
        settings=settings(
            max_examples=6, stateful_step_count=16, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_the_machine_would_notice_a_closing_without_a_receipt(desk: type[Desk]) -> None:
    """The negative control: a closing for a request that was never received upsets T3-1."""
    machine = desk()
    machine.open_the_counter()
    machine.registers("INTERNET", "NATURAL_PERSON", 0)
    machine.every_column_balances()
    Closing.objects.create(
        agency=machine.counter.agency, request_id=machine.requests[0], category="natural_person", outcome="GRANTED",
        row="granted", happened_on=machine.day, recorded_at=machine.cast.clock.now(),
    )  # fmt: skip
    with pytest.raises(AssertionError):
        machine.every_column_balances()
    machine.teardown()
