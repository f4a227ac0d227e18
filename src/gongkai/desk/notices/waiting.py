"""What waits of the letters: versions of words to decide on."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai.audit.acts import Act
from gongkai.desk.todo import Task
from gongkai.notices.models import LAYOUT
from gongkai.notices.selectors import drafts_to_decide
from gongkai.notices.templates import block_label
from gongkai.notices.usecases.decide_block import APPROVERS


def tasks(act: Act) -> Iterator[Task]:
    if not act.roles.intersection(APPROVERS):
        return
    for version in drafts_to_decide(act)[:50]:
        yield Task(
            "desk:letter-words", f"文书模板“{block_label(version.block)}”待审定", "审定或者退回",
            reverse("desk:letter-layouts") if version.block == LAYOUT else reverse("desk:letter-block", args=[version.block]), due=version.effective_on, why="启用日期",
        )  # fmt: skip
