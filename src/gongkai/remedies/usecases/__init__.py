"""Verbs on a case, one a file: register_case, record_stage, record_result, record_appeal_result, record_effect."""
