"""What waits: gathered items to release, for a publisher who did not gather them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.todo import Task
from gongkai.numbering.keys import public_id
from gongkai.topics.selectors import to_release

SHOWN = 20


def tasks(act: Act) -> Iterator[Task]:
    if Role.PUBLISHER not in act.roles or not act.actor_id.isdigit():
        return
    for topic in to_release(ids_written_for(act), int(act.actor_id))[:SHOWN]:
        address = reverse("desk:topic", args=[public_id(topic.item_id)])
        yield Task("desk:topics", topic.item.title or "（未命名）", "放行收入专题的信息", address)
