from gongkai.audit.tests.committed import committed  # noqa: F401
