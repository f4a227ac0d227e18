"""A file that cannot be read as a report."""

from __future__ import annotations


class UnreadableFile(ValueError):
    """``reason`` says why, and what would be readable; a sentence for the person who asked."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"{name}: {reason}")
