"""Index numbers (索引号) and document numbers (发文字号): given once, in the transaction that uses them, without gaps.

An index number is written by the pattern of the agency (setting ``index_number.pattern``): text with the places ``{uscc}``,
``{code}``, ``{year}`` and ``{serial}`` or ``{serial:05d}``. A document number is prefix〔year〕serial号 (GB/T 9704 7.2.5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from gongkai.agencies.errors import Reason, Refused
from gongkai.agencies.models import Agency
from gongkai.agencies.settings import setting_of
from gongkai.numbering.allocate import allocate, peek

_PLACE = re.compile(r"\{(?P<name>\w+)(?::0(?P<width>\d{1,2})d)?\}")
_NUMBER = re.compile(r"^(?P<prefix>[^\d〔〕]{1,20})〔(?P<year>\d{4})〕(?P<serial>[1-9]\d{0,5})号$")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A 发文字号 read into its parts: 温政〔2022〕12号."""

    prefix: str
    year: int
    serial: int


def read_document_number(number: str) -> DocumentNumber | None:
    """None for a number of another form."""
    match = _NUMBER.match(number)
    return DocumentNumber(match["prefix"], int(match["year"]), int(match["serial"])) if match else None


def index_number(agency: Agency, day: date) -> str:
    """The next index number of an agency and year; the serial is gapless, the text follows the pattern in force that day."""
    pattern = setting_of(agency, "index_number.pattern", day)
    serial = allocate(f"catalogue.index/{agency.code}/{day.year}")
    return write_index_number(pattern, agency, day.year, serial)


def write_index_number(pattern: str, agency: Agency, year: int, serial: int) -> str:
    """Fill a pattern. Refuses one without serial, year and the agency, or with an unknown place: numbers would repeat."""
    values = {"uscc": agency.uscc, "code": agency.code, "year": str(year), "serial": str(serial)}
    names = [match["name"] for match in _PLACE.finditer(pattern)]
    rest = _PLACE.sub("", pattern)
    whole = {"serial", "year"} <= set(names) <= set(values) and {"uscc", "code"} & set(names)
    if not whole or "{" in rest or "}" in rest:
        raise Refused([Reason(
            "index_number.pattern",
            f"索引号规则“{pattern}”不能使用：须含 {{year}} 和 {{serial}}，并含 {{uscc}} 或 {{code}}，例如 {{uscc}}/{{year}}-{{serial:05d}}",
        )])  # fmt: skip
    return _PLACE.sub(lambda match: values[match["name"]].zfill(int(match["width"] or 0)), pattern)


def document_number(agency: Agency, prefix: str, day: date) -> str:
    """The next 发文字号 of an agency, prefix and year."""
    return f"{prefix}〔{day.year}〕{allocate(_series(agency, prefix, day.year))}号"


def prefix_reasons(agency: Agency, prefix: str) -> list[Reason]:
    """A prefix is the agency's own short code or a longer one that begins with it (温政 -> 温政规)."""
    if not agency.document_prefix:
        return [Reason("prefix", f"{agency.name}没有设置发文机关代字，不能编制发文字号；请先设置，例如 温政")]
    if not prefix.startswith(agency.document_prefix) or not _NUMBER.match(f"{prefix}〔2022〕1号"):
        return [
            Reason(
                "prefix",
                f"发文机关代字“{prefix}”须以本单位代字“{agency.document_prefix}”开头，例如 {agency.document_prefix}规",
            )
        ]
    return []


def reserve_used_number(agency: Agency, number: str) -> None:
    """Keep a number that was given outside this system from being given again; other forms of numbers stand apart."""
    used = read_document_number(number)
    if used is None or not agency.document_prefix or not used.prefix.startswith(agency.document_prefix):
        return
    series = _series(agency, used.prefix, used.year)
    ahead = used.serial - peek(series)
    if ahead > 0:
        allocate(series, ahead)


def _series(agency: Agency, prefix: str, year: int) -> str:
    return f"catalogue.document/{agency.code}/{prefix}/{year}"
