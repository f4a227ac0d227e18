"""Verbs on agencies and officers: establish, appoint, grant, choose."""
