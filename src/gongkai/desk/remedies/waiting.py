"""What waits of the cases: the agency's answer with its evidence (REC23 48, 54; LIT 67), and a reply to be made anew."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai.agencies.answering import answering
from gongkai.audit.acts import Act
from gongkai.desk.remedies.cases import WRITERS
from gongkai.desk.todo import Task
from gongkai.numbering.keys import public_id
from gongkai.remedies.clocks import clock_of
from gongkai.remedies.models import StageKind
from gongkai.remedies.selectors import pending_cases


def tasks(act: Act) -> Iterator[Task]:
    if not act.roles.intersection(WRITERS):
        return
    act = answering(act)
    own = [pk for pk in (act.agency_id, *act.works_for) if pk is not None]
    for case in pending_cases(act).filter(agency_id__in=own).prefetch_related("stages")[:100]:
        stages = list(case.stages.all())
        due = clock_of(case, stages).answer_due
        if due is None or any(stage.kind == StageKind.ANSWERED for stage in stages):
            continue
        title = f"{case.get_block_display()}　{case.case_number or case.body}"
        yield Task(
            "desk:remedies", title, "提交答复（答辩）和证据", reverse("desk:remedy", args=[public_id(case.pk)]), due=due.day,
            why="、".join(dict.fromkeys(step.basis.zh for step in due.why if hasattr(step.basis, "zh"))),
        )  # fmt: skip
