"""The weekly file to the province: versions that became visible since the last one, to be published and not revoked.

A file covers moments after ``since`` up to ``until``; its text is made anew whenever it is asked for, from what was visible
at ``until``, so nothing personal is stored twice and the digest proves that it is the same file.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.clock import legal_day
from gongkai.decisions.kinds import LEDGERS
from gongkai.decisions.models import DecisionVersion, ImportBatch, Kind, Revocation
from gongkai.decisions.province.template import Template
from gongkai.decisions.transfers import SendOut, Upload
from gongkai.decisions.watch import Deadlines
from gongkai.decisions.writing import still, taken
from gongkai.law.calendar import Calendar
from gongkai.law.publicity import Publicity


@dataclass(frozen=True, slots=True)
class Span:
    """Which ledger of which agency, after which moment, up to which."""

    agency: Agency
    kind: Kind
    since: datetime
    until: datetime


def span_of(sent: SendOut) -> Span:
    return Span(sent.agency, Kind(sent.kind), sent.since, sent.until)


def rows_to_send(span: Span) -> QuerySet[Any]:
    """New and changed versions, by key."""
    batches = ImportBatch.objects.filter(kind=span.kind, agency=span.agency)
    known = batches.filter(committed_at__lte=span.until).values("id")
    revoked = Revocation.objects.filter(
        agency=OuterRef("agency"), kind=span.kind, document_number=OuterRef("document_number"),
        counterparty_index=OuterRef("counterparty_index"), recorded_at__lte=span.until,
    )  # fmt: skip
    rows: QuerySet[Any] = LEDGERS[span.kind].model._default_manager.filter(
        Q(superseded_by__isnull=True) | ~Q(superseded_by__in=known),
        ~Exists(revoked),
        batch__in=batches.filter(committed_at__gt=span.since, committed_at__lte=span.until).values("id"),
        agency=span.agency,
        publicity=Publicity.PUBLISH.value,
    )
    return rows.order_by("id")


def late_among(span: Span, calendar: Calendar) -> Iterator[DecisionVersion]:
    """Rows of the file that became public for the first time, and too late."""
    deadlines = Deadlines(span.kind, calendar)
    for row in rows_to_send(span).filter(first_batch__isnull=True).select_related("batch").iterator(chunk_size=2000):
        if deadlines.is_late(row.happened_on, legal_day(row.batch.committed_at)):
            yield row


def refused_in(span: Span) -> list[dict[str, Any]]:
    """Rejected cells of files uploaded in the span, as they were told (masked), with the file's name."""
    uploads = Upload.objects.filter(
        agency=span.agency, kind=span.kind, uploaded_at__gt=span.since, uploaded_at__lte=span.until
    ).order_by("id")
    return [{"file": upload.file_name, **one} for upload in uploads for one in upload.findings.get("rejected", ())]


def withdrawn_in(span: Span) -> QuerySet[Revocation]:
    """Decisions revoked in the span: the province takes them down by their numbers."""
    return Revocation.objects.filter(
        agency=span.agency, kind=span.kind, recorded_at__gt=span.since, recorded_at__lte=span.until
    ).order_by("id")


def text_of(span: Span, template: Template) -> Iterator[bytes]:
    """CSV (UTF-8 with BOM), a thousand rows at a time; with headings only it is the zero report."""
    buffer = io.StringIO(newline="")
    out = csv.writer(buffer)
    out.writerow(template.headings(span.kind))
    yield b"\xef\xbb\xbf"
    for number, row in enumerate(rows_to_send(span).iterator(chunk_size=1000), start=1):
        out.writerow(map(still, template.row(row)))
        if number % 1000 == 0:
            yield taken(buffer)
    yield taken(buffer)


def digest_of(span: Span, template: Template) -> str:
    digest = hashlib.sha256()
    for part in text_of(span, template):
        digest.update(part)
    return digest.hexdigest()
