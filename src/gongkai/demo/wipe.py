"""Make a demonstration's database empty again. A database with real records is never touched."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction

from gongkai.agencies.errors import Reason, Refused
from gongkai.agencies.installation import is_demonstration
from gongkai.agencies.models import Agency, Installation


def refuse_real_records() -> None:
    """Raises Refused unless the database is empty or was created as a demonstration."""
    if (Installation.objects.exists() or Agency.objects.exists()) and not is_demonstration():
        cure = "请使用新的数据目录，例如 GONGKAI_HOME=演示 ./gongkai demo wenxian-2022"
        raise Refused([Reason("database", f"数据库中已有真实记录，不能建立演示年度；{cure}")])


def make_empty() -> None:
    """Remove every record of an earlier demonstration. Raises Refused for a database that was not created as one."""
    refuse_real_records()
    if not Installation.objects.exists():
        return
    with transaction.atomic():
        if connection.vendor == "postgresql":
            _empty_postgresql()
        else:
            _empty_sqlite()
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)  # the rooms' reference data


def _tables() -> Iterator[str]:
    """Tables of the rooms, sessions and log-in failures included; what Django itself fills in stays."""
    kept = {"django_migrations", "django_content_type", "auth_permission"}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and model._meta.db_table not in kept:
            yield model._meta.db_table


def _empty_postgresql() -> None:
    names = ", ".join(connection.ops.quote_name(name) for name in _tables())
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} CASCADE")


def _empty_sqlite() -> None:
    """Triggers that refuse deletion (logs that only grow) are taken off and put back in the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
        for table in _tables():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        for _, statement in triggers:
            cursor.execute(statement)
