"""Engines behind one interface. All take the same documents and give the same answers: ``tests/test_conformance.py``."""
