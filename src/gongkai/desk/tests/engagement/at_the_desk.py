"""An officer signed in, for the tests of this folder."""

from __future__ import annotations

from django.test import Client

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast


def at(cast: Cast, *roles: Role, agency: Agency | None = None, who: str = "") -> Client:
    client = Client()
    client.force_login(cast.officer(*roles, agency=agency, who=who), "django.contrib.auth.backends.ModelBackend")
    return client
