"""A request opened for one act: lock it, add lines to its ledger, and close the book again.

``opened`` locks the row and reads the ledger; ``add_line`` and ``void_line`` prepare lines; ``conclude`` lets the law read the whole
ledger (a contradiction refuses the act), writes lines and stored days, fixes the receipt when it is new, and leaves one
audit line and one outbox event. All inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.errors import NotAllowed, Reason
from gongkai.audit.acts import Act
from gongkai.audit.log import Fact, record
from gongkai.law.calendar import Calendar
from gongkai.law.clock import Reading
from gongkai.law.clock_error import ClockError
from gongkai.law.conventions import Conventions
from gongkai.law.states import State
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add
from gongkai.requests.errors import from_clock, no_such_request
from gongkai.requests.ledger import composed, conventions_for, in_force, project, read_ledger
from gongkai.requests.letter_documents import keep
from gongkai.requests.models import InformationRequest, OutgoingLetter, Receipt, Reply, RequestEvent
from gongkai.requests.models.case import PERSONAL_FIELDS


@dataclass(slots=True)
class Proceeding:
    """One request under one act, whose clock stands still. ``live`` is what the law says today, before the act."""

    act: Act
    request: InformationRequest
    events: list[RequestEvent]
    calendar: Calendar
    conventions: Conventions
    fresh: list[RequestEvent] = field(default_factory=list)
    dirty: set[str] = field(default_factory=set)
    papers: list[OutgoingLetter | Reply] = field(
        default_factory=list
    )  # letters of this act, kept once the ledger is written

    def reading(self, as_of: date | None = None) -> Reading:
        return read_ledger(self.request, self.events, self.calendar, self.conventions, as_of or self.act.today)

    @property
    def state(self) -> State:
        """The state today: periods that have passed since the last line count."""
        return composed(self.request, self.reading().state)

    def state_on(self, day: date) -> State:
        """The state as a step of ``day`` finds it, when it is entered later than it happened."""
        return composed(self.request, self.reading(day).state)

    def change(self, **values: object) -> None:
        """Set columns of the request that no ledger tells."""
        for name, value in values.items():
            setattr(self.request, name, value)
            self.dirty.add(name)

    def has(self, kind: str) -> bool:
        return any(line.type == kind for line in in_force(self.events))


def opened(act: Act, request_id: int) -> Proceeding:
    """Lock a request of the acting agency. Raises NotFound for another's: the two are not told apart."""
    rows = InformationRequest.objects.select_related("agency").defer(*PERSONAL_FIELDS).select_for_update(of=("self",))
    request = next(iter(rows.filter(pk=request_id)), None)
    if request is None or not _acts_for(act, request):
        raise no_such_request()
    events = list(RequestEvent.objects.filter(request_id=request.id).order_by("sequence"))
    return Proceeding(act.at_one_moment(), request, events, working_calendar(), conventions_for(request))


def _acts_for(act: Act, request: InformationRequest) -> bool:
    """An officer acts for the own agency (a government's office also for its government); the applicant, let in by number
    and query code, for the one request."""
    if act.agency_id is not None:
        return writes_for(act, request.agency_id)
    return act.actor_id == applicant_actor(request.id)


def writes_for(act: Act, agency_id: int) -> bool:
    """Whether the act may write in an agency's name."""
    return agency_id == act.agency_id or agency_id in act.works_for


def applicant_actor(request_id: int) -> str:
    """How the ledger and the log name the applicant: by the request, never by name."""
    return f"applicant:{public_id(request_id)}"


def is_applicant(act: Act) -> bool:
    return act.agency_id is None and act.actor_id.startswith("applicant:")


def officer_id(act: Act) -> int:
    """The acting officer's key. Raises NotAllowed for the system and for applicants."""
    if not act.actor_id.isdecimal():
        raise NotAllowed([Reason("", "此操作须由工作人员本人办理")])
    return int(act.actor_id)


def add_line(proceeding: Proceeding, kind: str, on: date, **data: Any) -> RequestEvent:
    """Prepare the next line of the ledger; it is judged and written by ``conclude``."""
    line = RequestEvent(
        request=proceeding.request,
        sequence=len(proceeding.events) + 1,
        type=kind,
        on=on,
        data={name: _plain(value) for name, value in data.items() if value is not None},
        recorded_at=proceeding.act.now,
        actor_id=proceeding.act.actor_id,
    )
    proceeding.events.append(line)
    proceeding.fresh.append(line)
    return line


def void_line(proceeding: Proceeding, sequence: int) -> RequestEvent:
    """Prepare a line that takes an earlier one out of the count; both stay in the ledger."""
    line = add_line(proceeding, RequestEvent.VOID, proceeding.act.today)
    line.voids = sequence
    return line


def conclude(
    proceeding: Proceeding,
    verb: str,
    facts: Mapping[str, Fact] | None = None,
    changed: Mapping[str, object] | None = None,
) -> Reading:
    """Let the law read the ledger, then write everything. Raises Refused when the ledger could not be true."""
    try:
        projection, reading = project(
            proceeding.request, proceeding.events, proceeding.calendar, proceeding.conventions
        )
    except ClockError as error:
        raise from_clock(error) from error
    RequestEvent.objects.bulk_create(proceeding.fresh)
    received_before = proceeding.request.date_of_receipt
    proceeding.change(version=proceeding.request.version + 1, **asdict(projection))
    proceeding.request.save(update_fields=sorted(proceeding.dirty))
    if reading.date_of_receipt != received_before:
        _fix_receipt(proceeding, received_before, reading.date_of_receipt)
    keep(proceeding.papers, reading)
    tell(proceeding.act, proceeding.request, verb, facts, changed)
    proceeding.fresh.clear()
    proceeding.papers.clear()
    return reading


def tell(
    act: Act,
    request: InformationRequest,
    verb: str,
    facts: Mapping[str, Fact] | None = None,
    changed: Mapping[str, object] | None = None,
) -> None:
    """One audit line and one outbox event. Neither holds a name, a text or a way to reach a person."""
    told = {"number": request.number, "state": str(request.state), **(facts or {})}
    if request.agency_id in act.answers_for:  # a unit without accounts: its request, in the chain of the unit
        told["answered_by"] = act.agency_code
    record(act, f"requests.{verb}", "request", public_id(request.id), told, changed, chain=request.agency.code)
    add(f"request.{verb}", request.id, act.now, {"agency": request.agency.code, "state": str(request.state)})


def _fix_receipt(proceeding: Proceeding, before: date | None, day: date | None) -> None:
    """The receipt that is counted follows the ledger; one that no longer holds is superseded, never edited."""
    now = proceeding.act.now
    request = proceeding.request
    if before is not None:
        Receipt.objects.current().filter(request=request).update(superseded_at=now)
    if day is not None:
        Receipt.objects.create(
            agency_id=request.agency_id, request=request, category=request.category, happened_on=day, recorded_at=now
        )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
