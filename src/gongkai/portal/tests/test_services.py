"""The service column without anything in it, and with filters nobody offered."""

from __future__ import annotations

import pytest
from django.test import Client

from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401


@pytest.mark.parametrize("query", ["", "?organ=none", "?subject=x&audience=y", "?after=broken"])
def test_an_empty_list_says_so(cast: Cast, query: str) -> None:  # noqa: F811
    answer = Client().get(f"/bsfw/{query}")
    assert answer.status_code == 200
    assert "没有符合条件的办事指南" in answer.content.decode()
