"""The counter as a machine for hypothesis: random deeds by random people on moving days, and what must hold whatever they do.

A *step* is one call of a use case, accepted or refused. Kept beside the records is what they ought to say: the row each request
counts in, by the deeds that were accepted, and the days, by the slow reference of the law's tests.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.annual_report.compute import compute
from gongkai.audit.acts import Act
from gongkai.law.annual_report.cells import ALL_CELLS
from gongkai.law.applicants import ApplicantCategory
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.states import State
from gongkai.law.tests.slow_reference import ORDER, Slow
from gongkai.law.transitions import actions_offered, next_states
from gongkai.measures.registry import Question
from gongkai.requests.counts import MEASURES
from gongkai.requests.ledger import in_force
from gongkai.requests.models import InformationRequest, Reply, RequestEvent
from gongkai.requests.projections import verify
from gongkai.requests.selectors import reading_of
from gongkai.requests.tests.factories import Counter, application
from gongkai.requests.tests.machine_acts import ALWAYS, BESIDE_THE_TABLE, CATEGORIES, DEEDS, OFFERED
from gongkai.requests.usecases.register import register

BY_NAME = {measure.name.removeprefix("requests."): measure for measure in MEASURES}
PARTS = ("received", "carried_in", "closed", "carried_out")
CHANNELS = ("IN_PERSON", "REGISTERED_MAIL", "ORDINARY_MAIL", "INTERNET", "FAX")
COLUMNS = {category.value: category.column for category in ApplicantCategory}
COUNTED = [cell for cell in ALL_CELLS if cell.measure in ("requests.received", "requests.closed")]
FIRST_DAY, LAST_DAY = date(2021, 10, 25), date(2026, 6, 30)
UNKNOWN_TO_THE_REFERENCE = {"remade_ordered", "reconsideration_decision_received"}


class Desk(RuleBasedStateMachine):
    """One counter from October 2021 on; every officer holds one role but one, who holds four."""

    cast: Cast
    counter: Counter
    people: dict[Role, Act]
    everybody: Act
    stranger: Act
    """Holds every role, at another agency."""
    powerless: Act
    """Of this agency, with a role that does nothing here."""
    steps: int = 0
    turns: int = 0
    accepted: Tally[str] = Tally()

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[int] = []
        self.expected: dict[int, tuple[str, str, int]] = {}
        self.columns: dict[int, str] = {}
        self.channels: dict[int, str] = {}
        self.read: dict[tuple[int, date], dict[str, dict[tuple[Any, ...], int]]] = {}
        self.touched: set[int] = set()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @initialize()
    def open_the_counter(self) -> None:
        self.day = FIRST_DAY
        self.cast.on(self.day)

    # What people do

    @rule(channel=st.sampled_from(CHANNELS), category=st.sampled_from(CATEGORIES), late=st.integers(0, 3))
    def comes_in(self, channel: str, category: str, late: int) -> None:
        self.registers(channel, category, late)

    def registers(self, channel: str, category: str, late: int) -> None:
        Desk.steps += 1
        done = register(
            act=self.counter.clerk, agency=self.counter.agency, channel=channel, application=application(category),
            on=self.day - timedelta(days=late),
        )  # fmt: skip
        pk = done.request.id
        self.requests.append(pk)
        self.columns[pk], self.channels[pk] = COLUMNS[category], channel
        self.touched.add(pk)

    @precondition(lambda self: self.requests)
    @rule(seed=st.integers(0, 2**32))
    def work_goes_on(self, seed: int) -> None:
        """Five times a dozen deeds on one request, mostly what the table offers or may always be done, days passing between."""
        dice = Random(seed)
        for _ in range(5):
            pk = dice.choice(self.requests[-12:])
            for _ in range(12):
                offered = list(self._offered(pk)) if dice.random() < 0.85 else sorted(DEEDS)
                self._try(dice.choice(offered), pk, dice)
                if dice.random() < 0.2:
                    self._days_pass(dice.choice((1, 1, 2, 3, 5, 9, 16, 30)))
            self.registers(dice.choice(CHANNELS), dice.choice(CATEGORIES), dice.randint(0, 3))

    @precondition(lambda self: self.requests)
    @rule(days=st.integers(1, 25))
    def time_passes(self, days: int) -> None:
        for year in (self.day.year - 1, self.day.year):
            self.read[year, self.day] = self._figures(year, self.day)
        self._days_pass(days)

    def _days_pass(self, days: int) -> None:
        self.day = min(self.day + timedelta(days=days), LAST_DAY)
        self.cast.on(self.day)

    def _offered(self, pk: int) -> Iterator[str]:
        state = self._state(pk)
        for move in actions_offered(state):
            yield from OFFERED[move.action] * 2
        if state in (State.CORRECTION_REQUESTED, State.FEE_PENDING):
            yield from ("letter", "letter", "letter", "close_not_corrected", "close_unpaid")
        if state in (State.WITHDRAWN, State.CLOSED_NOT_CORRECTED):
            yield "reopen"
        yield from ALWAYS

    def _try(self, name: str, pk: int, dice: Random) -> None:
        """One step. A refusal writes nothing; an acceptance moves along the table; who may not is told so."""
        Desk.steps += 1
        deed, mark = DEEDS[name], self._mark(pk)
        before = State(mark[0])
        self.touched.add(pk)
        by, told = self._somebody(name, pk, dice)
        try:
            done = deed.do(by, pk, dice)
        except told:
            assert self._mark(pk) == mark, f"{name} was refused and wrote something"
            return
        assert told == (Refused,), f"{name} was accepted from somebody who may not"
        Desk.accepted[name] += 1
        after, _, _, pending = self._mark(pk)
        # What ended while a case was pending over the silence before it is shown as pending.
        if after not in (before, pending) and name not in BESIDE_THE_TABLE:
            assert after in self._reachable(before), f"{name}: {before} -> {after}"
        self._expect(name, pk, before, done)

    def _somebody(self, name: str, pk: int, dice: Random) -> tuple[Act, tuple[type[Refused], ...]]:
        """Mostly the right person; now and then the applicant, one with four roles, a stranger or one without the role."""
        throw, deed = dice.random(), DEEDS[name]
        if throw < 0.03:
            return self.stranger, (NotFound,)
        if throw < 0.06:
            return self.powerless, (NotAllowed, NotFound)
        if throw < 0.16 and deed.role in self.everybody.roles:
            return self.everybody, (Refused,)
        if throw < 0.3 and deed.applicant:
            return self.counter.applicant(InformationRequest.objects.only("id").get(pk=pk)), (Refused,)
        return self.people[deed.role], (Refused,)

    def _expect(self, name: str, pk: int, before: State, done: Any) -> None:
        """In which row the request counts from now on: the first end that holds, until it is reopened."""
        row = {"close_not_corrected": "other.not_corrected", "close_unpaid": "other.fee_unpaid"}.get(name)
        if name == "withdraw" and before is not State.AWAITING_CONFIRMATION:
            row = "other.other"
        if name == "send":
            row = OUTCOMES[done.outcome].row
        if row is not None and pk not in self.expected:
            year = self.day.year
            if name.startswith("close_"):  # counted on the day the period was over
                year = reading_of(
                    InformationRequest.objects.select_related("agency").get(pk=pk), self.day
                ).closed_on.year
            self.expected[pk] = (row, self.columns[pk], year)
        if name == "reopen":
            self.expected.pop(pk, None)
        if name == "category":
            self.columns[pk] = done.category
            if pk in self.expected:
                self.expected[pk] = (self.expected[pk][0], done.category, self.expected[pk][2])

    def _state(self, pk: int) -> State:
        return State(InformationRequest.objects.values_list("state", flat=True).get(pk=pk))

    def _mark(self, pk: int) -> tuple[Any, ...]:
        """The state, and what changes with whatever is written about a request: every use case raises its version."""
        return InformationRequest.objects.values_list("state", "version", "workflow", "challenge").get(pk=pk)

    def _reachable(self, state: State) -> set[State]:
        """One move of the table, or two where a period passed in between (an unanswered consultation ends by itself); what
        comes back to a reply that is to be made anew comes back to just that."""
        first = set(next_states(state))
        if State.UNDER_REVIEW in first:
            first.add(State.REPLY_TO_BE_REMADE)
        return first | {further for one in first for further in next_states(one)}

    def _slowly(self, pk: int) -> Slow:
        """The ledger told to the slow reference, one day's lines in the order of docs/clock.md."""
        slow = Slow(self.channels[pk])
        lines = in_force(RequestEvent.objects.filter(request_id=pk).order_by("sequence"))
        for line in sorted(lines, key=lambda line: (line.on, ORDER.index(line.type))):
            slow.tell({**line.as_document(), "on": line.on, **_days(line.data)})
        return slow

    def _ledger(self, pk: int) -> list[dict[str, object]]:
        return [
            line.as_document() for line in in_force(RequestEvent.objects.filter(request_id=pk).order_by("sequence"))
        ]

    def _figures(self, year: int, as_of: date) -> dict[str, dict[tuple[Any, ...], int]]:
        question = Question((self.counter.agency.id,), date(year, 1, 1), date(year, 12, 31), as_of)
        return {name: BY_NAME[name].grouped(question, ("category",)) for name in PARTS}

    # What must hold

    @invariant()
    def every_column_balances(self) -> None:
        """T3-1 in each column, this year and the one before."""
        if not self.touched:
            return
        for year in (self.day.year, self.day.year - 1):
            figures = self._figures(year, self.day)
            for column in {key for part in figures.values() for key in part}:
                cell = {name: figures[name].get(column, 0) for name in PARTS}
                assert cell["received"] + cell["carried_in"] == cell["closed"] + cell["carried_out"], (
                    year,
                    column,
                    cell,
                )

    @invariant()
    def days_follow_the_law(self) -> None:
        """Limits with suspensions, restarts and extension, read again day by day by the slow reference."""
        for pk in self.touched:
            request = InformationRequest.objects.select_related("agency").get(pk=pk)
            kinds = set(RequestEvent.objects.filter(request_id=pk).values_list("type", flat=True))
            if not kinds & UNKNOWN_TO_THE_REFERENCE:
                reading, slow = reading_of(request, self.day), self._slowly(pk).days(self.day)
                names = ("state", "date_of_receipt", "reply_due", "correction_due", "pay_by", "closed_on")
                differing = {
                    name: (getattr(reading, name), slow[name]) for name in names if getattr(reading, name) != slow[name]
                }
                assert not differing, (differing, self.day, self._ledger(pk))

    @invariant()
    def nobody_signed_the_own_work(self) -> None:
        rows = Reply.objects.filter(reviewed_by__isnull=False) | Reply.objects.filter(approved_by__isnull=False)
        for drafters, reviewer, signer in rows.values_list("drafters", "reviewed_by", "approved_by"):
            assert reviewer not in drafters
            assert signer not in drafters

    @invariant()
    def earlier_figures_stay(self) -> None:
        """What was once read as known on a day reads the same for ever."""
        if self.read and self.touched:
            year, as_of = list(self.read)[len(self.requests) % len(self.read)]
            assert self._figures(year, as_of) == self.read[year, as_of]

    @invariant()
    def the_whole_report_now_and_then(self) -> None:
        """Last of the invariants by its name: what was touched is looked at once."""
        Desk.turns += bool(self.touched)
        if self.touched and Desk.turns % 20 == 0:
            self.report_cells_are_the_records()
            assert list(verify()) == []
        self.touched.clear()

    def report_cells_are_the_records(self) -> None:
        """The cells of table 3 as the report computes them, against the deeds that were accepted."""
        received = Tally(
            (self.columns[pk], day.year)
            for pk, day in InformationRequest.objects.filter(pk__in=self.requests).values_list("pk", "date_of_receipt") if day
        )  # fmt: skip
        closed = Tally(self.expected.values())
        for year in (self.day.year - 1, self.day.year):
            report = compute(self.counter.agency, year, "own", self.day, today=self.day)
            for cell in COUNTED:
                where = dict(cell.where)
                wanted = (
                    received[where["category"], year] if cell.measure == "requests.received"
                    else closed[where["row"], where["category"], year]
                )  # fmt: skip
                assert report.figures[cell.key].value == wanted, (year, cell.key)


def _days(data: dict[str, Any]) -> dict[str, Any]:
    """Days stand as text in a stored line."""
    return {"until": date.fromisoformat(data["until"])} if "until" in data else {}


def make_desk(cast: Cast) -> type[Desk]:
    """Everybody is appointed before the first example: what an example writes is rolled back after it."""
    Desk.cast, Desk.counter = cast, Counter(cast, cast.police)
    counter = Desk.counter
    Desk.people = {
        Role.REQUEST_OFFICER: counter.clerk, Role.DRAFTER: counter.drafter, Role.LEGAL_REVIEWER: counter.lawyer,
        Role.APPROVER: counter.signer, Role.OFFICE_HEAD: counter.head,
    }  # fmt: skip
    Desk.everybody = cast.act(Role.DRAFTER, Role.LEGAL_REVIEWER, Role.APPROVER, Role.OFFICE_HEAD, agency=cast.police)
    Desk.stranger = cast.act(*Desk.people, agency=cast.market)
    Desk.powerless = cast.act(Role.AUDITOR, agency=cast.police)
    Desk.steps, Desk.turns, Desk.accepted = 0, 0, Tally()
    return Desk
