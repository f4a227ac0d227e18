"""Numbers of letters against their counters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.audit.damage import Damage
from gongkai.engagement.models import Letter
from gongkai.numbering.integrity import broken_series

_NUMBER = re.compile(r"XJ(?P<year>\d{4})-(?P<serial>\d{5,})")


def broken_numbers() -> Iterator[Damage]:
    """Letters whose number is missing, doubled, or was never given."""
    unread: list[Damage] = []
    found = list(broken_series("letter/", _serials(unread)))
    yield from unread
    for series, problem in found:
        yield Damage(series, problem)


def numbers() -> int:
    return Letter.objects.count()


def _serials(unread: list[Damage]) -> Iterator[tuple[str, int]]:
    for number, code in Letter.objects.values_list("number", "agency__code").iterator(chunk_size=5000):
        read = _NUMBER.fullmatch(number)
        if read is None:
            unread.append(Damage(number, f"is no number of a letter of {code}; such as XJ2022-00012"))
        else:
            yield f"letter/{code}/{read['year']}", int(read["serial"])
