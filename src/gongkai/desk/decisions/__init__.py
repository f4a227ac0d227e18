"""Ledgers on the desk: upload and import, single records, what has to be watched, what leaves, monthly returns by signature."""
