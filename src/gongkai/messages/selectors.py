"""Messages an officer may see: those of the agencies the act sees, newest first."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.messages.models import Message


def messages_seen_by(act: Act) -> QuerySet[Message]:
    return Message.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency").order_by("-pk")


def message_of(act: Act, message_id: int) -> Message:
    found = messages_seen_by(act).filter(pk=message_id).first()
    if found is None:
        raise NotFound([Reason("", "没有找到这条消息，或者它不属于本单位")])
    return found


def failed(act: Act) -> QuerySet[Message]:
    """Failed ones nobody has sent again."""
    return messages_seen_by(act).filter(state=Message.State.FAILED, repeated_by__isnull=True)


def messages_about(kind: str, ids: Iterable[str]) -> QuerySet[Message]:
    """Messages about these records; the caller has checked that they may be seen."""
    return Message.objects.filter(about_kind=kind, about_id__in=list(ids)).order_by("pk")
