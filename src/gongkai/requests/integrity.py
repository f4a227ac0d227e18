"""Requests: numbers without gaps, and stored days that their ledgers bear out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.agencies.models import AgencySetting
from gongkai.audit.damage import Damage
from gongkai.clock import legal_day
from gongkai.numbering.integrity import broken_series, number_reader
from gongkai.requests.models import InformationRequest, OutgoingLetter, Reply
from gongkai.requests.projections import verify
from gongkai.requests.rules import NUMBER_PATTERN

_LETTER = re.compile(r"公开(?P<kind>[答告])〔(?P<year>\d{4})〕(?P<serial>\d+)号$")


def broken_numbers() -> Iterator[Damage]:
    """Numbers of requests, replies and letters against their counters."""
    unread: list[Damage] = []
    found = [
        *broken_series("requests/", _request_serials(unread)),
        *broken_series("requests.答/", _letter_serials(Reply, unread)),
        *broken_series("requests.告/", _letter_serials(OutgoingLetter, unread)),
    ]
    yield from unread
    for series, problem in found:
        yield Damage(series, problem)


def numbers() -> int:
    return (
        InformationRequest.objects.count() + OutgoingLetter.objects.count() + Reply.objects.exclude(number=None).count()
    )


def broken_projections() -> Iterator[Damage]:
    """Stored states and due dates that differ from what the ledger gives (``requests.projections.rebuild`` mends them)."""
    for found in verify():
        yield Damage(found.number, f"{found.column} is {found.stored}, the ledger gives {found.computed}")


def requests() -> int:
    return InformationRequest.objects.count()


def _request_serials(unread: list[Damage]) -> Iterator[tuple[str, int]]:
    chosen = AgencySetting.objects.filter(name=NUMBER_PATTERN.name).values_list("value", flat=True)
    patterns = sorted({str(NUMBER_PATTERN.default), *map(str, chosen)})
    readers: dict[str, list[re.Pattern[str]]] = {}
    rows = InformationRequest.objects.values_list("number", "agency__code", "registered_at")
    for number, code, registered_at in rows.iterator(chunk_size=5000):
        if code not in readers:
            readers[code] = [number_reader(pattern, {"code": code.upper()}) for pattern in patterns]
        read = next((found for reader in readers[code] if (found := reader.fullmatch(number))), None)
        if read is None:
            unread.append(Damage(number, f"fits no pattern of request numbers of {code}"))
            continue
        year = read.groupdict().get("year") or str(legal_day(registered_at).year)
        yield f"requests/{code}/{year}", int(read["serial"])


def _letter_serials(model: type[Reply] | type[OutgoingLetter], unread: list[Damage]) -> Iterator[tuple[str, int]]:
    kind = "答" if model is Reply else "告"
    rows = model._default_manager.exclude(number=None).values_list("number", "agency__code")
    for number, code in rows.iterator(chunk_size=5000):
        read = _LETTER.search(str(number))
        if read is None or read["kind"] != kind:
            unread.append(
                Damage(str(number), f"is no number of a letter of {code}; such as 温政公开{kind}〔2022〕12号")
            )
            continue
        yield f"requests.{kind}/{code}/{read['year']}", int(read["serial"])
