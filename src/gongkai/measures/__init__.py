"""The registry of countable things: a number and the list behind it come from the same queryset.

A room declares its measures in ``counts.py`` and ``gongkai.config.wiring`` registers them; reports, assessment and the
website table know measures, not rooms. ``facts.Fact`` is the base of every counted row: the legal day, the time of
recording, and the time it was superseded, so that a figure as of a day stays the same for ever.
"""
