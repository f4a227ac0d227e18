"""Verbs: import_decisions, revoke_decision, refund_charge, clear_abandoned."""
