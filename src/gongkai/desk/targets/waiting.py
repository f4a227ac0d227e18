"""What waits of targets: what was not delivered, and a table that is to be made."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.todo import Task
from gongkai.numbering.keys import public_id
from gongkai.targets.models import Target
from gongkai.targets.selectors import targets_for


def tasks(act: Act) -> Iterator[Task]:
    if Role.PUBLISHER not in act.roles:
        return
    for target in targets_for(act).filter(is_active=True):
        address = reverse("desk:target", args=[public_id(target.pk)])
        failed, waiting = getattr(target, "n_failed", 0), getattr(target, "n_waiting", 0)
        if failed:
            yield Task("desk:targets", target.name, f"处理没有送达的信息（{failed}条）", f"{address}?state=FAILED")
        if waiting and target.kind == Target.Kind.TABLE:
            yield Task("desk:targets", target.name, f"生成报送表格（{waiting}条）", address)
