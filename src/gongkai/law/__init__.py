"""The law, in plain Python: no Django, no database, no clock, no settings.

Every number of days, every ground, every row of the statutory report stands here once, with its article.
Tables are frozen dataclasses in tuples; functions over them are small and pure and take the day as an argument.
"""
