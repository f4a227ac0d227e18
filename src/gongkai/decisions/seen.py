"""Reads with the officer's rights applied: uploads and weekly files of agencies one writes for, records of those one sees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from gongkai.agencies.errors import NotFound
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.decisions.kept import RepairApplication
from gongkai.decisions.kinds import LEDGERS
from gongkai.decisions.models import DecisionVersion, ImportBatch, Kind
from gongkai.decisions.transfers import SendOut, Upload

FOUND = 50


def own_ids(act: Act) -> tuple[int, ...]:
    """The agencies in whose name this act works."""
    return tuple(pk for pk in (act.agency_id, *act.works_for) if pk is not None)


def uploads_of(act: Act) -> QuerySet[Upload]:
    return Upload.objects.filter(agency_id__in=own_ids(act)).select_related("agency", "job").order_by("-id")


def upload_of(act: Act, key: int) -> Upload:
    """Raises NotFound also for one of another agency: an uploaded file is its own unit's."""
    found = uploads_of(act).filter(pk=key).first()
    if found is None:
        raise NotFound([])
    return found


def batches_seen_by(act: Act) -> QuerySet[ImportBatch]:
    """Files that were imported, newest first."""
    return ImportBatch.objects.filter(
        agency_id__in=visible_agency_ids(act), committed_at__isnull=False
    ).select_related("agency").order_by("-committed_at", "-id")  # fmt: skip


def record_seen_by(act: Act, kind: Kind, key: int) -> DecisionVersion:
    """Any version of any visible agency, also one superseded since. Raises NotFound."""
    rows = LEDGERS[kind].model._default_manager.filter(
        pk=key, agency_id__in=visible_agency_ids(act), batch__committed_at__isnull=False
    )
    found = rows.select_related("agency", "batch").first()
    if found is None:
        raise NotFound([])
    return found


def numbered(act: Act, kind: Kind, number: str) -> list[DecisionVersion]:
    """Visible versions with exactly this document number."""
    rows: QuerySet[Any] = LEDGERS[kind].model.objects.known_at(act.today, visible_agency_ids(act))
    return list(
        rows.filter(agency_id__in=visible_agency_ids(act), document_number=number)
        .select_related("agency")
        .order_by("agency_id", "counterparty_index")[:FOUND]
    )


def sent_by(act: Act) -> QuerySet[SendOut]:
    return SendOut.objects.filter(agency_id__in=own_ids(act)).select_related("agency").order_by("-until", "-id")


def sent_of(act: Act, key: int) -> SendOut:
    found = sent_by(act).filter(pk=key).first()
    if found is None:
        raise NotFound([])
    return found


def repairs_waiting(act: Act) -> Iterator[tuple[RepairApplication, DecisionVersion]]:
    """Applications of the officer's own agencies that nobody has decided yet, oldest first, with the decision they are about."""
    open_ones = RepairApplication.objects.filter(agency_id__in=own_ids(act), decision__isnull=True).order_by("id")[
        :FOUND
    ]
    for application in open_ones:
        for row in numbered(act, Kind(application.kind), application.document_number):
            if (row.agency_id, row.counterparty_index) == (application.agency_id, application.counterparty_index):
                yield application, row
