"""Screens of oversight: overview, work plan, assessment, accountability, training, hand-over, website table, forms."""
