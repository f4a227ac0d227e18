"""Decisions straight into the tables, for benchmarks of reading: organisations and persons, published and only counted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

BATCH = 50_000
FIRMS = 200_000
FIRST_DAY = date(2015, 1, 1)


def start(folder: str) -> Any:
    """An empty installation in ``folder``; returns Django's connection."""
    os.environ.update(GONGKAI_HOME=folder, GONGKAI_KEY="33" * 32)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import_module("django").setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)
    return import_module("django.db").connection


def establish(number: int) -> list[Any]:
    """A government and ``number`` - 1 departments below it."""
    act = import_module("gongkai.audit.acts").system_act("benchmark")
    establish_agency = import_module("gongkai.agencies.usecases.establish").establish_agency
    credit_code = import_module("gongkai.law.codes").make_credit_code
    found: list[Any] = []
    for serial in range(number):
        found.append(
            establish_agency(
                act=act, code=f"organ{serial}", name=f"第{serial}局", short_name=f"{serial}局", region_code="410825",
                kind="county_department" if serial else "county_government", parent=found[0] if serial else None,
                uscc=credit_code("11", "410825", serial),
            )
        )  # fmt: skip
    return found


def load(agencies: list[Any], kind: str, rows: int, *, days: int, published: int = 5, of: int = 10) -> None:
    """``rows`` decisions over ``days`` days from 2015 on; ``published`` in ``of`` are an organisation's and published."""
    models, clock = import_module("gongkai.decisions.models"), datetime(2026, 1, 1, tzinfo=UTC)
    model = import_module("gongkai.decisions.kinds").ledger(kind).model
    write = import_module("gongkai.decisions.staging").write_rows
    transaction = import_module("django.db").transaction
    blank = _blank(model)
    for first in range(0, rows, BATCH):
        last = min(first + BATCH, rows)
        agency = agencies[first // BATCH % len(agencies)]
        with transaction.atomic():
            batch = models.ImportBatch.objects.create(
                agency=agency, kind=kind, state="COMMITTED", rows=last - first, new=last - first, started_by="benchmark",
                started_at=clock, heartbeat_at=clock, committed_at=clock,
            )  # fmt: skip
            lines = _rows(
                blank, agencies, batch.pk, kind, range(first, last), days * first // rows, days, published, of, rows
            )
            write(model._meta.db_table, tuple(blank), lines)


def analyse(connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _blank(model: Any) -> dict[str, Any]:
    blank: dict[str, Any] = {}
    for field in model._meta.fields:
        kind = field.get_internal_type()
        if field.null:
            blank[field.column] = None
        else:
            blank[field.column] = {"BinaryField": b"", "DateField": "2099-12-31"}.get(kind, "")
    return blank | {"counterparty_index": 1, "row_digest": b"0" * 16, "region_code": "410825", "decision_year": 2022}


def _rows(
    blank: dict[str, Any], agencies: list[Any], batch: int, kind: str, numbers: range, from_day: int, days: int,
    published: int, of: int, total: int,
) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    new_key = import_module("gongkai.numbering.keys").new_key
    text = "货架上销售超过保质期的食品，当事人陈述属实，有现场笔录、照片和询问笔录为证，依法应予处罚。"
    texts = {name: text for name in ("content", "facts", "basis", "object_text") if name in blank}
    for number in numbers:
        agency = agencies[number % len(agencies)]
        is_public = number % of < published
        row = blank | texts | {
            "id": new_key(), "batch_id": batch, "agency_id": agency.pk, "organ_name": agency.name, "organ_code": agency.uscc,
            "document_number": f"{kind}〔2022〕{number}号", "happened_on": (FIRST_DAY + timedelta(days=days * number // total)).isoformat(),
            "publicity": "PUBLISH" if is_public else "NATURAL_PERSON",
            "counterparty_kind": "organisation" if is_public else "person",
            "credit_code": code_of(number) if is_public else "", "counterparty_name": name_of(number) if is_public else "",
        }  # fmt: skip
        if kind == "penalty":
            row |= {"penalty_kinds": "罚款", "fine_fen": 500_000, "procedure": "普通程序"}
        yield tuple(row.values())


def code_of(number: int) -> str:
    return f"91410825{number % FIRMS:09d}X"


def name_of(number: int) -> str:
    return f"温县{number % FIRMS:06d}商贸有限公司"
