"""What an engine must do. Nothing else of it is used anywhere.

The order of hits by relevance is ours, not an engine's score: 1. the query is the whole name of the document; 2. policies with all
words in their names; 3. other policies; 4. and 5. the same for mass decisions; inside each the latest first. So every engine
gives the same page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from gongkai.search.documents import Document, Found, Question


class Unusable(Exception):
    """The index cannot be read: missing, damaged, or of another version. Rebuild it."""


class NotMade(Unusable):
    """There is no index yet, as on a first start: nothing is wrong."""


class Away(Unusable):
    """A cluster does not answer: nothing is known to be wrong with its index, and another one could not be made either."""


class Backend(Protocol):
    name: str

    def apply(self, replaced: Iterable[Document], deleted: Iterable[str] = (), *, new: bool = False) -> None:
        """Take documents away by id, then add or replace documents, in one commit; doing it twice changes nothing.
        ``new``: none of them is in the index yet, which saves looking; a rebuild says so."""

    def search(self, question: Question) -> Found:
        """Raises Unusable."""

    def count(self) -> int:
        """How many documents can be found."""

    def close(self) -> None:
        """Finish what is being written and let go of files; the back end is not used after."""
