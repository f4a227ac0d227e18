"""Screens of publication targets (发布目标): set up, what they call things, what went where, tables and packages to take."""
