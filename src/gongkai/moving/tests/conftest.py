from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.catalogue.models import Column
from gongkai.catalogue.seed import seed_columns
from gongkai.moving.tests.site import OldSite


@pytest.fixture
def old(cast: Cast, tmp_path: Path, settings: Any) -> OldSite:  # noqa: F811
    settings.GONGKAI_HOME = tmp_path / "home"
    seed_columns(Column)
    return OldSite(cast, tmp_path)
