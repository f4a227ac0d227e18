"""What may be done with a case now, and why not where it may not: the transition table, the roles, and the guards.

The desk shows this; the use cases decide by themselves. Whatever is offered here and refused there (another officer was
faster) is told by the use case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.clock import Reading
from gongkai.law.reference import Ref
from gongkai.law.states import OPEN_STATES, State
from gongkai.law.transition_words import WORDS
from gongkai.law.transitions import TRANSITIONS
from gongkai.requests.ledger import in_force
from gongkai.requests.models import Assistance, Closing, FeeNotice, OutgoingLetter, Reply, RequestEvent
from gongkai.requests.proceedings import writes_for
from gongkai.requests.replies import reply_in_work
from gongkai.requests.selectors import CaseView
from gongkai.requests.steps import reasons_not_to
from gongkai.requests.usecases.reopen import REOPENABLE
from gongkai.requests.working import WORKERS

_OFFICER, _HEAD = Role.REQUEST_OFFICER, Role.OFFICE_HEAD
_R = frozenset


@dataclass(frozen=True, slots=True)
class Move:
    """A thing an officer does. ``action`` names its row of the transition table; empty for what no table governs."""

    verb: str
    label: str
    roles: frozenset[Role]
    action: str = ""
    again: str = ""
    """A second row of the table under which it may also be done."""


MOVES: tuple[Move, ...] = (
    Move("confirm", "确认收到", _R({_OFFICER}), "confirm_receipt"),
    Move("review", "转入审查办理", _R({_OFFICER, _HEAD}), "begin_review"),
    Move("ask-correction", "告知补正", _R({_OFFICER}), "ask_correction"),
    Move("receive-correction", "登记补正材料", _R({_OFFICER}), "receive_correction"),
    Move("close-not-corrected", "逾期不补正结案", _R({_OFFICER}), "close_not_corrected"),
    Move("consult-third-party", "征求第三方意见", _R({_OFFICER, Role.DRAFTER}), "consult_third_party"),
    Move("consult-agency", "征求其他机关意见", _R({_OFFICER, Role.DRAFTER}), "consult_agency"),
    Move("opinion", "登记反馈意见", _R({_OFFICER, Role.DRAFTER}), "receive_opinion"),
    Move("extend", "延长答复期限", _R({_HEAD}), "extend"),
    Move("ask-reason", "要求说明理由", _R({_OFFICER}), "ask_reason"),
    Move("delay", "告知延迟答复日期", _R({_HEAD}), "tell_delayed_day"),
    Move("fee", "通知缴费", _R({_HEAD}), "notify_fee"),
    Move("pay", "登记缴费", _R({_OFFICER}), "receive_payment"),
    Move("close-unpaid", "逾期不缴费结案", _R({_OFFICER}), "close_fee_unpaid"),
    Move("draft", "起草答复", _R({Role.DRAFTER, _OFFICER}), "draft_reply", "submit_for_approval"),
    Move("submit", "送审", _R({Role.DRAFTER, _OFFICER}), "submit_for_approval"),
    Move("legal-review", "法制审核", _R({Role.LEGAL_REVIEWER}), "return_draft"),
    Move("approve", "签发", _R({Role.APPROVER}), "reply"),
    Move("send", "发出答复", _R({_OFFICER}), "reply"),
    Move("deliver", "登记送达", _R({_OFFICER}), "record_delivery"),
    Move("archive", "归档", _R({_OFFICER}), "archive"),
    Move("withdraw", "登记撤回", _R({_OFFICER}), "withdraw", "lapse"),
    Move("remake", "责令重新答复", _R({_OFFICER, Role.LEGAL_REVIEWER}), "remake_reply"),
    Move("received", "登记文书送达", _R({_OFFICER, Role.DRAFTER})),
    Move("reopen", "重新办理", _R({_HEAD})),
    Move("category", "更正申请人类别", _R({_OFFICER, _HEAD})),
    Move("note", "内部备注", _R(WORKERS)),
    Move("assist", "请其他单位协办", _R({_OFFICER, Role.DRAFTER})),
    Move("assisted", "登记协办意见", _R({_OFFICER, Role.DRAFTER})),
    Move("hand-over", "交接给同事", _R({_OFFICER, _HEAD, Role.DRAFTER})),
)
MOVE = {move.verb: move for move in MOVES}
_AFTER_THE_PERIOD = frozenset({"close-not-corrected", "close-unpaid", "receive-correction", "pay"})
_BY_ACTION = {row.action: row for row in reversed(TRANSITIONS)}


@dataclass(frozen=True, slots=True)
class Offer:
    """A move with what stands to it in the law; ``why`` is empty where it may be done now."""

    move: Move
    article: str
    needs: str
    effect: str
    letter: str
    why: tuple[str, ...]

    @property
    def allowed(self) -> bool:
        return not self.why


def offers_of(act: Act, case: CaseView) -> list[Offer]:
    """Every move, those that may be done first, in the order of the table."""
    if not writes_for(act, case.request.agency_id):
        return []
    known = _Known.of(case)
    found = [_offer(act, move, known) for move in MOVES]
    return sorted(found, key=lambda offer: not offer.allowed)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the guards look at, read once."""

    case: CaseView
    kinds: frozenset[str]
    reply: Reply | None
    fee: FeeNotice | None
    unreceived: int
    closed: bool
    helping: bool

    @classmethod
    def of(cls, case: CaseView) -> _Known:
        request = case.request
        events = in_force(RequestEvent.objects.filter(request_id=request.pk).order_by("sequence"))
        return cls(
            case, frozenset(event.type for event in events), reply_in_work(request),
            FeeNotice.objects.filter(request=request).select_related("letter").first(),
            OutgoingLetter.objects.filter(request=request, received_on__isnull=True).count(),
            Closing.objects.current().filter(request=request).exists(),
            Assistance.objects.filter(request=request, answered_on__isnull=True).exists(),
        )  # fmt: skip

    @property
    def reading(self) -> Reading:
        return self.case.reading


def _offer(act: Act, move: Move, known: _Known) -> Offer:
    row, words = _BY_ACTION.get(move.action), WORDS.get(move.action)
    article = "、".join(basis.zh for basis in row.basis if isinstance(basis, Ref)) if row else ""
    why = [*_role(act, move), *_state(move, known.case.state, known), *_guard(act, move.verb, known)]
    return Offer(
        move, article, words.needs if words else "", words.effect if words else "", row.document_zh if row else "",
        tuple(dict.fromkeys(why)),
    )  # fmt: skip


def _role(act: Act, move: Move) -> Iterator[str]:
    if not act.roles & move.roles:
        yield f"由{'或者'.join(sorted(role.label for role in move.roles))}办理"


def _state(move: Move, state: State, known: _Known) -> Iterator[str]:
    if not move.action:
        return
    # A period that has passed is told by the clock; the office still has to put the end on record, and what came in time may
    # still be entered with its day.
    if move.verb in _AFTER_THE_PERIOD and not known.closed:
        state = State(known.case.request.state)
    reasons = [list(reasons_not_to(action, state)) for action in (move.action, move.again) if action]
    if all(reasons):
        yield reasons[0][0].text


def _guard(act: Act, verb: str, known: _Known) -> Iterator[str]:
    """What the table leaves to judge, as far as the records tell."""
    reply, reading, today = known.reply, known.reading, act.today
    match verb:
        case "ask-correction" if "correction_notice_sent" in known.kinds:
            yield "补正只能告知一次；补正后仍不明确的，作出“无法提供”答复"
        case "extend" if "extended" in known.kinds:
            yield "答复期限只能延长一次"
        case "extend" if reading.reply_due is not None and today > reading.reply_due:
            yield f"答复期限（{reading.reply_due}）已过，不能再延长"
        case "extend" if reading.reply_due is None:
            yield "等待申请人期间不计答复期限，没有可以延长的期限"
        case "close-not-corrected" if reading.state is not State.CLOSED_NOT_CORRECTED:
            yield f"补正期限（{reading.correction_due}）未满" if reading.correction_due else "补正告知书尚未登记送达"
        case "close-unpaid" if reading.state is not State.CLOSED_FEE_UNPAID:
            yield f"缴费期限（{reading.pay_by}）未满" if reading.pay_by else "收费通知尚未登记送达"
        case "fee" if known.fee is not None:
            yield "这件申请已经发出收费通知"
        case "submit" | "legal-review" | "approve" | "send" if reply is None:
            yield "还没有答复书草稿"
        case "draft" if reply is not None and reply.stage in (Reply.Stage.REVIEWED, Reply.Stage.APPROVED):
            yield f"答复书处于“{reply.get_stage_display()}”"
        case "legal-review" if reply is not None and reply.stage != Reply.Stage.DRAFT:
            yield f"答复书处于“{reply.get_stage_display()}”，不在法制审核环节"
        case "approve" if reply is not None and reply.stage != Reply.Stage.REVIEWED:
            yield f"答复书处于“{reply.get_stage_display()}”，须先经法制审核通过"
        case "send" if reply is not None and reply.stage != Reply.Stage.APPROVED:
            yield f"答复书处于“{reply.get_stage_display()}”，尚未签发"
        case "received" if not known.unreceived:
            yield "没有等待登记送达的文书"
        case "assisted" if not known.helping:
            yield "没有等待反馈的协办事项"
        case "hand-over" | "assist" if known.case.state not in OPEN_STATES:
            yield "已经办结，不需要再办"
        case "reopen" if known.case.state not in REOPENABLE or not known.closed:
            yield "只有已经办结的申请可以重新办理"
        case "archive" if not known.closed:
            yield "尚未登记办结"
    if verb in ("legal-review", "approve") and reply is not None and int(act.actor_id) in reply.drafters:
        yield "起草人不能审核、签发自己起草的答复"
