"""From a public id in an address to the case, with the caller's rights; what does not exist and what is another's are the same."""

from __future__ import annotations

from gongkai.agencies.errors import NotFound
from gongkai.audit.acts import Act
from gongkai.numbering.keys import key_of
from gongkai.requests.selectors import CaseView, case_view


def case_in(act: Act, public: str) -> CaseView:
    """Raises NotFound."""
    return case_view(act, key_in(public))


def key_in(public: str) -> int:
    try:
        return key_of(public)
    except ValueError as error:
        raise NotFound([]) from error
