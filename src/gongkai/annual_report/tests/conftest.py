"""The shared cast, and the table of synthetic things."""

from __future__ import annotations

import pytest
from django.db import connection

from gongkai.agencies.tests.factories import cast  # noqa: F401
from gongkai.annual_report.tests import things


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The suite's database with one more table in it."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(things.Thing)


@pytest.fixture
def things_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every measure of the report counts synthetic things."""
    monkeypatch.setattr("gongkai.measures.registry._measures", dict(things.MEASURES))
