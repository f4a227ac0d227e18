"""What waits of the messages: those that failed for good."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai.audit.acts import Act
from gongkai.desk.todo import Task
from gongkai.messages.selectors import failed
from gongkai.messages.usecases.send_again import SENDERS


def tasks(act: Act) -> Iterator[Task]:
    if not act.roles.intersection(SENDERS):
        return
    for message in failed(act)[:50]:
        title = f"{message.get_channel_display()}发送失败（{message.queued_at:%m-%d}）"
        yield Task("desk:messages", title, "换一种方式联系，或者重新发送", f"{reverse('desk:messages')}?state=FAILED")
