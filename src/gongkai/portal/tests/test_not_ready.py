"""Before the first agency: a page that asks to come back, and no alarm in the log of whoever starts the system."""

from __future__ import annotations

import io
import logging
import logging.config

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed():
    """What the handler of the settings writes."""
    root, written = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    logging.config.dictConfig(settings.LOGGING)
    next(one for one in root.handlers if one.name == "stderr").setStream(written)
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)


def test_the_page_before_the_first_agency_asks_to_come_back_and_is_no_error_in_the_log(printed):
    answer = Client().get("/")
    assert answer.status_code == 503
    assert "text/html" in answer["Content-Type"]
    assert printed.getvalue() == ""


def test_a_failure_is_written_to_the_log(printed):
    logging.getLogger("django.request").error("Internal Server Error: /", extra={"status_code": 500})
    assert "Internal Server Error: /" in printed.getvalue()
