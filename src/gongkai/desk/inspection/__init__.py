"""Screens of inspection: what the rules find, orders to rectify, self-inspection, spot checks."""
