"""A migration operation for rows that are written once: the database itself refuses to change them, on both engines.

``Unchangeable`` forbids UPDATE of the named columns (of all columns when none are named), DELETE unless ``deletable``, and lets
the columns of ``once`` be set a single time (``superseded_at`` of a fact).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Unchangeable(Operation):
    """Guards one table. ``says`` is the message the database answers with."""

    reversible = True

    def __init__(
        self, table: str, says: str, columns: tuple[str, ...] = (), once: tuple[str, ...] = (), deletable: bool = False
    ) -> None:
        self.table, self.says, self.columns, self.once, self.deletable = table, says, columns, once, deletable

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing: models do not know of it."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if schema_editor.connection.vendor == "sqlite":
            act = f"BEGIN SELECT RAISE(ABORT, '{self.says}'); END"
        else:
            schema_editor.execute(
                f"CREATE FUNCTION {self.table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{self.says}'; END $$"
            )
            act = f"EXECUTE FUNCTION {self.table}_refuse()"
        for name, when in self._triggers():
            schema_editor.execute(f"CREATE TRIGGER {name} {when} {act}")

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        is_sqlite = schema_editor.connection.vendor == "sqlite"
        for name, _ in self._triggers():
            schema_editor.execute(f"DROP TRIGGER {name}" + ("" if is_sqlite else f" ON {self.table}"))
        if not is_sqlite:
            schema_editor.execute(f"DROP FUNCTION {self.table}_refuse()")

    def describe(self) -> str:
        return f"Refuse changes of rows in {self.table}"

    def _triggers(self) -> Iterator[tuple[str, str]]:
        """Name of each trigger, and when it fires."""
        of = f" OF {', '.join(f'{chr(34)}{name}{chr(34)}' for name in self.columns)}" if self.columns else ""
        yield f"{self.table}_fixed", f"BEFORE UPDATE{of} ON {self.table} FOR EACH ROW"
        if not self.deletable:
            yield f"{self.table}_kept", f"BEFORE DELETE ON {self.table} FOR EACH ROW"
        for name in self.once:
            yield (
                f"{self.table}_{name}_once",
                f"BEFORE UPDATE OF {name} ON {self.table} FOR EACH ROW WHEN (OLD.{name} IS NOT NULL)",
            )
