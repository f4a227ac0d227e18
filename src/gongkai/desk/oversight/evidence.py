"""Evidence packs: a task of the work plan or an assessed score, as one ZIP."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.agencies.errors import NotFound
from gongkai.audit.acts import Act
from gongkai.desk import given
from gongkai.desk.entry import officer_view
from gongkai.oversight.assessing import records_behind, score_for
from gongkai.oversight.evidence import pack
from gongkai.oversight.plans import unit_for


@officer_view()
@require_safe
def evidence(request: HttpRequest, act: Act, kind: str, public: str) -> HttpResponse:
    if kind == "task":
        content = _of_task(act, given.key(public))
    elif kind == "score":
        content = _of_score(act, given.key(public))
    else:
        raise NotFound([])
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="evidence-{public}.zip"'
    return response


def _of_task(act: Act, key: int) -> bytes:
    unit = unit_for(act, key)
    facts = [
        ("任务", unit.task.text), ("依据", unit.task.source or "—"), ("时限", str(unit.task.due_on)), ("责任单位", unit.agency.name),
        ("状态", unit.get_state_display()), ("进展", unit.progress or "—"),
    ]  # fmt: skip
    return pack(unit.task.text[:60], unit.agency.name, act.today, facts, unit.evidence)


def _of_score(act: Act, key: int) -> bytes:
    score = score_for(act, key)
    records = [line for _, _, lines in records_behind(score) for line in lines]
    facts = [
        ("指标", score.indicator.label), ("分值", str(score.indicator.points)), ("单位", score.agency.name),
        ("系统分", str(score.computed) if score.computed is not None else "—"), ("自评说明", score.self_note or "—"),
    ]  # fmt: skip
    return pack(score.indicator.label, score.agency.name, act.today, facts, score.evidence, records)
