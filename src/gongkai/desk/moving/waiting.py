"""What waits of moving in: a list to clear, a batch to vouch for."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.usecases.release_finding import RELEASERS
from gongkai.desk.todo import Task
from gongkai.moving.models import SiteImport
from gongkai.moving.selectors import batches_of
from gongkai.numbering.keys import public_id

FEW = 20


def tasks(act: Act) -> Iterator[Task]:
    if not act.actor_id.isdigit() or not act.roles.intersection({Role.PUBLISHER, *RELEASERS}):
        return
    for batch in batches_of(act).filter(state=SiteImport.State.STAGED)[:FEW]:
        if batch.importer_id == int(act.actor_id):
            continue
        address = reverse("desk:moving-batch", args=[public_id(batch.pk)])
        title = f"{batch.site}：{batch.number}"
        waiting, clear = getattr(batch, "n_waiting", 0), getattr(batch, "n_clear", 0)
        if waiting and act.roles.intersection(RELEASERS):
            yield Task("desk:moving", title, f"处理迁入信息中的问题（{waiting}条）", f"{address}?state=WAITING")
        if clear and Role.PUBLISHER in act.roles:
            yield Task("desk:moving", title, f"担保并发布迁入信息（{clear}条）", address)
