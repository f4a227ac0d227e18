from typing import Any

import pytest

from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.catalogue.models import Column
from gongkai.catalogue.seed import seed_columns
from gongkai.catalogue.tests.walk import Walk
from gongkai.desk.documents.tests.desk import Desk


@pytest.fixture
def walk(cast: Cast) -> Any:  # noqa: F811
    seed_columns(Column)
    return Walk(cast, cast.office)


@pytest.fixture
def desk(walk: Walk) -> Desk:
    return Desk(walk.cast)
