"""Severance on the desk (区分处理): upload, mark by area or by words, make the copy."""
