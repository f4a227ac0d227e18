"""A data folder of its own for every test, a process that has no index open, and a cast whose acts are told to the index."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gongkai.agencies.tests.factories import Cast
from gongkai.outbox import consumers as registry
from gongkai.outbox.consumers import register
from gongkai.outbox.worker import drain
from gongkai.search import service
from gongkai.search.indexing import CONSUMER


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path, monkeypatch):
    settings.GONGKAI_HOME = tmp_path
    service._open.forget()
    monkeypatch.setattr(registry, "_consumers", {})
    register(CONSUMER)
    return tmp_path


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


@pytest.fixture
def delivered(cast) -> Callable[[], int]:
    """Deliver what waits, at the cast's own time."""
    return lambda: drain(now=lambda: cast.clock.now())


@pytest.fixture
def rebuilds(monkeypatch) -> list[str]:
    """A rebuild in the background is noted, not begun: another thread would not see this test's records."""
    begun: list[str] = []
    monkeypatch.setattr(service, "rebuild_in_background", lambda: begun.append("rebuild"))
    return begun
