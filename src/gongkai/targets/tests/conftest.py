from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.catalogue.models import Column
from gongkai.catalogue.seed import seed_columns
from gongkai.catalogue.tests.walk import Walk
from gongkai.publication.release import Release


@pytest.fixture
def walk(cast: Cast, tmp_path: Path, settings: Any) -> Walk:  # noqa: F811
    settings.GONGKAI_HOME = tmp_path
    Release.of_installation().begin()
    seed_columns(Column)
    return Walk(cast, cast.office)
