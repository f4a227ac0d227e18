"""What an applicant can do against a reply, and the paragraph that says so (domain 3.8; REC23 23, LIT 45-46).

``remedy`` answers one case: row of table 3, whether reconsideration must come first, who hears it, limit and level of the
court, and the text. Correction and extension notices carry no such paragraph: ask only about replies. The optional ``names``
of a case fill in real names: a body's code, ``<code>.office`` for its 行政复议机构, ``court``, ``court_after_reconsideration``,
``online_channel``. Limits are words of the law here; their last days come from ``limits`` and the calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law.agency_kinds import BODIES, AgencyKind, CourtLevel, ReconsiderationBody, agency_kind
from gongkai.law.calendar import LAST_DAY
from gongkai.law.clock_error import ClockError
from gongkai.law.errors import LawError, nearest
from gongkai.law.events import read_day
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.prior_reconsideration import prior_reconsideration
from gongkai.law.reference import FEE, Ref, parse_reference
from gongkai.law.remedy_rules import (
    DIRECT_SUIT_LIMIT,
    FIRST_DAY,
    GROUND_ARTICLES,
    NEW_LAW,
    SUIT_AFTER_RECONSIDERATION_LIMIT,
    body_rule,
)

NO_REPLY = "NO_REPLY"
"""The limit passed in silence. Both ways stand open (SPC25 2(2)); the text never says must, for that is not settled."""

TEXT_A = (
    "如不服本答复,可以自收到本答复书之日起60日内向{reconsideration_body}申请行政复议(应当先申请行政复议);"
    "对行政复议决定不服的,可以自收到复议决定书之日起15日内向{court}提起行政诉讼。"
)
TEXT_B = (
    "如不服本答复,可以自收到本答复书之日起60日内向{reconsideration_body}申请行政复议,"
    "或者自收到本答复书之日起6个月内向{court}提起行政诉讼。"
)
TEXT_C = TEXT_B.replace("{reconsideration_body}", "{same_level_government}或者{upper_department}")
TEXT_NO_REPLY = (
    "行政机关逾期不予答复的,可以自答复期限届满之日起60日内向{reconsideration_body}申请行政复议,"
    "或者自答复期限届满之日起6个月内向{court}提起行政诉讼。"
)
TEXT_ONLINE = "本答复书以互联网方式送达,可以通过{online_channel}申请行政复议。"

_COURT_NAMES = {CourtLevel.BASIC: "有管辖权的基层人民法院", CourtLevel.INTERMEDIATE: "有管辖权的中级人民法院"}
_ONLINE_CHANNEL = "行政复议机构公布的互联网渠道"
_FIELDS = ("outcome", "grounds", "agency", "replied_on", "served_online", "names")
_NAMES = (*BODIES, *(f"{code}.office" for code in BODIES), "court", "court_after_reconsideration", "online_channel")


@dataclass(frozen=True, slots=True)
class RemedyCase:
    """One reply (or one silence), read from a document: who replied what, on which grounds, when and how."""

    outcome: str
    grounds: tuple[Ref, ...]
    agency: AgencyKind
    replied_on: date
    served_online: bool
    names: Mapping[str, str]


def remedy(document: Mapping[str, Any]) -> dict[str, Any]:
    """The remedies of one case, in the shape of the ``remedy`` command.

    Raises LawError naming the field, its value and what is accepted: unknown outcome, ground, agency or field, a day that
    is none, and a partial grant from 2024 without the grounds of its withheld part (they decide whether court must wait).
    """
    case = read_case(document)
    prior = _must_reconsider_first(case)
    bodies = body_rule(case.agency.code, case.replied_on).bodies
    return {
        "table3_row": None if case.outcome == NO_REPLY else OUTCOMES[case.outcome].row,
        "mandatory_prior_reconsideration": prior,
        "reconsideration_bodies": [{"code": body.code, "name_zh": _name(case, body)} for body in bodies],
        "direct_suit": not prior,
        "suit_limit": SUIT_AFTER_RECONSIDERATION_LIMIT if prior else DIRECT_SUIT_LIMIT,
        "court_level": case.agency.court.value,
        "text": _text(case, bodies, prior),
    }


def unnamed(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The names the text of a case would give in general words only: keys of ``names``, in the order of the text.

    >>> unnamed({"outcome": "GRANTED", "agency": "county_department", "replied_on": "2024-03-01", "names": {"court": "温县人民法院"}})
    ('same_level_government', 'same_level_government.office')
    """
    case = read_case(document)
    bodies = body_rule(case.agency.code, case.replied_on).bodies
    used = [key for body in bodies for key in (body.code, f"{body.code}.office" if body.office_zh else "") if key]
    used.append(_court_key(case, _must_reconsider_first(case)))
    if _tells_channel(case):
        used.append("online_channel")
    return tuple(key for key in used if key not in case.names)


def read_case(document: Mapping[str, Any]) -> RemedyCase:
    """Read and check the fields of a case. Raises LawError."""
    for field in document:
        if field not in _FIELDS:
            raise LawError("field", field, _FIELDS, nearest(field, _FIELDS))
    outcome = document.get("outcome")
    if outcome != NO_REPLY and (not isinstance(outcome, str) or outcome not in OUTCOMES):
        raise LawError("outcome", outcome, (*OUTCOMES, NO_REPLY), nearest(outcome, OUTCOMES))
    served_online = document.get("served_online", False)
    if not isinstance(served_online, bool):
        raise LawError("served_online", served_online, ("true", "false"))
    return RemedyCase(
        outcome=outcome,
        grounds=_read_grounds(document.get("grounds", [])),
        agency=agency_kind(document.get("agency")),
        replied_on=_read_day(document.get("replied_on")),
        served_online=served_online,
        names=_read_names(document.get("names", {})),
    )


def _read_grounds(value: object) -> tuple[Ref, ...]:
    if not isinstance(value, list | tuple):
        raise LawError("grounds", value, ('a list of articles, for example ["REG 15"]',))
    return tuple(_read_ground(text) for text in value)


def _read_ground(text: object) -> Ref:
    accepted = tuple(str(article) for article in (*GROUND_ARTICLES, FEE(6)))
    hint = "Paragraphs may follow, for example REG 16(2)."
    try:
        ground = text if isinstance(text, Ref) else parse_reference(text if isinstance(text, str) else "")
    except ValueError:
        raise LawError("grounds", text, accepted, hint) from None
    if not any(article.covers(ground) for article in (*GROUND_ARTICLES, FEE(6))):
        raise LawError("grounds", text, accepted, hint)
    return ground


def _read_day(value: object) -> date:
    try:
        return date.fromordinal(read_day(value))
    except ClockError as error:
        accepted = f"a day from {FIRST_DAY} to {LAST_DAY}, written like 2024-03-01"
        raise LawError("replied_on", value, (accepted,)) from error


def _read_names(value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise LawError("names", value, _NAMES)
    for key, name in value.items():
        if key not in _NAMES or not isinstance(name, str) or not name:
            raise LawError("names", key, _NAMES, nearest(key, _NAMES))
    return value


def _must_reconsider_first(case: RemedyCase) -> bool:
    if case.outcome == NO_REPLY:
        return False
    prior = prior_reconsideration(case.outcome, case.grounds, case.replied_on)
    if prior is None:
        hint = (
            f"{case.outcome} needs the grounds of the withheld part; they decide whether reconsideration comes first."
        )
        raise LawError(
            "grounds", [str(ground) for ground in case.grounds], ('for example ["REG 15"]', '["REG 38"]'), hint
        )
    return prior


def _text(case: RemedyCase, bodies: tuple[ReconsiderationBody, ...], prior: bool) -> str:
    court = case.names.get(_court_key(case, prior), _COURT_NAMES[case.agency.court])
    named = {body.code: _name_with_office(case, body) for body in bodies}
    if case.outcome == NO_REPLY:
        template = TEXT_NO_REPLY
    elif prior:
        template = TEXT_A
    else:
        template = TEXT_C if {"same_level_government", "upper_department"} == named.keys() else TEXT_B
    text = template.format(reconsideration_body="或者".join(named.values()), court=court, **named)
    if _tells_channel(case):
        text += TEXT_ONLINE.format(online_channel=case.names.get("online_channel", _ONLINE_CHANNEL))
    return text


def _court_key(case: RemedyCase, prior: bool) -> str:
    """The court after reconsideration may be another one; where no other is named, it is the same."""
    return "court_after_reconsideration" if prior and "court_after_reconsideration" in case.names else "court"


def _tells_channel(case: RemedyCase) -> bool:
    """What is served online names a channel online for reconsideration too (REC23 22(2))."""
    return case.served_online and case.replied_on >= NEW_LAW and case.outcome != NO_REPLY


def _name(case: RemedyCase, body: ReconsiderationBody) -> str:
    return case.names.get(body.code, body.name_zh)


def _name_with_office(case: RemedyCase, body: ReconsiderationBody) -> str:
    """The body is the government, the application is handed in at its 行政复议机构: both are printed."""
    office = case.names.get(f"{body.code}.office", body.office_zh)
    return f"{_name(case, body)}(行政复议机构:{office})" if office else _name(case, body)
