"""Run all rules over one government's area and keep what they found, with its evidence."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from time import perf_counter
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.inspection.engine import Judged, judge
from gongkai.inspection.errors import no_such
from gongkai.inspection.models import Finding, Level, Run, Snapshot
from gongkai.inspection.scene import Scene
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add


def run_inspection(*, act: Act, government: Agency) -> Run:
    """Look at everything as of today. New findings are opened, changed ones follow, what is no longer found is cleared.

    The system runs it daily; a supervisor may at any time, for the own area. Two runs at once: the second waits and finds the same.
    """
    _require_supervisor(act, government)
    started, begun_at = perf_counter(), act.now
    found, unassessed = judge(Scene(government, act.today))
    with transaction.atomic():
        Agency.objects.select_for_update(of=("self",)).get(pk=government.pk)
        opened, cleared = _keep(act, government, found)
        run = Run.objects.create(
            agency=government, on=act.today, started_at=begun_at, by=act.actor_name[:80],
            milliseconds=round((perf_counter() - started) * 1000), summary=_summary(found), unassessed=unassessed,
        )  # fmt: skip
        facts = {"found": len(found), "opened": opened, "cleared": cleared}
        record(act, "inspection.run", "inspection_run", public_id(run.pk), facts=facts)
        add("inspection.run", public_id(run.pk), act.now, {"agency": government.code})
    return run


def _require_supervisor(act: Act, government: Agency) -> None:
    if act.source == "system":
        return
    require(act, Role.SUPERVISOR)
    if government.pk not in visible_agency_ids(act):
        raise no_such("单位")


def _keep(act: Act, government: Agency, found: Iterable[Judged]) -> tuple[int, int]:
    """How many findings were opened and how many cleared."""
    open_before = {
        (row.rule, row.subject): row for row in Finding.objects.filter(government=government, cleared_on__isnull=True)
    }
    fresh: list[tuple[Finding, Judged]] = []
    for one in found:
        known = open_before.pop((one.rule.id, one.evidence.subject), None)
        if known is None:
            fresh.append((_new(act, government, one), one))
        else:
            _follow(act, known, one)
    Finding.objects.bulk_create([finding for finding, _ in fresh], batch_size=500)
    Snapshot.objects.bulk_create(
        [_snapshot(act, finding, one.level, one.evidence.value, one.evidence.details) for finding, one in fresh],
        batch_size=500,
    )
    for gone in open_before.values():
        gone.cleared_on = act.today
        gone.save(update_fields=["cleared_on"])
        _snapshot(act, gone, "", None, {"说明": "检查未再发现"}).save()
    return len(fresh), len(open_before)


def _new(act: Act, government: Agency, one: Judged) -> Finding:
    return Finding(
        government=government, agency_id=one.evidence.agency_id, rule=one.rule.id, scope=str(one.rule.scope),
        subject=one.evidence.subject, title=one.evidence.title[:300], address=one.evidence.address[:300], level=one.level,
        value=one.evidence.value, threshold=one.threshold, seen_since=act.today, seen_last=act.today,
    )  # fmt: skip


def _follow(act: Act, known: Finding, one: Judged) -> None:
    if known.level != one.level:
        _snapshot(act, known, one.level, one.evidence.value, one.evidence.details).save()
    known.level, known.value, known.threshold = one.level, one.evidence.value, one.threshold
    known.title, known.address, known.agency_id = (
        one.evidence.title[:300],
        one.evidence.address[:300],
        one.evidence.agency_id,
    )
    known.seen_last = max(known.seen_last, act.today)
    known.save(update_fields=["level", "value", "threshold", "title", "address", "agency", "seen_last"])


def _snapshot(act: Act, finding: Finding, level: str, value: float | None, details: dict[str, Any]) -> Snapshot:
    text = json.dumps([finding.rule, finding.subject, level, value, details], ensure_ascii=False, sort_keys=True)
    return Snapshot(
        finding=finding, on=act.today, level=level, value=value, details=details,
        digest=hashlib.sha256(text.encode()).hexdigest(), recorded_at=act.now,
    )  # fmt: skip


def _summary(found: Iterable[Judged]) -> dict[str, dict[str, int]]:
    counted = Counter((one.rule.id, one.level) for one in found)
    rules = {rule for rule, _ in counted}
    return {
        rule: {"warning": counted[rule, Level.WARNING], "violation": counted[rule, Level.VIOLATION]}
        for rule in sorted(rules)
    }
