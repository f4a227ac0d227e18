"""Values of the report: an int for counts, a Decimal for amounts, None where nothing is known. None is never zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from gongkai.law.errors import LawError

Figure = int | Decimal | None
Figures = Mapping[str, Figure]


def read_figure(key: str, value: object) -> Figure:
    """A value as JSON holds it: amounts are decimal strings. Raises LawError on floats, booleans, negatives and words."""
    accepted = ("a whole number from 0", 'an amount as a decimal string such as "1029.4273"', "null for unknown")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise LawError(key, value, accepted)
    try:
        figure = Decimal(value) if isinstance(value, str) else value
    except InvalidOperation:
        raise LawError(key, value, accepted) from None
    if isinstance(figure, Decimal) and not figure.is_finite():
        raise LawError(key, value, accepted)
    if figure < 0:
        raise LawError(key, value, accepted, "A count or amount of a report is never negative.")
    return figure


def read_figures(raw: Mapping[str, object]) -> dict[str, Figure]:
    return {key: read_figure(key, value) for key, value in raw.items()}


def total(values: Iterable[Figure]) -> Figure:
    """The sum, or None as soon as one part is unknown."""
    result: int | Decimal = 0
    for value in values:
        if value is None:
            return None
        result += value
    return result


def percent(part: Figure, whole: Figure, places: int = 0) -> int | Decimal | None:
    """100 * part / whole, rounded half up to ``places``; None for nothing of nothing and where a value is unknown.

    What is not complete is never rounded up to 100: 249 of 250 is 99, with one place 99.6.
    A whole number of percent comes back as int. A part of an empty whole (3 of 0) is refused: it is an error in the cells.
    """
    if part is None or whole is None or (part == 0 and whole == 0):
        return None
    if whole == 0:
        raise LawError("whole", whole, ("a number above 0",), f"{part} cannot be a share of nothing.")
    rounded = (Decimal(200) * Decimal(part) * 10**places + Decimal(whole)) / (2 * Decimal(whole))
    scaled = int(rounded)
    if part < whole:
        scaled = min(scaled, 100 * 10**places - 1)
    return scaled if places == 0 else Decimal(scaled).scaleb(-places)


def plain(value: int | Decimal) -> str:
    """Digits without exponent and without thousands separators, as the official tables print them."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)
