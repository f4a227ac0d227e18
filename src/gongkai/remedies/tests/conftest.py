from gongkai.agencies.tests.factories import cast  # noqa: F401
from gongkai.requests.tests.conftest import counter  # noqa: F401
