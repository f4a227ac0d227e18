"""Refuse UPDATE and DELETE of review steps in the database itself, on both engines."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    "CREATE TRIGGER review_step_no_update BEFORE UPDATE ON review_step BEGIN SELECT RAISE(ABORT, 'review steps are append-only'); END",
    "CREATE TRIGGER review_step_no_delete BEFORE DELETE ON review_step BEGIN SELECT RAISE(ABORT, 'review steps are append-only'); END",
)
POSTGRES = (
    "CREATE FUNCTION review_step_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'review steps are append-only'; END $$",
    "CREATE TRIGGER review_step_no_change BEFORE UPDATE OR DELETE ON review_step FOR EACH ROW EXECUTE FUNCTION review_step_refuse()",
)
UNDO = {
    "sqlite": ("DROP TRIGGER review_step_no_update", "DROP TRIGGER review_step_no_delete"),
    "postgresql": ("DROP TRIGGER review_step_no_change ON review_step", "DROP FUNCTION review_step_refuse()"),
}


def forbid(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRES:
        editor.execute(statement)


def allow(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
