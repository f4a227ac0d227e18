"""Reading the State Council's holiday notices: packaged files, and those an office adds.

One JSON file is one year's notice (``calendars/2020.json`` shows every field, amendments included). A later file of the
same year given in ``extra`` replaces the packaged one; two extra files of one year are refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from gongkai.law.calendar import FIRST_DAY, LAST_DAY, Calendar, CalendarError, Notice, build_calendar

PACKAGED = Path(__file__).parent / "calendars"
_KEYS = {"year", "notice", "off", "work", "amendments"}
_LONGEST_HOLIDAY = 31  # days; a longer range is a slip of the pen
_EARLIEST = (12, 25)  # days of the previous December a notice may speak about begin here


@lru_cache(maxsize=1)
def packaged_calendar() -> Calendar:
    """The calendar of the packaged notices alone."""
    return load_calendar()


def load_calendar(extra: Sequence[str | Path] = ()) -> Calendar:
    """Merge the packaged notices with ``extra`` files or folders of ``*.json``.

    Raises CalendarError naming the file, the field and what would be right.
    """
    documents = {document["year"]: document for document in map(_read, sorted(PACKAGED.glob("*.json")))}
    added: dict[int, Path] = {}
    for path in _files(extra):
        document = _read(path)
        year = document["year"]
        if year in added:
            raise CalendarError(f"{path}: the year {year} was already given by {added[year]}; keep one file per year")
        added[year] = path
        documents[year] = document
    notices = [_notice(document, f"notice {year}") for year, document in sorted(documents.items())]
    text = json.dumps([documents[year] for year in sorted(documents)], sort_keys=True, ensure_ascii=False)
    return build_calendar(notices, hashlib.sha256(text.encode()).hexdigest())


def _files(extra: Sequence[str | Path]) -> list[Path]:
    files: list[Path] = []
    for entry in map(Path, extra):
        if entry.is_dir():
            files.extend(sorted(entry.glob("*.json")))
        elif entry.is_file():
            files.append(entry)
        else:
            raise CalendarError(f"{entry}: no such file or folder; give a folder of notices such as 2027.json")
    return files


def _read(path: Path) -> dict[str, Any]:
    """Read and check one file completely, so that a broken file is named before it is merged."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CalendarError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    except json.JSONDecodeError as error:
        raise CalendarError(f"{path}: not JSON at line {error.lineno}, column {error.colno}: {error.msg}") from error
    if not isinstance(document, dict):
        raise CalendarError(f"{path}: one JSON object with the keys {', '.join(sorted(_KEYS))} is expected")
    _notice(document, str(path))
    return document


def _notice(document: dict[str, Any], where: str) -> Notice:
    _check_keys(document, _KEYS, {"year", "notice", "off", "work"}, where)
    year = document["year"]
    if type(year) is not int or not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise CalendarError(f"{where}: 'year' is {year!r}; a year from {FIRST_DAY.year} to {LAST_DAY.year} is expected")
    head = document["notice"]
    if not isinstance(head, dict) or not isinstance(head.get("number"), str) or not isinstance(head.get("title"), str):
        raise CalendarError(f"{where}: 'notice' must hold 'number' and 'title', for example 国办发明电〔2025〕7号")
    off = set(_ranges(document["off"], f"{where}, 'off'"))
    work = set(_days(document["work"], f"{where}, 'work'"))
    numbers = [head["number"]]
    for number, amendment in enumerate(_list(document.get("amendments", []), f"{where}, 'amendments'"), 1):
        numbers.append(_amend(off, work, amendment, f"{where}, amendment {number}"))
    _check_days(year, off, work, where)
    return Notice(year, head["title"], tuple(numbers), frozenset(off), frozenset(work))


def _amend(off: set[date], work: set[date], amendment: Any, where: str) -> str:
    """Apply one amending notice and return its number. What it adds as off is no longer a make-up day, and vice versa."""
    keys = {"number", "title", "issued", "adds_off", "adds_work", "cancels_off", "cancels_work"}
    if not isinstance(amendment, dict):
        raise CalendarError(f"{where}: an object with the keys {', '.join(sorted(keys))} is expected")
    _check_keys(amendment, keys, {"number"}, where)
    adds_off = set(_ranges(amendment.get("adds_off", []), f"{where}, 'adds_off'"))
    adds_work = set(_days(amendment.get("adds_work", []), f"{where}, 'adds_work'"))
    off -= set(_ranges(amendment.get("cancels_off", []), f"{where}, 'cancels_off'")) | adds_work
    work -= set(_days(amendment.get("cancels_work", []), f"{where}, 'cancels_work'")) | adds_off
    off |= adds_off
    work |= adds_work
    return str(amendment["number"])


def _check_keys(document: dict[str, Any], known: set[str], needed: set[str], where: str) -> None:
    if unknown := sorted(set(document) - known):
        raise CalendarError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")
    if absent := sorted(needed - set(document)):
        raise CalendarError(f"{where}: the key {absent[0]!r} is missing")


def _check_days(year: int, off: set[date], work: set[date], where: str) -> None:
    if both := sorted(off & work):
        raise CalendarError(f"{where}: {both[0]} is given both as day off and as make-up workday")
    for day in sorted(off | work):
        if not (day.year == year or (day.year == year - 1 and (day.month, day.day) >= _EARLIEST)):
            raise CalendarError(
                f"{where}: {day} does not belong to the notice of {year} (or its last week of December)"
            )
    if weekday := [day for day in sorted(work) if day.weekday() < 5]:
        raise CalendarError(f"{where}: make-up workday {weekday[0]} is not a Saturday or Sunday")


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise CalendarError(f"{where}: a list is expected, not {value!r}")
    return value


def _day(value: Any, where: str) -> date:
    try:
        if not isinstance(value, str) or len(value) != 10:
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise CalendarError(f"{where}: {value!r} is not a day; write for example 2027-02-06") from None


def _days(value: Any, where: str) -> Iterable[date]:
    return [_day(entry, where) for entry in _list(value, where)]


def _ranges(value: Any, where: str) -> Iterable[date]:
    for entry in _list(value, where):
        if not isinstance(entry, dict) or not {"from", "to"} <= set(entry) <= {"name", "from", "to"}:
            raise CalendarError(f'{where}: {entry!r} is not a range; write {{"name": "春节", "from": DAY, "to": DAY}}')
        first, last = _day(entry["from"], where), _day(entry["to"], where)
        if not 0 <= (last - first).days < _LONGEST_HOLIDAY:
            raise CalendarError(f"{where}: the range {first} to {last} is empty or longer than {_LONGEST_HOLIDAY} days")
        yield from (first + timedelta(days=number) for number in range((last - first).days + 1))
