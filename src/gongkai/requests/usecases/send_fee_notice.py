"""Ask for the processing fee of an excessive request (REG 42): one method, the amount from the rate table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.errors import LawError
from gongkai.law.fees import fee
from gongkai.requests.correspondence import send_letter
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import CaseNote, FeeNotice, InformationRequest
from gongkai.requests.models.letters import LetterKind
from gongkai.requests.proceedings import Proceeding, conclude, opened
from gongkai.requests.repeats import place_in_month
from gongkai.requests.steps import reasons_not_to

FEN = 100
LONGEST = 200


def send_fee_notice(
    *,
    act: Act,
    request_id: int,
    method: str,
    quantity: int,
    payment: str,
    on: date | None = None,
    proof: str = "",
    counted_because: str = "",
) -> FeeNotice:
    """Decide the fee and send the notice (收费通知); the clock stops when the applicant has it (``record_received``).

    By ``item`` the quantity is this request's place among the applicant's requests of the month and the fee is what this
    one costs; by ``volume`` it is the pages of this request. ``payment`` says how and where to pay. Where more items are
    charged than the records count (one request split by matters, FEE 4; earlier ones kept elsewhere), ``counted_because`` says
    why and stays in the case as a note: nobody is charged for requests nobody can show.
    """
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.OFFICE_HEAD)
        amount, faults = amount_in_fen(method, quantity)
        more = more_than_recorded(proceeding.request, method, quantity)
        refuse_if([
            *_reasons(proceeding, payment), *faults, *_uncounted(more, counted_because), *not_in_future("on", day, act.today),
        ])  # fmt: skip
        letter = send_letter(proceeding, LetterKind.FEE, payment, day, proof=proof, approved=True)
        notice = FeeNotice.objects.create(
            request=proceeding.request, letter=letter, method=method, quantity=quantity, amount=amount,
            decided_by_id=int(act.actor_id),
        )  # fmt: skip
        if more:
            CaseNote.objects.create(
                request=proceeding.request, text=f"收费按本月第{quantity}件计（系统登记为第{more.recorded}件）：{counted_because.strip()}",
                written_by_id=int(act.actor_id), written_at=proceeding.act.now,
            )  # fmt: skip
        conclude(proceeding, "fee_notified", {"on": day, "method": method, "amount": amount, "letter": letter.number})
    return notice


def amount_in_fen(method: str, quantity: int) -> tuple[int, list[Reason]]:
    """The fee of one request: the last item alone, or all its pages; with what is wrong, where something is."""
    try:
        answer = fee(method, quantity)
    except LawError as error:
        said = "请选择按件或者按量" if error.field == "method" else "件数、页数须为 1 以上的整数"
        return 0, [
            Reason(
                "method" if error.field == "method" else "quantity", said, "《政府信息公开信息处理费管理办法》第三条"
            )
        ]
    yuan: int = answer["last_item_yuan"] if method == "item" else answer["total_yuan"]
    if yuan == 0:
        return 0, [
            Reason(
                "quantity",
                f"第 {quantity} 件（页）在免费范围内，不收费",
                "《政府信息公开信息处理费管理办法》第四条、第五条",
            )
        ]
    return yuan * FEN, []


@dataclass(frozen=True, slots=True)
class More:
    """How many of the applicant's requests of the month the records show up to this one."""

    recorded: int


def more_than_recorded(request: InformationRequest, method: str, quantity: int) -> More | None:
    """Set where by item more is counted than is on record."""
    recorded = place_in_month(request)
    return More(recorded) if method == "item" and quantity > recorded else None


def _uncounted(more: More | None, because: str) -> Iterator[Reason]:
    if more is not None and not because.strip():
        yield Reason(
            "counted_because",
            f"系统登记这是申请人本月向本机关提出的第 {more.recorded} 件；按更多件数收费的，请写明依据，例如：本件含 12 项内容，按一事一申请拆分",
            "《政府信息公开信息处理费管理办法》第四条",
        )
    if len(because) > LONGEST:
        yield Reason("counted_because", f"依据最多 {LONGEST} 个字，现有 {len(because)} 个字")


def _reasons(proceeding: Proceeding, payment: str) -> Iterator[Reason]:
    yield from reasons_not_to("notify_fee", proceeding.state)
    if not payment.strip():
        yield Reason("payment", "请写明收费依据、计算过程和缴纳方式", "《政府信息公开信息处理费管理办法》第六条")
    if FeeNotice.objects.filter(request=proceeding.request).exists():
        yield Reason(
            "", "这件申请已经发出收费通知；每件申请只采用一种方式、通知一次", "《政府信息公开信息处理费管理办法》第三条"
        )
