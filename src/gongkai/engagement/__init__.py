"""Engagement (互动交流): letters answered, opinions heard, interviews held (domain 5).

``models`` (letters, consultations, interviews; each with the facts the report counts), ``letter_states`` (the transition
table), ``letter_limits`` / ``consultation_periods`` (days from ``law/limits``), ``personal_traces`` (what must not be
published), ``usecases`` (one file per errand), ``selectors`` (reads with rights), ``counts`` (measures).
"""
