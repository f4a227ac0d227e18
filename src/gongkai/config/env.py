"""What the environment says, read once and checked: each error is one sentence naming the variable and what it accepts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url

from gongkai.search.backends.address import read_address


class BadEnvironment(SystemExit):
    """A setting in the environment cannot be used."""


def flag(name: str, default: bool = False) -> bool:
    text = os.environ.get(name, "1" if default else "0").lower()
    if text in ("1", "true", "yes", "on"):
        return True
    if text in ("", "0", "false", "no", "off"):
        return False
    raise BadEnvironment(f"{name}={text!r} is neither on nor off; write 1 or 0")


def number(name: str, default: int) -> int:
    text = os.environ.get(name, str(default))
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise BadEnvironment(f"{name}={text!r} is no number from 1 up; write for example {default}")
    return int(text)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def search() -> str:
    """GONGKAI_SEARCH: the engine of the search, or where its cluster is."""
    text = os.environ.get("GONGKAI_SEARCH", "")
    try:
        read_address(text)
    except ValueError as error:
        raise BadEnvironment(f"GONGKAI_SEARCH: {error}") from error
    return text


def database(data_home: Path) -> dict[str, Any]:
    """The database: DATABASE_URL (postgres://user:password@host:port/name, or sqlite:///path), else SQLite in the data folder.

    SQLite runs in WAL mode and takes its write lock at the start of a transaction, so that two writers wait instead of failing.
    """
    url = os.environ.get("DATABASE_URL", "")
    if url and not url.startswith(("postgres://", "postgresql://", "sqlite://")):
        raise BadEnvironment("DATABASE_URL must begin with postgres://, postgresql:// or sqlite:///")
    if url.startswith("postgres"):
        parsed: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
        return parsed
    path = url.removeprefix("sqlite:///") if url else str(data_home / "gongkai.sqlite3")
    return sqlite(path)


def sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000; "
                "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
            ),
        },
    }
