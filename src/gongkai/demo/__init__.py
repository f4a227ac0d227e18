"""The demonstration year: a reproducible set of records that the system's own use cases accept.

It walks every record through the real use cases on a scenario clock, in a database marked as a demonstration at its creation.
Persons are invented. The report code knows nothing of it; the figures to reach stand in ``wenxian/targets.json``.
"""
