"""One prepared small repository for all launcher tests; each test works on a copy of its own."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "requirements")]
small_repository = importlib.import_module("small_repository")


@pytest.fixture(scope="session")
def prepared_once(tmp_path_factory: pytest.TempPathFactory):
    """A small repository whose runtime layer is prepared, and what the first start said."""
    repository = small_repository.make(tmp_path_factory.mktemp("launcher"))
    return repository, repository.start("fee", "--method", "item", "--count", "46")


@pytest.fixture
def repository(prepared_once, tmp_path: Path):
    return small_repository.copy(prepared_once[0], tmp_path)
