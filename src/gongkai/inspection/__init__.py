"""Inspection (网站与政务新媒体检查): rules as data over our own portal and accounts, run daily, with early warning (domain 6.2).

``rules`` (the table), ``evidence_*`` (what each rule looks at), ``engine`` (evidence -> level), ``models`` (Finding, Snapshot, Order, SelfInspection,
SpotCheck), ``usecases`` (run_inspection, order_rectification, report_rectified, confirm_rectified, hand_in_self_inspection, draw_sample, record_check),
``selectors``, ``daily`` (recurring), ``duties``, ``counts``.
"""
