"""Verbs on a request, one a file, in the order of the work: register ... archive.

Each takes ``act`` and ``request_id``, asks the transition table, collects all reasons, lets the clock judge the new line, and writes
line, letter, days, audit and outbox in one transaction. ``on`` is the legal day and is today where it is not given.
"""
