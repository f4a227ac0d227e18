"""What an officer is told before a letter goes out: contents the office has not put on file, and names printed in general words."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.agencies.usecases.describe import CONTACTS
from gongkai.audit.acts import Act
from gongkai.law.errors import LawError
from gongkai.law.states import State
from gongkai.notices.make import contacts_of
from gongkai.requests.offers import Offer
from gongkai.requests.remedy_names import unnamed_in, unnamed_in_reply
from gongkai.requests.replies import reply_in_work
from gongkai.requests.selectors import CaseView

_CLOSINGS = {"close-not-corrected": "CLOSED_NOT_CORRECTED", "close-unpaid": "CLOSED_FEE_UNPAID"}
_OF_THE_REPLY = ("draft", "submit", "legal-review", "approve", "send")
_BEGIN_ANEW = ("ask-correction", "fee")
ONLINE = ("E_MAIL", "ONLINE")


def warnings_of(act: Act, case: CaseView, offer: Offer) -> list[str]:
    """Sentences, nothing where all is on file."""
    verb = offer.move.verb
    if not offer.letter and verb not in (*_OF_THE_REPLY, *_CLOSINGS):
        return []
    return [*_missing(case), *_general(act, case, verb), *_against_an_order(case, verb)]


def _missing(case: CaseView) -> Iterator[str]:
    known = contacts_of(case.request.agency)
    absent = [CONTACTS[name] for name in ("phone", "address") if not known[f"contact_{name}"].strip()]
    if absent:
        yield f"{case.request.agency.name}还没有登记{'、'.join(absent)}，文书缺少这些内容不能定稿、打印。"


def _general(act: Act, case: CaseView, verb: str) -> Iterator[str]:
    names = _unnamed(act, case, verb)
    if names:
        yield f"救济途径一段没有写明真实名称：{'、'.join(names)}，文书将只用法律上的通称（如“有管辖权的基层人民法院”）。"


def _unnamed(act: Act, case: CaseView, verb: str) -> tuple[str, ...]:
    request = case.request
    if verb in _CLOSINGS:
        return unnamed_in(request.agency, _CLOSINGS[verb], [], act.today, served_online=False)
    reply = reply_in_work(request) if verb in _OF_THE_REPLY else None
    if reply is None:
        return ()
    try:
        return unnamed_in_reply(reply, act.today, wanted_online=request.wanted_delivery in ONLINE)
    except LawError:  # a draft that does not yet say what its refusal rests on
        return ()


def _against_an_order(case: CaseView, verb: str) -> Iterator[str]:
    """The law does not say whether an ordered day yields to a correction or a fee (docs/clock.md): here it does, and who asks should know."""
    steps = {step.kind for step in case.reading.why}
    if verb in _BEGIN_ANEW and case.reading.state is State.REPLY_TO_BE_REMADE and {"remade", "told_day"} <= steps:
        yield (
            f"复议决定或者判决指定的答复日期为 {case.reading.reply_due}。办理后，答复期限将从申请人补正或者缴费之日重新计算；"
            "法律没有规定指定的日期是否因此改变，请先与作出决定、判决的机关沟通。"
        )
