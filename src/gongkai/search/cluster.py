"""The index of an installation on an OpenSearch cluster, shared by all its machines.

Readers ask an alias. Each rebuild makes an index of its own, whose ``_meta`` holds the version and whose records it has, and moves
the alias in one step. Writers are one at a time through the database all machines share (``locks``).
"""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError

from gongkai.search.backends.address import Address
from gongkai.search.backends.interface import Backend, NotMade, Unusable
from gongkai.search.backends.opensearch_index import OpenSearchIndex, usable
from gongkai.search.home import VERSION, Fresh
from gongkai.search.locks import held

SECONDS_BETWEEN_LOOKS = 5


class ClusterHome:
    def __init__(self, address: Address, locks: Path) -> None:
        self._address, self._locks = address, locks
        self._client = client_of(address)

    def stamp(self) -> object:
        """Whose index the alias names is asked again every few seconds; the alias itself always leads to the one in use."""
        return self._address, int(time.monotonic() / SECONDS_BETWEEN_LOOKS)

    def open(self, identity: str) -> Backend:
        with usable():
            try:
                found: dict[str, Any] = self._client.indices.get_mapping(index=self._address.name)
            except NotFoundError as error:
                raise NotMade("there is no index on the cluster yet") from error
        meta = [index["mappings"].get("_meta", {}) for index in found.values()]
        if len(meta) != 1 or meta[0].get("version") != VERSION:
            raise Unusable(f"the index on the cluster has another version, this program writes {VERSION}")
        if meta[0].get("identity") != identity:
            raise Unusable("the index on the cluster was made from other records")
        return OpenSearchIndex(self._client, self._address.name)

    def writing(self, wait: float = 0.0) -> AbstractContextManager[None]:
        return self._alone("writer", "writing to the search index on the cluster", wait)

    def rebuilding(self) -> AbstractContextManager[None]:
        return self._alone("rebuild", "rebuilding the search index on the cluster", 0.0)

    def begin(self, identity: str) -> Fresh:
        name = f"{self._address.name}-{time.time_ns():x}"
        index = OpenSearchIndex(self._client, name, refresh=False)
        index.create(self._address.shards, {"version": VERSION, "identity": identity})
        return Fresh(name, index)

    def switch(self, fresh: Fresh, identity: str) -> None:
        fresh.index.close()
        alias, others = self._address.name, self._others(fresh.place)
        moves: list[dict[str, Any]] = [{"add": {"index": fresh.place, "alias": alias}}]
        moves += [{"remove": {"index": name, "alias": alias, "must_exist": False}} for name in others]
        with usable():
            self._client.indices.update_aliases(body={"actions": moves})
            if others:
                self._client.indices.delete(index=",".join(others), ignore_unavailable=True)

    def abandon(self, fresh: Fresh) -> None:
        with usable():
            self._client.indices.delete(index=fresh.place, ignore_unavailable=True)

    def _others(self, but: str) -> list[str]:
        """Indexes of earlier rebuilds, finished or not: only one rebuild is ever under way."""
        with usable():
            found: dict[str, Any] = self._client.indices.get(index=f"{self._address.name}-*")
        return [name for name in found if name != but]

    def _alone(self, name: str, what: str, wait: float) -> AbstractContextManager[None]:
        return held(self._locks / f"cluster-{name}.lock", what, wait, across_machines=True)


@lru_cache(maxsize=4)
def client_of(address: Address) -> OpenSearch:
    """One pool of connections a process; a node that does not answer is passed over for a while."""
    return OpenSearch(
        hosts=[{"host": host, "port": port} for host, port in address.hosts],
        http_auth=(address.user, address.password) if address.user else None,
        use_ssl=address.tls,
        verify_certs=address.tls,
        timeout=10,
        max_retries=max(2, len(address.hosts)),
        retry_on_timeout=True,
    )
