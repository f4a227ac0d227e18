"""Receive an opinion: from the portal's form, or a letter, e-mail or call entered by an officer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.engagement.models import Opinion, OpinionReceived, PublicConsultation
from gongkai.engagement.usecases.consult_public import lock_consultation, tell
from gongkai.numbering.keys import public_id
from gongkai.privacy.cipher import blind_index

LONGEST_OPINION = 5000


def receive_opinion(
    *, act: Act, consultation_id: int, text: str, way: str = Opinion.Way.FORM, paragraph: str = "", name: str = "",
    contact: str = "", received_on: date | None = None, submission: str = "",
) -> Opinion:  # fmt: skip
    """Take an opinion while the consultation is open. Whoever gives one may stay unnamed.

    The form's day is now. An officer gives the day a letter or call came in: it must lie within the period, and the
    consultation must not have been closed yet. ``submission`` names the filled-in form: sent again it is the same opinion,
    sent again with other words it is refused, so that nobody believes the new words were taken.
    """
    day = received_on or act.today
    with transaction.atomic():
        consultation = lock_consultation(consultation_id)  # two clicks on one form wait for one another here
        earlier = _taken_before(submission)
        if earlier is not None:
            refuse_if(_repeat_reasons(earlier, text, paragraph))
            return earlier
        if act.agency_id is not None:
            require(act, Role.REQUEST_OFFICER, Role.DRAFTER, agency_id=consultation.agency_id)
        refuse_if(_reasons(act, consultation, way, text, paragraph, day))
        opinion = Opinion.objects.create(
            consultation=consultation, way=way, paragraph=paragraph, text=text, name=name, contact=contact,
            contact_index=blind_index(contact, "opinion contact") if contact else "", received_on=day,
            entered_by=act.actor_id, submission=submission and submission_digest(submission),
        )  # fmt: skip
        OpinionReceived.objects.create(
            opinion=opinion, consultation=consultation, agency_id=consultation.agency_id, happened_on=day,
            recorded_at=act.now,
        )  # fmt: skip
        tell(act, consultation, "opinion_received", {"opinion": public_id(opinion.id), "way": way})
    return opinion


def submission_digest(submission: str) -> str:
    return blind_index(submission, "opinion form")


def _taken_before(submission: str) -> Opinion | None:
    return Opinion.objects.filter(submission=submission_digest(submission)).first() if submission else None


def _repeat_reasons(earlier: Opinion, text: str, paragraph: str) -> Iterator[Reason]:
    if (earlier.text, earlier.paragraph) != (text, paragraph):
        yield Reason("token", "这张表单的意见已经收到；要补充或者另提意见，请重新打开征集页面填写")


def _reasons(
    act: Act, consultation: PublicConsultation, way: str, text: str, paragraph: str, day: date
) -> Iterator[Reason]:
    yield from _period_reasons(act, consultation, day)
    if way not in Opinion.Way.values:
        yield Reason("way", f"“{way}”不在可选范围；可选：{'、'.join(Opinion.Way.values)}")
    if act.agency_id is None and (way != Opinion.Way.FORM or day != act.today):
        yield Reason("way", "网上意见的方式和日期由系统记录；信函、电子邮件和电话由工作人员登记")
    if not text.strip():
        yield Reason("text", "请填写意见内容")
    elif len(text) > LONGEST_OPINION:
        yield Reason("text", f"意见最多{LONGEST_OPINION}字，现有{len(text)}字")
    if len(paragraph) > 60:
        yield Reason("paragraph", f"所针对的条款最多60字，现有{len(paragraph)}字，例如“第三条”")


def _period_reasons(act: Act, consultation: PublicConsultation, day: date) -> Iterator[Reason]:
    if consultation.state != PublicConsultation.State.OPEN:
        label = PublicConsultation.State(consultation.state).label
        yield Reason("consultation", f"意见征集{label}，不再接收意见")
    elif consultation.starts_on and consultation.ends_on and not consultation.starts_on <= day <= consultation.ends_on:
        period = f"{consultation.starts_on}至{consultation.ends_on}"
        yield Reason("received_on", f"意见征集期为{period}，{day}收到的意见不在期内")
    if day > act.today:
        yield Reason("received_on", f"收到日期{day}晚于今天{act.today}")
