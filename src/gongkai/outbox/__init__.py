"""Changes to pass on: what a use case did is written here in its own transaction, one delivery row per consumer.

``add`` writes the event and its deliveries; ``worker.drain`` claims and delivers them. A consumer is idempotent: after a
``kill -9`` a delivery may be made twice, never lost. Consumers are wired in ``gongkai.config.wiring``.
"""
