"""Files as evidence: uploaded by the unit while it reports on a task or assesses itself, taken off by it as long as it may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.rights import require, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.files.store import discard, store_upload
from gongkai.numbering.keys import public_id
from gongkai.oversight.models import Assessment, EvidenceFile, Score, TaskUnit, WorkPlan

MOST_FILES, LARGEST_MB = 20, 20
KINDS = ("pdf", "ofd", "docx", "xlsx", "pptx", "jpeg", "png")


@dataclass(frozen=True, slots=True)
class Subject:
    """What evidence belongs to, locked: a unit's task or a score."""

    agency_id: int
    of: dict[str, int]
    is_open: bool
    closed_zh: str


def attach_evidence(
    *, act: Act, kind: str, subject_id: int, name: str, size: int, read: Callable[[], bytes]
) -> EvidenceFile:
    """``kind``: task or score. Judged by size before it is read, then by kind and structure, as every upload."""
    with transaction.atomic():
        subject = _subject(act, kind, subject_id)
        require(act, Role.OFFICE_HEAD, Role.DRAFTER, agency_id=subject.agency_id)
        refuse_if([*_open_reasons(subject), *_size_reasons(subject, name, size)])
        stored = store_upload(act=act, agency_id=subject.agency_id, name=name, content=read(), kinds=KINDS)
        kept = EvidenceFile.objects.create(
            **subject.of, stored=stored, added_on=act.today, added_by=act.actor_id, added_by_name=act.actor_name[:80]
        )
        _tell(act, kept, "evidence_attached", stored.sha256)
    return kept


def take_off_evidence(*, act: Act, evidence_id: int) -> tuple[str, int]:
    """The unit takes a file off again; where it stood is told: (kind, key)."""
    with transaction.atomic():
        kept = EvidenceFile.objects.select_related("stored").filter(pk=evidence_id).first()
        if kept is None:
            raise _gone()
        kind, key = ("task", kept.unit_id) if kept.unit_id is not None else ("score", kept.score_id)
        assert key is not None  # a constraint of the table
        subject = _subject(act, kind, key)
        require(act, Role.OFFICE_HEAD, Role.DRAFTER, agency_id=subject.agency_id)
        refuse_if(_open_reasons(subject))
        _tell(act, kept, "evidence_taken_off", kept.stored.sha256)
        stored = kept.stored
        kept.delete()
        discard(stored)
    return kind, key


def evidence_for(act: Act, key: int) -> EvidenceFile:
    """For the unit and the authority over it. Raises NotFound."""
    ids = visible_agency_ids(act)
    rows = EvidenceFile.objects.select_related("stored", "unit", "score").filter(pk=key)
    found = (rows.filter(unit__agency_id__in=ids) | rows.filter(score__agency_id__in=ids)).first()
    if found is None:
        raise _gone()
    return found


def _subject(act: Act, kind: str, key: int) -> Subject:
    ids = visible_agency_ids(act)
    if kind == "task":
        units = TaskUnit.objects.select_for_update(of=("self",)).select_related("task__plan")
        unit = units.filter(pk=key, agency_id__in=ids).first()
        if unit is not None:
            is_open = unit.state == TaskUnit.State.OPEN and unit.task.plan.state == WorkPlan.State.ISSUED
            return Subject(unit.agency_id, {"unit_id": key}, is_open, f"任务现为“{unit.get_state_display()}”")
    if kind == "score":
        scores = Score.objects.select_for_update(of=("self",)).select_related("indicator__assessment")
        score = scores.filter(pk=key, agency_id__in=ids).first()
        if score is not None:
            made = score.indicator.assessment
            return Subject(
                score.agency_id, {"score_id": key}, made.state == Assessment.State.SELF, f"考核现为“{made.get_state_display()}”"
            )  # fmt: skip
    raise _gone()


def _open_reasons(subject: Subject) -> list[Reason]:
    return [] if subject.is_open else [Reason("state", f"{subject.closed_zh}，佐证不能再变动")]


def _size_reasons(subject: Subject, name: str, size: int) -> list[Reason]:
    reasons = []
    if size > LARGEST_MB << 20:
        reasons.append(Reason("file", f"文件“{name[:60]}”有 {size / 1048576:.1f} MB，佐证文件最大 {LARGEST_MB} MB"))
    if EvidenceFile.objects.filter(**subject.of).count() >= MOST_FILES:
        reasons.append(Reason("file", f"佐证文件最多{MOST_FILES}个"))
    return reasons


def _gone() -> NotFound:
    return NotFound([Reason("evidence", "没有这份佐证，或者它不属于本单位")])


def _tell(act: Act, kept: EvidenceFile, event: str, digest: str) -> None:
    record(act, f"oversight.{event}", "evidence", public_id(kept.pk), changed={"file": digest})
