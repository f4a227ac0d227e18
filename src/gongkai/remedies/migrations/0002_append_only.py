"""Refuse UPDATE of stages, and of counted facts but for the day they cease to hold, in the database itself, on both engines."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

COLUMNS = {
    "remedies_stage": ("id", "case_id", "sequence", "kind", "on", "recorded_at", "actor_id"),
    "remedies_filed": ("id", "agency_id", "case_id", "block", "happened_on", "recorded_at"),
    "remedies_result": (
        "id", "agency_id", "case_id", "block", "result", "detail", "instance", "happened_on", "recorded_at",
    ),
}
FACTS = ("remedies_filed", "remedies_result")


def forbid(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    sqlite = editor.connection.vendor == "sqlite"
    if not sqlite:
        editor.execute(
            "CREATE FUNCTION remedies_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'stages and counted facts are never changed'; END $$"
        )
    act = (
        "BEGIN SELECT RAISE(ABORT, 'stages and counted facts are never changed'); END"
        if sqlite
        else "EXECUTE FUNCTION remedies_refuse_change()"
    )
    for table, names in COLUMNS.items():
        columns = ", ".join(f'"{name}"' for name in names)
        editor.execute(f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {columns} ON {table} FOR EACH ROW {act}")
    for table in FACTS:
        editor.execute(
            f"CREATE TRIGGER {table}_superseded_once BEFORE UPDATE OF superseded_at ON {table} FOR EACH ROW "
            f"WHEN (OLD.superseded_at IS NOT NULL) {act}"
        )


def allow(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    where = "" if editor.connection.vendor == "sqlite" else " ON {table}"
    for table in COLUMNS:
        editor.execute(f"DROP TRIGGER {table}_fixed" + where.format(table=table))
    for table in FACTS:
        editor.execute(f"DROP TRIGGER {table}_superseded_once" + where.format(table=table))
    if where:
        editor.execute("DROP FUNCTION remedies_refuse_change()")


class Migration(migrations.Migration):
    dependencies = [("remedies", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
