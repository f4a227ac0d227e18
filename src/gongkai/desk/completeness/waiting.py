"""What waits: policies to repost, for who drafts them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.completeness.reposts import open_tasks, repost_due
from gongkai.desk.todo import Task
from gongkai.numbering.keys import public_id

SHOWN = 50


def tasks(act: Act) -> Iterator[Task]:
    if Role.DRAFTER not in act.roles:
        return
    for task in open_tasks(ids_written_for(act))[:SHOWN]:
        due = repost_due(task.policy, task.agency)
        begun = task.item is not None
        address = (
            reverse("desk:document", args=[public_id(task.item.id)])
            if task.item
            else reverse("desk:completeness-reposts")
        )
        yield Task(
            "desk:completeness", task.policy.title, "转载：尽快发布" if begun else "转载上级政策", address, due=due.day,
            why="国家重要政策文件24小时内转载（约定）",
        )  # fmt: skip
