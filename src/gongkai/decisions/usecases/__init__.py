"""Verbs: one file each; ``gongkai.decisions`` lists them."""
