"""The shared cast."""

from gongkai.agencies.tests.factories import cast  # noqa: F401
