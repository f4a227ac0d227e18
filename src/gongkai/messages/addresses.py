"""What an address may look like, which one stands in a contact a person gave, and how it is shown."""

from __future__ import annotations

import re

from gongkai.agencies.errors import Reason
from gongkai.law.masks import mask_phone
from gongkai.messages.models import Message

_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_ACCEPTED = {Message.Channel.SMS: "11位手机号码", Message.Channel.EMAIL: "电子邮箱，如 name@example.cn"}


def found_in(contact: str) -> tuple[str, str] | None:
    """Channel and address by which a person can be written to: the mobile number first, then e-mail; None without either."""
    if mobile := _MOBILE.search(contact):
        return Message.Channel.SMS.value, "".join(mobile.groups())
    if email := _EMAIL.search(contact):
        return Message.Channel.EMAIL.value, email[0]
    return None


def reasons_not_to_write_to(channel: str, to: str) -> list[Reason]:
    """Why an address cannot be used. The address itself is not repeated: reasons may end up in a log."""
    if channel not in Message.Channel.values:
        return [Reason("channel", f"没有“{channel}”这种消息方式，可用：{'、'.join(Message.Channel.values)}")]
    if channel == Message.Channel.WEBHOOK:
        return [Reason("to", "工作群由单位参数指定，收件地址应为空")] if to else []
    shape = _MOBILE if channel == Message.Channel.SMS else _EMAIL
    if shape.fullmatch(to):
        return []
    return [Reason("to", f"收件地址不是{_ACCEPTED[Message.Channel(channel)]}")]


def masked(channel: str, address: str) -> str:
    if channel == Message.Channel.EMAIL:
        name, _, host = address.partition("@")
        return f"{name[:1]}***@{host}" if host else ""
    return mask_phone(address)
