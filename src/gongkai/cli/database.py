"""In which state the database is before anything is served from it: reachable, migrated, newer than this program, empty."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader

from gongkai.agencies.models import Agency, Installation
from gongkai.cli.errors import Refused


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """``unknown`` are migrations the database has and this program does not: it was written by a newer version."""

    kind: str
    version: str
    unapplied: tuple[str, ...]
    unknown: tuple[str, ...]


def is_not_made_yet() -> bool:
    """True for an SQLite file that does not exist (looking at it with a connection would create it)."""
    return connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists()


def where() -> str:
    """The database as a person recognises it, without its password."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(settings["NAME"])
    return f"{settings['NAME']} on {settings['HOST'] or 'the local socket'}:{settings['PORT'] or 5432}"


def connect() -> None:
    """Raises Refused with the cure when the database does not answer."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else "no answer"
        raise Refused(
            f"the database {where()} cannot be reached ({reason}); start it, or correct DATABASE_URL, or check who owns the folder"
        ) from error


def look() -> DatabaseState:
    """Connect and compare the migrations applied with those this program has. Raises Refused when unreachable."""
    connect()
    loader = MigrationLoader(connection)
    applied, known = set(loader.applied_migrations), set(loader.disk_migrations)
    return DatabaseState(
        connection.vendor,
        ".".join(str(part) for part in connection.get_database_version()),
        tuple(sorted(f"{app}.{name}" for app, name in known - applied if (app, name) not in loader.replacements)),
        tuple(sorted(f"{app}.{name}" for app, name in applied - known)),
    )


def refuse_newer(state: DatabaseState) -> None:
    """Raises Refused when the database was written by a newer version."""
    if state.unknown:
        raise Refused(
            f"the database {where()} comes from a newer version of Gongkai (it has {state.unknown[0]}"
            f"{' and others' if len(state.unknown) > 1 else ''}, which this one does not know);"
            " use that version, or restore a backup made with this one"
        )


def refuse_unless_current() -> None:
    """Raises Refused unless the database is there and fits this program exactly."""
    if is_not_made_yet():
        raise Refused(f"there is no database yet at {where()}; run `gongkai up` once, it makes one")
    state = look()
    refuse_newer(state)
    if state.unapplied:
        raise Refused(
            f"the database {where()} is from an older version ({len(state.unapplied)} changes to apply); run `gongkai up`,"
            " it brings it up to date"
        )


def is_empty() -> bool:
    """True for a migrated database nobody has set up: neither real nor a demonstration, not a single agency."""
    return not Installation.objects.exists() and not Agency.objects.exists()
