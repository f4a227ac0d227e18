"""Stored files: kept by content (SHA-256) under GONGKAI_HOME/files, written completely or not at all."""
