"""Returns and roll-up: who has to report for a year, how far each unit is, and the way of a report to the next government.

``models``     a campaign, its units, a unit's draft, notes on cells, urgings; packages sent up and taken in
``states``     how far a unit is, derived from its draft and its sheets, never stored
``form``       a draft on the statutory form: what the system knows, what was typed, which identities fail
``pasting``    numbers pasted from a workbook or read from the unit's own report
``rollup``     one cell over all units; ``changes`` what is different since the last submission; ``across`` years
``package``    a report as one file for a higher installation: written, read, checked
``usecases``   open a campaign, fill in, submit, send back with notes, urge, link, send up, take in
"""
