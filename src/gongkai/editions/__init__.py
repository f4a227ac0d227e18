"""Editions: immutable snapshots of what was published, and the public log of publications, corrections and withdrawals.

``publish``/``correct``/``withdraw`` are called by the use cases of the rooms above, in their transaction. Portal, API, feeds
and search read editions only. A log leaf is a salted digest; the salt lies beside the edition and dies with a purge.
"""
