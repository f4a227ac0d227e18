"""Reconsideration and litigation on the desk (行政复议、行政诉讼): register, stages, results, orders, the evidence bundle."""
