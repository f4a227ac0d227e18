"""Screens of the audit of published reports: upload one or many, matrix of units and rules, findings, settled ones."""
