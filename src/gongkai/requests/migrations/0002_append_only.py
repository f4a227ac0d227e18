"""Refuse UPDATE of ledger lines, and of counted facts but for the day they cease to hold, in the database itself, on both engines.

Deletion is not refused here: a case whose retention is over is deleted lawfully.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

COLUMNS = {
    "requests_event": ("id", "request_id", "sequence", "type", "on", "data", "voids", "recorded_at", "actor_id"),
    "requests_receipt": ("id", "agency_id", "request_id", "category", "happened_on", "recorded_at"),
    "requests_closing": (
        "id", "agency_id", "request_id", "category", "outcome", "row", "note", "happened_on", "recorded_at",
    ),
    "requests_fee_payment": (
        "id", "agency_id", "request_id", "amount", "receipt_number", "happened_on", "recorded_at",
    ),
}
FACTS = ("requests_receipt", "requests_closing", "requests_fee_payment")


def forbid(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    sqlite = editor.connection.vendor == "sqlite"
    if not sqlite:
        editor.execute(
            "CREATE FUNCTION requests_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'ledger lines and counted facts are never changed'; END $$"
        )
    act = (
        "BEGIN SELECT RAISE(ABORT, 'ledger lines and counted facts are never changed'); END"
        if sqlite
        else "EXECUTE FUNCTION requests_refuse_change()"
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
        editor.execute("DROP FUNCTION requests_refuse_change()")


class Migration(migrations.Migration):
    dependencies = [("requests", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
