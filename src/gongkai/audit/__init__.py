"""Who did what, when: an append-only, hash-chained log, one chain per agency.

``Act`` is who acts, with which roles, by which clock; every use case is handed one. ``record`` writes the line in the
use case's own transaction; ``verify`` walks the chains. Lines hold ids, codes, numbers, dates and keyed digests, never
personal or published text, because they can never be repaired.
"""
