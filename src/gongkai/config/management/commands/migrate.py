"""Django's own ``migrate`` with an executor that does not draw every model anew at every step (``config/migrating.py``)."""

from django.core.management.commands import migrate

from gongkai.config.migrating import FrugalExecutor

setattr(migrate, "MigrationExecutor", FrugalExecutor)  # noqa: B010 - the stubs do not know the name

Command = migrate.Command
