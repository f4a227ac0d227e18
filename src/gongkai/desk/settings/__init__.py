"""Screens of an agency's dated settings: what is in force and by whom, what was and what comes, a new value from a day on."""
