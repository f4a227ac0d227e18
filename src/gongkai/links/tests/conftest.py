from gongkai.agencies.tests.factories import cast  # noqa: F401
