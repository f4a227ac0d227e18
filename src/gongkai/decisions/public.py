"""What the public may see of a ledger now: visible versions, and of these what is published, revoked, ended or only counted.

The rule table (law/publicity.py) stands in each row. Natural persons of age are published, masked, only where their
agency chose so (setting ``publicity.natural_persons``); minors never.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.agencies.settings import setting_of
from gongkai.decisions.columns import RESIDENT_CARD
from gongkai.decisions.kinds import LEDGERS
from gongkai.decisions.models import DecisionVersion, ImportBatch, Kind, PenaltyRecord, Revocation
from gongkai.decisions.publicity_end import publicity_ends
from gongkai.decisions.rules import is_summary
from gongkai.law.publicity import Case, Publicity, publicity
from gongkai.numbering.keys import public_id

PUBLIC_KINDS = (Kind.PERMIT, Kind.PENALTY, Kind.COERCION)
SETTING = "publicity.natural_persons"
NEVER_READ = ("representative_id", "person_id")


class Standing(StrEnum):
    """How a decision stands before the public today."""

    PUBLIC = "PUBLIC"
    COUNTED_ONLY = "COUNTED_ONLY"
    REVOKED = "REVOKED"
    ENDED = "ENDED"


def address(record: DecisionVersion) -> str:
    """The page of a decision; empty for a charge, which has none."""
    return f"/sgs/{record.KIND}/{public_id(record.pk)}.html" if record.KIND in PUBLIC_KINDS else ""


def visible(kind: Kind) -> QuerySet[Any]:
    """Versions visible at this moment: not those being imported, and those they will replace as long as they have not.

    Batches that failed have no rows, so only the few being imported are asked for. One statement: a batch that flips
    meanwhile is seen wholly or not at all. Numbers of identity documents are not even read.
    """
    staging = ImportBatch.objects.filter(state=ImportBatch.State.STAGING).values("id")
    model = LEDGERS[kind].model
    return model.objects.filter(
        ~Q(batch__in=staging), Q(superseded_by__isnull=True) | Q(superseded_by__in=staging)
    ).defer(*NEVER_READ)


def standings(records: Iterable[DecisionVersion], today: date) -> dict[int, Standing]:
    """By key; few queries for all records of one ledger together."""
    listed = list(records)
    candidates = [record for record in listed if record.publicity == Publicity.PUBLISH]
    persons = [record for record in listed if record.publicity == Publicity.NATURAL_PERSON]
    candidates += _persons_to_name(persons, today) if persons else []
    found = dict.fromkeys((record.pk for record in listed), Standing.COUNTED_ONLY)
    ends = publicity_ends(candidates)
    revoked = revocations(candidates)
    for record in candidates:
        if record.pk in revoked:
            found[record.pk] = Standing.REVOKED
        elif ends[record.pk].is_over(today):
            found[record.pk] = Standing.ENDED
        else:
            found[record.pk] = Standing.PUBLIC
    return found


def standing(record: DecisionVersion, today: date) -> Standing:
    return standings([record], today)[record.pk]


def revocations(records: Sequence[DecisionVersion]) -> dict[int, Revocation]:
    """By key of the record; the records are of one ledger."""
    if not records:
        return {}
    numbers = {record.document_number for record in records}
    rows = Revocation.objects.filter(document_number__in=numbers, kind=records[0].KIND)
    by_identity = {(row.agency_id, row.document_number, row.counterparty_index): row for row in rows}
    identities = ((record.pk, _identity(record)) for record in records)
    return {key: by_identity[identity] for key, identity in identities if identity in by_identity}


def current_version(record: DecisionVersion) -> DecisionVersion | None:
    """The version of the same decision that is visible now: a page's address stays when its row is corrected."""
    same = visible(record.KIND).filter(
        pk__in=with_number(record.KIND, (record.document_number,)), agency_id=record.agency_id,
        counterparty_index=record.counterparty_index,
    )  # fmt: skip
    found: DecisionVersion | None = same.first()
    return found


def with_number(kind: Kind, spellings: Sequence[str]) -> QuerySet[Any]:
    """Keys of the visible versions with a document number, in any of its spellings, from the index of current versions and that of replaced ones."""
    rows = LEDGERS[kind].model.objects.filter(document_number__in=spellings)
    staging = ImportBatch.objects.filter(state=ImportBatch.State.STAGING).values("id")
    current = rows.filter(superseded_by__isnull=True).values("pk")
    return current.union(rows.filter(superseded_by__in=staging).values("pk"), all=True)


def _identity(record: DecisionVersion) -> tuple[int, str, int]:
    return record.agency_id, record.document_number, record.counterparty_index


def _persons_to_name(persons: Sequence[DecisionVersion], today: date) -> list[DecisionVersion]:
    """Of natural persons those that may be shown masked: the agency chose so, age is proven, and nothing else forbids it."""
    agencies = Agency.objects.filter(pk__in={record.agency_id for record in persons})
    open_to = {agency.pk for agency in agencies if setting_of(agency, SETTING, today)}
    return [record for record in persons if record.agency_id in open_to and _is_otherwise_public(record)]


def _is_otherwise_public(record: DecisionVersion) -> bool:
    """Of age by a checked resident number (otherwise nobody knows), and publishable if it were not a person's."""
    if record.person_id_type != RESIDENT_CARD:
        return False
    case = Case(record.KIND.value, natural_person=False)
    if isinstance(record, PenaltyRecord):
        summary = is_summary(record.procedure, record.note)
        case = Case(record.KIND.value, False, False, summary, frozenset(record.penalty_kinds.split("、")))
    return publicity(case, record.happened_on) is Publicity.PUBLISH
