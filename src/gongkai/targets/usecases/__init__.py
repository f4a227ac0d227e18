"""Verbs of targets: set up, fill with what is public, retry, make a table, note addresses, forget what was purged."""
