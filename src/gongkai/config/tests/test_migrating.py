"""What the frugal migrations leave behind is what the models say, and what Django's own way leaves behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import load_command_class
from django.core.management.commands import migrate
from django.db import connection, models
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, RemoveConstraint, RemoveIndex
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from gongkai.config.migrating import FrugalExecutor, FrugalState

DAY_IS_SET = models.CheckConstraint(condition=models.Q(day__isnull=False), name="probe_day_is_set")
ONE_A_DAY = models.UniqueConstraint(fields=["owner", "day"], name="probe_one_a_day")
BY_DAY = models.Index(fields=["day"], name="probe_by_day")
STEPS: list[Operation] = [
    CreateModel("Owner", [("id", models.BigAutoField(primary_key=True))]),
    CreateModel("Line", [
        ("id", models.BigAutoField(primary_key=True)), ("day", models.DateField()),
        ("owner", models.ForeignKey("probe.Owner", on_delete=models.CASCADE)),
    ]),
    AddIndex("line", BY_DAY), AddConstraint("line", ONE_A_DAY), AddConstraint("line", DAY_IS_SET),
    AddField("owner", "name", models.CharField(max_length=20, default="")),
    CreateModel("Note", [("id", models.BigAutoField(primary_key=True)), ("line", models.ForeignKey("probe.Line", on_delete=models.CASCADE))]),
    RemoveIndex("line", "probe_by_day"), RemoveConstraint("line", "probe_day_is_set"),
    AddField("line", "former", models.ForeignKey("probe.Line", null=True, on_delete=models.CASCADE)),
]  # fmt: skip


def test_the_product_migrates_frugally(monkeypatch: pytest.MonkeyPatch) -> None:
    command = load_command_class("gongkai.config", "migrate")
    assert isinstance(command, migrate.Command)
    assert vars(migrate)["MigrationExecutor"] is FrugalExecutor
    ran = []
    monkeypatch.setattr(MigrationExecutor, "migrate", lambda self, targets, plan, state, *rest: ran.append(state))
    FrugalExecutor.__new__(FrugalExecutor).migrate([], [], ProjectState())
    assert [type(state) for state in ran] == [FrugalState]


def schema_after(state: ProjectState, path: Path) -> dict[str, str]:
    """Run the steps as the executor does, one by one with its picture of before and after, and read what stands there."""
    database = connection.copy()
    database.settings_dict = {**database.settings_dict, "NAME": str(path)}
    state.apps  # noqa: B018 - the executor draws it before the first step
    with database.schema_editor(atomic=True) as editor:
        for step in STEPS:
            before = state.clone()
            step.state_forwards("probe", state)
            step.database_forwards("probe", editor, before, state)
    with database.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master ORDER BY name")
        found = dict(cursor.fetchall())
    database.close()
    return found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="compares the text SQLite keeps of its tables")
def test_step_by_step_the_same_tables_as_in_django_own_way(tmp_path: Path, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        usual = schema_after(ProjectState(), tmp_path / "usual.sqlite3")
        frugal = schema_after(FrugalState(), tmp_path / "frugal.sqlite3")
    assert frugal == usual
    assert {"probe_owner", "probe_line", "probe_note"} <= set(frugal)
    assert "probe_one_a_day" in frugal["probe_line"]
    assert "probe_day_is_set" not in frugal["probe_line"]


@pytest.mark.django_db
def test_the_migrated_database_is_what_the_models_say() -> None:
    """Columns, indexes and constraints by name, for every model there is."""
    missing: list[str] = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            meta = model._meta
            if not meta.managed or meta.proxy:
                continue
            columns = {column.name for column in connection.introspection.get_table_description(cursor, meta.db_table)}
            there = set(connection.introspection.get_constraints(cursor, meta.db_table))
            wanted = {field.column for field in meta.local_concrete_fields}
            named = {one.name for one in (*meta.indexes, *meta.constraints)}
            missing += [f"{meta.db_table}: {name}" for name in sorted((wanted ^ columns) | (named - there))]
    assert missing == []
