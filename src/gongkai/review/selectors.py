"""Sheets an act may read, what waits for an officer, and the steps of one sheet."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.review.errors import no_such_sheet
from gongkai.review.lending import ids_reviewed_for
from gongkai.review.models import ReviewSheet, ReviewStep
from gongkai.review.paths import STAGES


def sheets_visible_to(act: Act) -> QuerySet[ReviewSheet]:
    return ReviewSheet.objects.filter(agency_id__in={*visible_agency_ids(act), *ids_reviewed_for(act)})


def sheet_for(act: Act, sheet_id: int) -> ReviewSheet:
    """Raises NotFound for a sheet of another area, as for none."""
    found = sheets_visible_to(act).select_related("agency").filter(pk=sheet_id).first()
    if found is None:
        raise no_such_sheet()
    return found


def sheets_waiting_for(act: Act) -> list[ReviewSheet]:
    """Open sheets of the own agency (an office's, also of its government) whose next stage this officer may pass, oldest first."""
    keys = [stage.key for stage in STAGES.values() if stage.role in act.roles]
    if not keys or act.agency_id is None or not act.actor_id.isdigit():
        return []
    me = int(act.actor_id)
    waiting = ReviewSheet.objects.filter(
        agency_id__in=ids_reviewed_for(act), state=ReviewSheet.State.OPEN, next_stage__in=keys
    )
    return [sheet for sheet in waiting.order_by("opened_at", "id") if me not in (*sheet.authors, *sheet.reviewers)]


def sheets_of(subject_kind: str, subject_id: int) -> QuerySet[ReviewSheet]:
    """Every round of one subject, the first one first, with its steps."""
    rounds = ReviewSheet.objects.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("round")
    return rounds.prefetch_related("steps")


def steps_of(sheet: ReviewSheet) -> QuerySet[ReviewStep]:
    return sheet.steps.order_by("at", "id")
