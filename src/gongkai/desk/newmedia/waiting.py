"""What waits of new media: applications to decide, posts approved and not yet given out, posts that failed or came back."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.todo import Task
from gongkai.newmedia.account_states import AccountState
from gongkai.newmedia.models import PostDraft
from gongkai.newmedia.selectors import accounts_for, drafts_for
from gongkai.numbering.keys import public_id
from gongkai.review.models import ReviewSheet

State = PostDraft.State


def tasks(act: Act) -> Iterator[Task]:
    if Role.SUPERVISOR in act.roles:
        for account in accounts_for(act).filter(state=AccountState.APPLIED).exclude(applied_by=act.actor_id)[:100]:
            yield Task(
                "desk:accounts", f"开设账号：{account}", "审批", reverse("desk:account", args=[public_id(account.pk)])
            )
    drafts = drafts_for(act).filter(agency_id__in=ids_written_for(act))
    if Role.PUBLISHER in act.roles:
        for draft in drafts.filter(state=State.IN_REVIEW, sheet__state=ReviewSheet.State.APPROVED)[:100]:
            if int(act.actor_id) not in draft.authors:
                yield _task(draft, "发布")
        for draft in drafts.filter(state=State.FAILED)[:100]:
            yield _task(draft, "查明原因，重新发布")
    if Role.DRAFTER in act.roles and act.actor_id.isdigit():
        back = drafts.filter(
            state=State.IN_REVIEW, sheet__state=ReviewSheet.State.RETURNED, drafter_id=int(act.actor_id)
        )
        for draft in back[:100]:
            yield _task(draft, "修改后重新送审")


def _task(draft: PostDraft, what: str) -> Task:
    return Task(
        "desk:posts", f"{draft.account.name}：{draft.title}", what, reverse("desk:post", args=[public_id(draft.pk)])
    )
