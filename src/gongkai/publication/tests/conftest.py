from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.agencies.tests.factories import cast  # noqa: F401
from gongkai.publication.release import Release
from gongkai.publication.tests.asking import Asking


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> Path:  # type: ignore[no-untyped-def]
    """Files and pages of the test lie in a folder of its own."""
    settings.GONGKAI_HOME = tmp_path
    Release.of_installation().begin()
    return tmp_path


@pytest.fixture
def site(home: Path) -> Asking:
    return Asking()
