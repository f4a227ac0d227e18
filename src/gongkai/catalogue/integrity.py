"""Index numbers and document numbers against their counters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.agencies.models import AgencySetting
from gongkai.agencies.settings import SETTINGS
from gongkai.audit.damage import Damage
from gongkai.catalogue.models import Item
from gongkai.catalogue.numbers import read_document_number
from gongkai.numbering.integrity import broken_series, number_reader

_PATTERN = "index_number.pattern"


def broken_numbers() -> Iterator[Damage]:
    """Gaps, numbers given twice, and numbers nobody could have given. A number an inherited document brought along may
    stand above others that were given before this system: gaps below it are no fault."""
    unread: list[Damage] = []
    found = list(broken_series("catalogue.index/", _index_serials(unread)))
    inherited: dict[str, int] = {}
    given: list[tuple[str, int]] = []
    for series, serial, is_inherited in _document_serials(unread):
        given.append((series, serial))
        if is_inherited:
            inherited[series] = max(serial, inherited.get(series, 0))
    found += broken_series("catalogue.document/", given, inherited)
    yield from unread
    for series, problem in found:
        yield Damage(series, problem)


def numbers() -> int:
    return Item.objects.exclude(index_number="").count() + Item.objects.exclude(document_number="").count()


def _index_serials(unread: list[Damage]) -> Iterator[tuple[str, int]]:
    chosen = AgencySetting.objects.filter(name=_PATTERN).values_list("value", flat=True)
    patterns = sorted({str(SETTINGS[_PATTERN].default), *map(str, chosen)})
    readers: dict[str, list[re.Pattern[str]]] = {}
    rows = Item.objects.exclude(index_number="").values_list("index_number", "agency__code", "agency__uscc")
    for number, code, uscc in rows.iterator(chunk_size=5000):
        if code not in readers:
            readers[code] = [number_reader(pattern, {"code": code, "uscc": uscc}) for pattern in patterns]
        read = next((found for reader in readers[code] if (found := reader.fullmatch(number))), None)
        if read is None:
            unread.append(Damage(number, f"fits no pattern of index numbers of {code}"))
        else:
            yield f"catalogue.index/{code}/{read['year']}", int(read["serial"])


def _document_serials(unread: list[Damage]) -> Iterator[tuple[str, int, bool]]:
    rows = Item.objects.exclude(document_number="").values_list(
        "document_number", "agency__code", "agency__document_prefix", "state", "origin_batch"
    )
    for number, code, own_prefix, state, batch in rows.iterator(chunk_size=5000):
        read = read_document_number(number)
        is_inherited = state == Item.State.INHERITED or bool(batch)
        is_own = read is not None and own_prefix and read.prefix.startswith(own_prefix)
        if read is not None and is_own:
            yield f"catalogue.document/{code}/{read.prefix}/{read.year}", read.serial, is_inherited
        elif not is_inherited:
            unread.append(
                Damage(number, f"is no document number of {code}; such as {own_prefix or '温政'}〔2022〕12号")
            )
