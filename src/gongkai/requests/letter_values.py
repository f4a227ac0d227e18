"""What the contents of a letter are in a case: read from the request, its ledger, the letter's own row and the law.

The kinds and their contents stand in ``law.letters``; this module says where each value comes from, and nothing about words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from gongkai.agencies.calendars import working_calendar
from gongkai.law.applicants import Channel
from gongkai.law.clock import Reading
from gongkai.law.fees import FEE_METHODS, fee
from gongkai.law.letters import RECEIVED_WHY
from gongkai.law.limits import rows_of
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.punctuation import full_width
from gongkai.law.reference import parse_reference
from gongkai.law.remedies import remedy
from gongkai.law.states import State
from gongkai.notices.document import day_zh
from gongkai.requests.ledger import conventions_for, in_force, read_ledger
from gongkai.requests.letter_course import course_of
from gongkai.requests.models import (
    Assistance,
    Consultation,
    FeeNotice,
    InformationRequest,
    OutgoingLetter,
    Reply,
    RequestEvent,
)
from gongkai.requests.models.letters import LetterKind
from gongkai.requests.remedy_names import grounds_of, names_of

UNNUMBERED = "（签发后编号）"


def kind_of(letter: OutgoingLetter, reading: Reading) -> str:
    """The kind of ``law.letters`` a recorded letter is."""
    if letter.kind == LetterKind.CONSULTATION:
        party = Consultation.objects.filter(letter=letter).values_list("party", flat=True).first()
        return "CONSULTATION_AGENCY" if party == "AGENCY" else "CONSULTATION_THIRD_PARTY"
    if letter.kind == LetterKind.CLOSING:
        by_time = (State.CLOSED_NOT_CORRECTED, State.CLOSED_FEE_UNPAID)
        return str(reading.state) if reading.state in by_time else "CLOSED_OTHER"
    return str(letter.kind)


def of_letter(letter: OutgoingLetter, reading: Reading) -> dict[str, object]:
    """Every value a letter on the way may need."""
    request = letter.request
    values: dict[str, object] = {
        **_of_request(request, reading),
        "number": letter.number,
        "addressee": letter.addressee or request.applicant_name,
        "points": letter.content,
        "days": letter.days or _usual_days(request),
        "former_due": None,
        **_SPECIAL.get(str(letter.kind), lambda *_: {})(letter, reading),
    }
    return values | {name: _provisionally(values[name], reading) for name in _COMPUTED_DAYS}


_COMPUTED_DAYS = ("reply_due", "correction_due", "pay_by", "former_due")


def _provisionally(day: object, reading: Reading) -> object:
    """A last day that lies where no holiday notice reaches is told as what it is: provisional, with the year that is missing."""
    if isinstance(day, date) and reading.missing_years and day.year >= min(reading.missing_years):
        years = "、".join(map(str, reading.missing_years))
        return f"{day_zh(day)}（暂定：{years}年放假安排尚未公布，公布后重新计算）"
    return day


def of_reply(reply: Reply, reading: Reading, made_on: date) -> dict[str, object]:
    """Every value a reply may need. The remedies follow from outcome, grounds, agency and the day it is made."""
    request = reply.request
    return {
        **_of_request(request, reading),
        "number": reply.number or UNNUMBERED,
        "addressee": request.applicant_name,
        "description": restated(request.description),
        "course": course_of(reply),
        "decision": "\n".join((*_by_item(reply), reply.content)),
        "grounds": cited(reply.grounds),
        "remedies": remedies_paragraph(reply, made_on),
        "earlier_reply": _earlier(request),
    }


def _by_item(reply: Reply) -> Iterator[str]:
    """What is decided on each item asked for, where the reply tells them apart."""
    for item in reply.items:
        grounds = cited(item.get("grounds", ()))
        decided = _DECIDED.get(item["outcome"]) or OUTCOMES[item["outcome"]].group.label_zh
        yield f"第{item['item']}项申请内容：{decided}{f'（{grounds}）' if grounds else ''}。"


_DECIDED = {
    "GRANTED_ALREADY_PUBLIC": "已经主动公开，告知获取的方式、途径", "UNABLE_NOT_EXISTING": "该政府信息不存在",
    "UNABLE_NOT_RESPONSIBLE": "不属于本机关负责公开", "UNABLE_NEEDS_CREATION": "没有现成信息，需要另行制作，不予提供",
    "UNABLE_STILL_UNCLEAR": "经补正内容仍不明确，无法提供", "NOT_PROCESSED_REPEAT": "重复申请，不予重复处理",
    "REFUSED_ADMINISTRATIVE_QUERY": "依照有关法律、行政法规的规定办理",
}  # fmt: skip
"""The decision on an item in words of a letter, where the group of table 3 alone says too little."""


def cited(articles: Iterable[str]) -> str:
    """Articles as a letter cites them, a law named once: 《…条例》第十五条、第三十二条。"""
    told, law = [], ""
    for article in dict.fromkeys(articles):
        name, mark, rest = parse_reference(article).zh.partition("》")
        told.append(rest if mark and name == law else name + mark + rest)
        law = name
    return "、".join(told)


def remedies_paragraph(reply: Reply, made_on: date) -> str:
    """The paragraph of ``law.remedies`` with the real names an office has given; the law decides who and when."""
    agency = reply.agency
    said = remedy({
        "outcome": reply.outcome,
        "grounds": grounds_of(reply),
        "agency": agency.kind,
        "replied_on": made_on.isoformat(),
        "served_online": reply.delivery == Reply.Delivery.ELECTRONIC,
        "names": names_of(agency, made_on),
    })  # fmt: skip
    return full_width(str(said["text"]))


def restated(text: str) -> str:
    """An applicant's text as a letter repeats it: one paragraph, lines joined without a gap after a Chinese stop; signs no print
    knows (emoji) become 〓."""
    joined = re.sub(r"(?<=[。；，、：！？…）】》”])\s*\n\s*", "", text.strip())
    flat = re.sub(r"\s*\n\s*", " ", joined).rstrip("。.；;")
    return "".join(
        "〓" if ord(sign) > 0xFFFF and not unicodedata.category(sign).startswith("L") else sign for sign in flat
    )


def _of_request(request: InformationRequest, reading: Reading) -> dict[str, object]:
    return {
        "request_number": request.number,
        "received_on": reading.date_of_receipt,
        "received_why": RECEIVED_WHY[Channel(request.channel)],
        "channel": Channel(request.channel).label_zh,
        "subject": request.subject,
        "reply_due": reading.reply_due,
        "correction_due": reading.correction_due,
        "pay_by": reading.pay_by,
    }


def _usual_days(request: InformationRequest) -> int:
    """The agency's convention for a period the law leaves to it."""
    return conventions_for(request).of(rows_of("correction_period")[-1])


def _acknowledgement(letter: OutgoingLetter, reading: Reading) -> dict[str, object]:
    """A receipt made after a correction says that the limit runs from there (REG 30)."""
    events = in_force(RequestEvent.objects.filter(request=letter.request).order_by("sequence"))
    corrected = [event.on for event in events if event.type == "corrected_request_received"]
    return {"query_code": letter.content, "corrected_on": corrected[-1] if corrected else None}


def _extension(letter: OutgoingLetter, reading: Reading) -> dict[str, object]:
    """The last day before the extension: the ledger read without it."""
    request = letter.request
    events = list(RequestEvent.objects.filter(request=request).order_by("sequence"))
    before = [event for event in in_force(events) if event.type != "extended"]
    former = read_ledger(request, before, working_calendar(), conventions_for(request)).reply_due
    return {"former_due": former, "points": letter.content.strip().rstrip("。；，").removeprefix("因")}


def _closing(letter: OutgoingLetter, reading: Reading) -> dict[str, object]:
    """A request that is deemed given up is told who hears a complaint over that; the notice is no reply and is named as what it is."""
    agency, day = letter.request.agency, letter.dispatched_on
    values: dict[str, object] = {"points": letter.content.strip().rstrip("。；，").removeprefix("因")}
    if reading.state in (State.CLOSED_NOT_CORRECTED, State.CLOSED_FEE_UNPAID):
        said = remedy({
            "outcome": str(reading.state), "agency": agency.kind, "replied_on": day.isoformat(), "names": names_of(agency, day),
        })  # fmt: skip
        values["remedies"] = full_width(str(said["text"]).replace("本答复书", "本告知书").replace("本答复", "本告知"))
    return values


def _delay(letter: OutgoingLetter, reading: Reading) -> dict[str, object]:
    return {"points": letter.content.strip().rstrip("。；，").removeprefix("因")}


def _assistance(letter: OutgoingLetter, reading: Reading) -> dict[str, object]:
    asked = Assistance.objects.filter(letter=letter).first()
    return {"unit_due": asked.due if asked else None, "points": letter.content.strip()}


def _told(letter: OutgoingLetter, reading: Reading) -> dict[str, object]:
    asked = Consultation.objects.filter(request=letter.request).select_related("letter").order_by("id").first()
    return {"consulted_on": asked.letter.dispatched_on if asked else None}


def _fee(letter: OutgoingLetter, reading: Reading) -> dict[str, object]:
    notice = FeeNotice.objects.filter(letter=letter).first()
    if notice is None:
        return {}
    bands: list[dict[str, Any]] = fee(notice.method, notice.quantity)["bands"]
    charged = [band for band in bands if band["yuan"]]
    unit, rate = ("件", "每件") if notice.method == "item" else ("页", "每页")
    if notice.method == "item":
        steps = f"您（单位）本月向本机关提出的第{notice.quantity}件申请，处于第{charged[-1]['from']}件起的计费档，{rate}{charged[-1]['rate_yuan']}元"
    else:
        parts = [f"第{b['from']}至{b['to']}{unit}，{rate}{b['rate_yuan']}元，计{b['yuan']}元" for b in charged]
        steps = f"共{notice.quantity}{unit}，其中免费{bands[0]['to']}{unit}；{'；'.join(parts)}"
    return {
        "points": letter.content.strip().rstrip("。；，"), "fee_method": FEE_METHODS[notice.method].label_zh, "fee_steps": f"{steps}。", "amount": notice.amount // 100,
    }  # fmt: skip


_SPECIAL: dict[str, Callable[[OutgoingLetter, Reading], dict[str, object]]] = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.EXTENSION: _extension,
    LetterKind.DELAY: _delay,
    LetterKind.CLOSING: _closing,
    LetterKind.CONSULTATION_TOLD: _told,
    LetterKind.FEE: _fee,
    LetterKind.ASSISTANCE: _assistance,
}


def _earlier(request: InformationRequest) -> str:
    """Number and day of the reply a repeat refers to."""
    if request.repeats_id is None:
        return ""
    reply = Reply.objects.filter(request_id=request.repeats_id, made_on__isnull=False).order_by("-id").first()
    return (
        f"{reply.number}，{reply.made_on.year}年{reply.made_on.month}月{reply.made_on.day}日"
        if reply and reply.made_on
        else ""
    )
