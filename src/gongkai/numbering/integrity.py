"""Are the numbers given out gapless and given once? A room reads its numbers back into serials, this module compares.

A number belongs to a series (``requests/wenxian/2022``); the series' counter says which serial was the last.
"""

from __future__ import annotations

import re
from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from gongkai.numbering.models import Counter

_PLACE = re.compile(r"\{(?P<name>\w+)(?::[^}]*)?\}")
_SHOWN = 5


def number_reader(pattern: str, values: Mapping[str, str]) -> re.Pattern[str]:
    """An expression that reads numbers written by ``pattern``; ``values`` fills its places other than year and serial."""
    known = {"year": r"(?P<year>\d{4})", "serial": r"(?P<serial>\d+)"}
    pieces, end = [], 0
    for place in _PLACE.finditer(pattern):
        name = place["name"]
        pieces += [re.escape(pattern[end : place.start()]), known.pop(name, "") or re.escape(values.get(name, ""))]
        end = place.end()
    return re.compile("".join([*pieces, re.escape(pattern[end:])]))


def broken_series(
    prefix: str, given: Iterable[tuple[str, int]], reserved: Mapping[str, int] | None = None
) -> Iterator[tuple[str, str]]:
    """Compare the serials found in records with the counters whose name begins with ``prefix``: (series, problem).

    ``reserved[series]`` is the highest serial given outside this system: below it gaps are no fault.
    """
    serials: defaultdict[str, list[int]] = defaultdict(list)
    for series, serial in given:
        serials[series].append(serial)
    last = dict(Counter.objects.filter(series__startswith=prefix).values_list("series", "last"))
    for series in sorted({*serials, *last}):
        for problem in _problems(serials[series], last.get(series, 0), (reserved or {}).get(series, 0)):
            yield series, problem


def _problems(serials: list[int], last: int, reserved: int) -> Iterator[str]:
    times = Tally(serials)
    if doubled := sorted(serial for serial, number in times.items() if number > 1):
        yield f"given more than once: {_listed(doubled)}"
    if beyond := sorted(serial for serial in times if serial > last):
        yield f"beyond the counter, which stands at {last}: {_listed(beyond)}"
    if missing := [serial for serial in range(reserved + 1, last + 1) if serial not in times]:
        yield f"missing below the counter, which stands at {last}: {_listed(missing)}"


def _listed(serials: list[int]) -> str:
    more = len(serials) - _SHOWN
    return ", ".join(map(str, serials[:_SHOWN])) + (f" and {more} more" if more > 0 else "")
