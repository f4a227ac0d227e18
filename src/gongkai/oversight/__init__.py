"""Oversight (监督保障): accountability cases judged by people, rectification orders, training (domain 8; REG 46-48, 53).

``models`` (AccountabilityCase, RectificationOrder, IncidentJudged, TrainingSession), ``usecases`` (open_case,
order_rectification, judge_severity, close_case, record_training), ``selectors``, ``counts``.
"""
