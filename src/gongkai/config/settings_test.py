"""Settings of the test suite: an own data folder, a fixed key, a cheap password hash; the database may come from GONGKAI_TEST_POSTGRES."""

from __future__ import annotations

import os
import tempfile

os.environ["GONGKAI_HOME"] = os.environ.get("GONGKAI_TEST_HOME") or tempfile.mkdtemp(prefix="gongkai-test-")
os.environ["GONGKAI_KEY"] = "11" * 32
os.environ.pop("DATABASE_URL", None)
if os.environ.get("GONGKAI_TEST_DATABASE") == "postgres":
    os.environ["DATABASE_URL"] = os.environ["GONGKAI_TEST_POSTGRES"]

from gongkai.config.settings import *  # noqa: F403
from gongkai.config.settings import DATABASES, GONGKAI_HOME

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(GONGKAI_HOME / "test.sqlite3")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
