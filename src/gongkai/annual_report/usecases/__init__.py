"""Verbs on sheets (enter_opening, settle_opening, record_return, accept, send_back, withdraw) and on reports (begin, write, explain,
name_figure, check, approve, publish, correct)."""
