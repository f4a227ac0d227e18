"""经办人: whose a piece of work is, for rooms whose records know units and roles only.

Whoever last did something to a record that obliges to go on (took a letter up, drafted a consultation, began a return) has it in hand.
That gives no rights and takes none: a colleague with the role may always step in, and then has it. It is what a hand-over moves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from gongkai.agencies.models import InHand, Officer
from gongkai.agencies.open_work import OpenWork, Piece, kind_of
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act

OpenAmong = Callable[[Collection[int]], Iterable[Piece]]


def take(act: Act, kind: str, key: int) -> None:
    """The acting officer has the record in hand from now on; what citizens and the system do leaves it where it is.

    Raises LookupError for a kind that no ``open_work.py`` has registered: it could never be handed over.
    """
    if kind_of(kind) is None:
        raise LookupError(f"no room has registered the kind of open work {kind!r}")
    if act.actor_id.isdigit():
        InHand.objects.update_or_create(
            kind=kind, subject_id=key, defaults={"officer_id": int(act.actor_id), "since": act.now}
        )


def holder_of(kind: str, key: int) -> Officer | None:
    """Who has it in hand; None when nobody has begun."""
    found = InHand.objects.filter(kind=kind, subject_id=key).select_related("officer").first()
    return found.officer if found else None


def kept_in_hand(kind: str, label_zh: str, means: str, open_among: OpenAmong, *roles: Role) -> OpenWork:
    """A kind of open work that lives by this table. ``open_among`` tells which of these keys are still open, as pieces."""

    def pieces(officer: Officer) -> Iterable[Piece]:
        return open_among(tuple(InHand.objects.filter(kind=kind, officer=officer).values_list("subject_id", flat=True)))

    def move(giver: Officer, receiver: Officer, keys: Collection[int]) -> int:
        still_open = [piece.key for piece in open_among(keys)]
        return InHand.objects.filter(kind=kind, officer=giver, subject_id__in=still_open).update(officer=receiver)

    return OpenWork(kind, label_zh, means, pieces, move, roles)
