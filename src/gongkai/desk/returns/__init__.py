"""Screens of returns and roll-up: campaigns, a unit's form, cells opened over units, what goes to the government above."""
