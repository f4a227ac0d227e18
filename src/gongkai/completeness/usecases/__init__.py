"""Verbs of completeness, one a module."""
