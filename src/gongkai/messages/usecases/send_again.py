"""Send a message again by hand: a new message with the same words, told apart from the one it repeats."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.messages.models import Message
from gongkai.messages.selectors import message_of
from gongkai.messages.send import queue

SENDERS = (Role.REQUEST_OFFICER, Role.OFFICE_HEAD, Role.SYSTEM_ADMIN)


def send_again(*, act: Act, message_id: int) -> Message:
    """Repeat a message that failed or did not arrive, once per message; one that still waits leaves by itself."""
    with transaction.atomic():
        earlier = message_of(act, message_id)
        require(act, *SENDERS, agency_id=earlier.agency_id)
        Message.objects.select_for_update().get(pk=earlier.pk)
        refuse_if(_reasons_not_to(earlier))
        return queue(
            act, earlier.agency_id,
            Message(channel=earlier.channel, address=earlier.address, subject=earlier.subject, text=earlier.text,
                    about_kind=earlier.about_kind, about_id=earlier.about_id, repeats=earlier),
        )  # fmt: skip


def _reasons_not_to(earlier: Message) -> list[Reason]:
    if earlier.state == Message.State.WAITING:
        return [Reason("state", "这条消息仍在等待发送，系统会自动重试")]
    if Message.objects.filter(repeats=earlier).exists():
        return [Reason("state", "这条消息已经重新发送过，请看较新的一条")]
    if earlier.forgotten_at:
        return [Reason("state", "这条消息的内容已按保存期限删除，不能重新发送")]
    return []
