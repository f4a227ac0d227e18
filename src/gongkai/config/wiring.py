"""Which rooms offer measures, and who takes what from the outbox."""

from __future__ import annotations

from importlib import import_module

COUNTS = (
    "gongkai.catalogue.counts",
    "gongkai.requests.counts",
    "gongkai.remedies.counts",
    "gongkai.decisions.counts",
    "gongkai.engagement.counts",
    "gongkai.newmedia.counts",
    "gongkai.oversight.counts",
)
CONSUMERS = ("gongkai.editions.log", "gongkai.search.indexing")


def wire() -> None:
    """Called once at start-up; the rooms' models must be loaded, so their modules are named here and imported late."""
    registry = import_module("gongkai.measures.registry")
    for name in COUNTS:
        registry.register(*import_module(name).MEASURES)
    outbox = import_module("gongkai.outbox.consumers")
    for name in CONSUMERS:
        outbox.register(import_module(name).CONSUMER)
