"""A row of the matrix: an address of the desk, and how each officer is answered there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gongkai.agencies.roles import Role

DRAFTER = frozenset({Role.DRAFTER})
REVIEWERS = frozenset({Role.FIRST_REVIEWER, Role.SECOND_REVIEWER})
APPROVER = frozenset({Role.APPROVER})
PUBLISHER = frozenset({Role.PUBLISHER})
SUPERVISOR = frozenset({Role.SUPERVISOR})
AUDITOR = frozenset({Role.AUDITOR})
GOVERNMENT = (("agency", "wenxian"),)
ANY = None  # an officer with or without a role

Things = Mapping[str, str]
"""Public ids of the records addresses name, by a word; all of them belong to the government."""


def none(things: Things) -> tuple[object, ...]:
    return ()


def of(name: str, *more: object) -> Callable[[Things], tuple[object, ...]]:
    """The arguments of an address: the thing of that name, then ``more``."""
    return lambda things: (things[name], *more)


@dataclass(frozen=True, slots=True)
class Page:
    """``door`` who passes the door of the page, others get 403; a method it does not have is 405.

    ``acts`` whose POST the use case accepts (403 for others), ``done`` how such a POST of ``data`` is answered; where that is 302, a
    form that was let in and comes back for what it says (422) will do: the table is about who may. ``of_agency`` =
    the address names a record of the government: 404 for officers of another county; ``posts_agency`` = the POST names it.
    """

    route: str
    arguments: Callable[[Things], tuple[object, ...]] = none
    door: frozenset[Role] | None = ANY
    get: bool = True
    post: bool = False
    acts: frozenset[Role] | None = ANY
    of_agency: bool = False
    posts_agency: bool = False
    data: tuple[tuple[str, str], ...] = ()
    done: int = 302
