"""What happened to a request before its reply, as the reply tells it: one sentence in the order of the days, nobody else named.

A court measures the limit by these days (REG 30, 32, 33, 35, 42); a request that went straight through has nothing to tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from gongkai.notices.document import day_zh
from gongkai.requests.ledger import in_force
from gongkai.requests.models import FeeNotice, InformationRequest, Reply, RequestEvent


def course_of(reply: Reply) -> str:
    """The paragraph, or nothing."""
    events = in_force(RequestEvent.objects.filter(request=reply.request).order_by("sequence"))
    steps = sorted((*_of_ledger(events), *_of_fee(reply.request)), key=lambda step: step[0])
    told = "，".join(dict.fromkeys(f"于{day_zh(day)}{said}" for day, said in steps))
    lines = [f"办理中，本机关{told}。"] if told else []
    if reply.replaces is not None:
        lines.append(_replacing(reply.replaces, [event.on for event in events if event.type == "remade_ordered"]))
    return "\n".join(lines)


def _of_ledger(events: list[RequestEvent]) -> Iterator[tuple[date, str]]:
    for event in events:
        if event.type in _SAID:
            yield event.on, _SAID[event.type](event.data)


def _of_fee(request: InformationRequest) -> Iterator[tuple[date, str]]:
    for notice in FeeNotice.objects.filter(request=request).select_related("letter"):
        yield notice.letter.dispatched_on, "通知您（单位）缴纳信息处理费"


def _asked(data: dict[str, Any]) -> str:
    return "书面征求第三方的意见" if data.get("party") == "THIRD_PARTY" else "征求其他机关的意见"


_SAID: dict[str, Callable[[dict[str, Any]], str]] = {
    "correction_notice_sent": lambda data: "告知您（单位）补正申请",
    "corrected_request_received": lambda data: "收到补正的申请",
    "consultation_sent": _asked,
    "opinion_received": lambda data: "收到所征求的意见",
    "reason_requested": lambda data: "要求您（单位）说明理由",
    "extended": lambda data: f"告知您（单位）延长答复期限{data['days']}个工作日",
    "delayed_to": lambda data: f"告知您（单位）延迟至{day_zh(date.fromisoformat(str(data['until'])))}答复",
    "fee_paid": lambda data: "收到您（单位）缴纳的信息处理费",
}


def _replacing(former: Reply, ordered: list[date]) -> str:
    because = f"根据{day_zh(ordered[-1])}收到的行政复议决定或者人民法院裁判，" if ordered else ""
    number = f"（{former.number}，{day_zh(former.made_on)}）" if former.number and former.made_on else ""
    return f"{because}本机关对该申请重新作出答复，以本答复书代替此前的答复{number}。"
