from gongkai.agencies.tests.factories import cast  # noqa: F401
from gongkai.audit.tests.committed import committed  # noqa: F401
