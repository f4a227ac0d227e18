from gongkai.catalogue.tests.conftest import cast, walk  # noqa: F401
