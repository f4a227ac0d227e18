"""What an officer is told before a letter goes out: contents the office has not put on file, and names printed in general words."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.agencies.usecases.describe import CONTACTS
from gongkai.audit.acts import Act
from gongkai.law.errors import LawError
from gongkai.notices.make import contacts_of
from gongkai.requests.offers import Offer
from gongkai.requests.remedy_names import unnamed_in, unnamed_in_reply
from gongkai.requests.replies import reply_in_work
from gongkai.requests.selectors import CaseView

_CLOSINGS = {"close-not-corrected": "CLOSED_NOT_CORRECTED", "close-unpaid": "CLOSED_FEE_UNPAID"}
_OF_THE_REPLY = ("draft", "submit", "legal-review", "approve", "send")
ONLINE = ("E_MAIL", "ONLINE")


def warnings_of(act: Act, case: CaseView, offer: Offer) -> list[str]:
    """Sentences, nothing where all is on file."""
    verb = offer.move.verb
    return [*_missing(case), *_general(act, case, verb)] if offer.letter or verb in (*_OF_THE_REPLY, *_CLOSINGS) else []


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
