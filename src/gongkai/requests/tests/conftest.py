import pytest

from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.requests.tests.factories import Counter


@pytest.fixture
def counter(cast: Cast) -> Counter:  # noqa: F811
    """The request counter of the county's police bureau."""
    return Counter(cast, cast.police)
