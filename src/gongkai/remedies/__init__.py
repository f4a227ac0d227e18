"""Remedies (行政复议、行政诉讼): cases against replies, silence, or a duty to publish; their results and what they order.

``models`` (RemedyCase, CaseStage; the counted facts CaseFiled, CaseResult), ``results`` (how a result reads in table 4),
``clocks`` (the agency's own days, computed), ``warnings``, ``usecases`` (register_case, record_stage, record_result,
record_appeal_result, record_effect), ``selectors``, ``counts`` (what table 4 counts).

A case here changes nothing in table 3: a remade reply belongs to the request it remakes.
"""
