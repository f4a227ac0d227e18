"""How much of everything a demonstration holds: the whole year, or a small one of the same shape for tests.

Requests, remedies, normative documents, consultations, interviews and accounts are the same in both.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """``items`` includes normative documents and interpretations; ``charges_fen`` is collected less refunds."""

    items: int
    letters: int
    main_posts: int
    other_posts: int
    permits: int
    penalties: int
    coercion: int
    charges_fen: int


FULL = Scale(
    items=3662, letters=594, main_posts=2023, other_posts=6237,
    permits=50_867, penalties=179_863, coercion=5_706, charges_fen=1_029_427_300,
)  # fmt: skip
SMALL = Scale(
    items=140, letters=24, main_posts=41, other_posts=137,
    permits=260, penalties=415, coercion=90, charges_fen=5_000_300,
)  # fmt: skip
