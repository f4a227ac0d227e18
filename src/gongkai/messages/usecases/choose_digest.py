"""An officer turns the daily e-mail of the own to-do list on or off."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.errors import NotAllowed, Reason, refuse_if
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.messages.addresses import reasons_not_to_write_to
from gongkai.messages.models import DailyDigest, Message
from gongkai.numbering.keys import public_id


def choose_digest(*, act: Act, is_on: bool, address: str) -> DailyDigest:
    """The own one only. Turned off, the address is forgotten."""
    if not act.actor_id.isdigit():
        raise NotAllowed([Reason("officer", "只有工作人员可以订阅自己的待办")])
    given = address.strip() if is_on else ""
    refuse_if(reasons_not_to_write_to(Message.Channel.EMAIL, given) if is_on else [])
    with transaction.atomic():
        digest, _ = DailyDigest.objects.update_or_create(
            officer_id=int(act.actor_id), defaults={"address": given, "is_on": is_on}
        )
        record(
            act,
            "messages.digest_chosen",
            "officer",
            public_id(int(act.actor_id)),
            facts={"on": is_on},
            changed={"address": given},
        )
    return digest
