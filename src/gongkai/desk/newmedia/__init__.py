"""Screens of new media: the register of accounts, posts."""
