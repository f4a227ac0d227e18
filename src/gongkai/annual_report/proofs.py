"""What proves a frozen figure: the ids of its records, or for bulk ledgers their number and an aggregate over their ids.

The aggregate is one SQL query, the same in every database, so that nothing is read into memory. ``broken`` counts again as of the
frozen day and names the cells whose records are no longer those.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min, QuerySet, Sum
from django.db.models.functions import Mod

from gongkai.annual_report.bindings import TALLIES, Tally
from gongkai.annual_report.counting import Lookup, question_of
from gongkai.annual_report.models import ReportVersion
from gongkai.annual_report.parts import reported_parts
from gongkai.measures.registry import Measure, Question, UnknownMeasure
from gongkai.measures.registry import measure as registered_measure

MOST_IDS = 20_000
_PRIME, _SECOND_PRIME = 1_000_003, 998_244_353

Proofs = dict[str, dict[str, Any]]


def prove(agency_ids: tuple[int, ...], year: int, as_of: date, lookup: Lookup = registered_measure) -> Proofs:
    """A proof for every counted cell that has records, and for every part returned or opened."""
    proofs: Proofs = {}
    for tally in TALLIES:
        try:
            counted = lookup(tally.measure)
        except UnknownMeasure:
            continue
        question = question_of(agency_ids, year - 1 if tally.previous_year else year, as_of)
        proofs.update(_bulk(tally, counted, question) if counted.bulk else _by_ids(tally, counted, question))
    for part in reported_parts(agency_ids, year, as_of):
        proofs.setdefault(part.cell, {}).setdefault("parts", []).append(part.id)
    return proofs


def broken(version: ReportVersion, agency_ids: tuple[int, ...], lookup: Lookup = registered_measure) -> list[str]:
    """Cells of a frozen version whose records, counted again as of its day, differ from what was frozen."""
    now = prove(agency_ids, version.report.year, version.as_of, lookup)
    plain: Mapping[str, Any] = json.loads(json.dumps(now))
    return sorted(key for key in {*plain, *version.proofs} if plain.get(key) != version.proofs.get(key))


def _by_ids(tally: Tally, counted: Measure, question: Question) -> Proofs:
    paths = [counted.dimensions[name] for name in tally.by]
    rows = counted.narrowed(question).order_by().values_list("pk", *paths)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for pk, *values in rows[: MOST_IDS + 1]:
        for key, _ in tally.cells_of(tuple(values)):
            found[key].append(pk)
    if sum(map(len, found.values())) > MOST_IDS:
        return _bulk(tally, counted, question)
    return {key: {"count": len(ids), "ids": sorted(ids)} for key, ids in found.items()}


def _bulk(tally: Tally, counted: Measure, question: Question) -> Proofs:
    proofs: Proofs = {}
    for binding in tally.bindings:
        rows = counted.narrowed(question, dict(binding.where)).order_by()
        if facts := _aggregate(rows, counted):
            proofs[binding.key] = facts
    return proofs


def _aggregate(rows: QuerySet[Any], counted: Measure) -> dict[str, Any]:
    """Number, first and last id, sums of two residues of the ids (any exchange of records changes them), amount, batches."""
    asked: dict[str, Any] = {
        "count": Count("pk"),
        "first": Min("pk"),
        "last": Max("pk"),
        "residues": Sum(Mod(F("pk"), _PRIME)),
        "more_residues": Sum(Mod(F("pk"), _SECOND_PRIME)),
    }
    if counted.amount:
        asked["amount"] = Sum(counted.amount)
    facts = {name: None if value is None else int(value) for name, value in rows.aggregate(**asked).items()}
    if not facts["count"]:
        return {}
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    batches = _batches(rows)
    return {**facts, "digest": digest, **({"batches": batches} if batches else {})}


def _batches(rows: QuerySet[Any]) -> list[int]:
    """The import batches the records came in with, where the ledger's rows name their ``batch``."""
    if "batch" not in {field.name for field in rows.model._meta.get_fields()}:
        return []
    return sorted(rows.values_list("batch_id", flat=True).distinct())
