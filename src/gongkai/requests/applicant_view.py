"""What an applicant sees of the own request: where it stands, each day with its reason, letters, and what may be done.

Nothing here names a third party, an officer or another unit: consultation letters and internal papers stay inside.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.audit.acts import Act
from gongkai.clock import Clock, SystemClock
from gongkai.law.applicants import Channel
from gongkai.law.clock import Reading
from gongkai.law.limits import rows_of
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.reference import Ref
from gongkai.law.states import OPEN_STATES, State
from gongkai.requests.ledger import composed, in_force
from gongkai.requests.models import FeeNotice, InformationRequest, OutgoingLetter, Rating, Reply, RequestEvent
from gongkai.requests.models.letters import NOT_FOR_THE_APPLICANT, LetterKind
from gongkai.requests.proceedings import applicant_actor
from gongkai.requests.replies import SENT
from gongkai.requests.selectors import reading_of

_BOTH_SIDES = (Channel.INTERNET, Channel.FAX)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history: a day, what it means, and the article (empty for a mere fact)."""

    day: date
    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter as its addressee reads it."""

    title: str
    number: str
    day: date
    text: str
    articles: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A request as its applicant sees it on a day."""

    request: InformationRequest
    reading: Reading
    state: State
    lines: tuple[Line, ...]
    letters: tuple[OutgoingLetter, ...]
    replies: tuple[Reply, ...]
    fee: FeeNotice | None
    confirmed_by: frozenset[str]
    rating: str
    points: str = ""
    """What the correction notice asks for, while it is awaited."""

    @property
    def waits_for_both(self) -> bool:
        """Internet and fax: the day both sides have confirmed is the day of receipt (REG 31)."""
        return self.state is State.AWAITING_CONFIRMATION and self.request.channel in _BOTH_SIDES

    @property
    def may_confirm(self) -> bool:
        return self.waits_for_both and "applicant" not in self.confirmed_by

    @property
    def may_correct(self) -> bool:
        return self.state is State.CORRECTION_REQUESTED

    @property
    def lacks_proof(self) -> bool:
        """No proof of identity is on file: it may be what is to be corrected (domain 3.4)."""
        return self.request.identity_proof_id is None

    @property
    def lacks_attorney(self) -> bool:
        return self.request.power_of_attorney_id is None and bool(self.request.agent_name)

    @property
    def may_withdraw(self) -> bool:
        return self.state in OPEN_STATES or self.state is State.AWAITING_CONFIRMATION

    @property
    def may_rate(self) -> bool:
        return not self.rating and bool(self.replies)

    @property
    def unacknowledged(self) -> Reply | None:
        """The reply whose receipt is not on record yet."""
        last = self.replies[-1] if self.replies else None
        return last if last is not None and last.stage == Reply.Stage.SENT else None


def applicant_act(request: InformationRequest, clock: Clock | None = None) -> Act:
    """The applicant acting, let in by number and query code; for the one request only."""
    return Act(
        applicant_actor(request.id), "申请人", None, request.agency.code, clock=clock or SystemClock(), source="portal"
    )


def followed(request: InformationRequest, today: date) -> Followed:
    reading = reading_of(request, today)
    events = in_force(RequestEvent.objects.filter(request_id=request.id).order_by("sequence"))
    letters = OutgoingLetter.objects.filter(request=request).exclude(kind__in=NOT_FOR_THE_APPLICANT).defer("content")
    rating = Rating.objects.filter(request=request).values_list("grade", flat=True).first()
    return Followed(
        request=request,
        reading=reading,
        state=composed(request, reading.state),
        lines=history(request, reading, events),
        letters=tuple(letters.order_by("id")),
        replies=tuple(Reply.objects.filter(request=request, stage__in=SENT).defer("content", "note").order_by("id")),
        fee=_fee_awaited(request, composed(request, reading.state), events),
        confirmed_by=_confirmed_by(events),
        rating=rating or "",
        points=_points(request) if reading.state is State.CORRECTION_REQUESTED else "",
    )


def _fee_awaited(request: InformationRequest, state: State, events: list[RequestEvent]) -> FeeNotice | None:
    """The notice from the day it is sent until it is paid or the request has ended."""
    if state not in OPEN_STATES or any(event.type == "fee_paid" for event in events):
        return None
    return FeeNotice.objects.filter(request=request).select_related("letter").first()


def _points(request: InformationRequest) -> str:
    notices = OutgoingLetter.objects.filter(request=request, kind=LetterKind.CORRECTION).order_by("-id")
    return notices.values_list("content", flat=True).first() or ""


def history(request: InformationRequest, reading: Reading, events: list[RequestEvent]) -> tuple[Line, ...]:
    """The law's own steps in their order, without the day a correction notice is due once that has passed by; before receipt is fixed, what has happened so far."""
    waits = reading.state in (State.REGISTERED, State.UNDER_REVIEW)
    was_asked = not waits or any(event.type == "correction_notice_sent" for event in events)
    if reading.date_of_receipt is None:
        return tuple(Line(event.on, _before_receipt(event), "") for event in events)
    return tuple(
        Line(step.day, step.zh, step.basis.zh if isinstance(step.basis, Ref) else f"约定：{step.basis.reason}")
        for step in reading.why
        if step.kind != "notice_due" or not was_asked
    )


def letter_of(request: InformationRequest, key: int) -> Paper | None:
    """A letter on the way, as it was written."""
    rows = OutgoingLetter.objects.filter(request=request, pk=key).exclude(kind__in=NOT_FOR_THE_APPLICANT)
    sent = rows.first()
    return Paper(sent.get_kind_display(), sent.number, sent.dispatched_on, sent.content, "") if sent else None


def reply_of(request: InformationRequest, key: int) -> Paper | None:
    """A reply that was sent."""
    sent = Reply.objects.filter(request=request, pk=key, stage__in=SENT).first()
    if sent is None or sent.made_on is None:
        return None
    articles = "、".join(article.zh for article in OUTCOMES[sent.outcome].basis)
    return Paper("答复书", sent.number or "", sent.made_on, sent.content, articles)


def reply_days() -> int:
    """The working days of a reply (REG 33), for pages that say what happens next."""
    return next(row.amount for row in rows_of("reply") if row.until is None)


_WORDS = {
    ("confirmed", "applicant"): "申请人确认已经提交",
    ("confirmed", "agency"): "行政机关确认已经收到",
    ("confirmed", ""): "双方确认收到",
}


def _before_receipt(event: RequestEvent) -> str:
    words = {"submitted": "提交申请", "arrived": "申请到达行政机关", "withdrawn": "申请人撤回申请"}
    return words.get(event.type) or _WORDS.get((event.type, event.data.get("by", "")), event.type)


def _confirmed_by(events: list[RequestEvent]) -> frozenset[str]:
    sides: set[str] = set()
    for event in events:
        if event.type == "confirmed":
            sides |= {event.data["by"]} if "by" in event.data else {"applicant", "agency"}
    return frozenset(sides)
