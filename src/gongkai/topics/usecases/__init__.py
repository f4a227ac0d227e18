"""Verbs of topics, one a module."""
