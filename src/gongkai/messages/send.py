"""Write a message in the transaction of what it tells of; it leaves after the commit.

send(act=act, channel="SMS", to="13800000000", text="……", about=("request", public_id(request.pk)), agency_id=request.agency_id)
"""

from __future__ import annotations

from django.db import connection

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.audit import log as audit
from gongkai.audit.acts import Act
from gongkai.messages.addresses import reasons_not_to_write_to
from gongkai.messages.models import Message
from gongkai.numbering.keys import public_id
from gongkai.outbox import write as outbox

LONGEST_TEXT = 2000
QUEUED = "messages.queued"


class NotInTransaction(RuntimeError):
    """A message was written outside the transaction of its act: it could leave although nothing happened."""


def send(
    *,
    act: Act,
    channel: str,
    to: str,
    text: str,
    about: tuple[str, str],
    subject: str = "",
    agency_id: int | None = None,
) -> Message:
    """Queue a message: the row, an audit line, an outbox event. Raises Refused for an address the channel cannot write to.

    ``about`` is the kind and the public id of what it tells of. ``agency_id`` names the agency it comes from where the act
    has none (a citizen's) or another. A ``WEBHOOK`` goes to the agency's own group and has no address.
    """  # fmt: skip
    if not connection.in_atomic_block:
        raise NotInTransaction("a message must be written in the transaction of its act")
    place = agency_id or act.agency_id
    if place is None:
        raise ValueError("this act has no agency: name the one the message comes from (agency_id)")
    refuse_if([*reasons_not_to_write_to(channel, to), *_reasons_of_words(subject, text)])
    return queue(
        act,
        place,
        Message(channel=channel, address=to, subject=subject, text=text, about_kind=about[0], about_id=about[1]),
    )


def queue(act: Act, agency_id: int, message: Message) -> Message:
    """Put a checked message in the way of delivery (``send``, ``usecases.send_again``)."""
    message.agency_id, message.queued_at, message.due_at, message.queued_by = agency_id, act.now, act.now, act.actor_id
    message.save(force_insert=True)
    audit.record(
        act, QUEUED, "message", public_id(message.pk), chain=message.agency.code,
        facts={"channel": message.channel, "about_kind": message.about_kind, "about": message.about_id},
        changed={"address": message.address, "text": message.text},
    )  # fmt: skip
    outbox.add("message.queued", public_id(message.pk), act.now)
    return message


def _reasons_of_words(subject: str, text: str) -> list[Reason]:
    found = []
    if not text.strip():
        found.append(Reason("text", "消息内容为空"))
    if len(text) > LONGEST_TEXT:
        found.append(Reason("text", f"消息内容有 {len(text)} 个字，最多 {LONGEST_TEXT} 个字"))
    if any(mark in subject for mark in "\r\n"):
        found.append(Reason("subject", "标题不能换行"))
    return found
