"""Messages: the list, sending one again."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from tests.edge.matrix.page import Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.messages.models import Message
from gongkai.messages.send import send
from gongkai.numbering.keys import public_id

SENDERS = frozenset({Role.REQUEST_OFFICER, Role.OFFICE_HEAD, Role.SYSTEM_ADMIN})

PAGES = (
    Page("messages", door=SENDERS),
    Page("digest", post=True),
    Page("message-again", of("message"), door=SENDERS, get=False, post=True, of_agency=True),
)


def things(cast: Cast, folder: Path) -> dict[str, str]:
    act = cast.act(Role.REQUEST_OFFICER)
    with transaction.atomic():
        made = send(
            act=act, channel="SMS", to="13800000000", text="收到", about=("request", public_id(1)),
            agency_id=cast.government.pk,
        )  # fmt: skip
    Message.objects.update(state=Message.State.FAILED, due_at=None)
    return {"message": public_id(made.pk)}
