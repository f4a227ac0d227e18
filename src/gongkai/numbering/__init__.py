"""Numbers: gapless ones for the public (request, document, index numbers) and time-ordered keys for rows.

``allocate(series)`` takes the next number of a series inside the caller's transaction; ``KeyField`` is the primary key of
every table.
"""
