"""Citizens' pages: thin views over published editions and the annual report; no view builds a queryset by itself.

``site`` knows what stands on every page; one module per subject holds its views.
"""
