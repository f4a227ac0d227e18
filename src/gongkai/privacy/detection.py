"""Personal data in a text: what it is, where it stands, how it would be masked (domain 7.4; PIPL 6, 28).

Numbers with a check digit must have the right one (GB 11643; Luhn for cards); full-width characters and spaces inside
a number are seen through. Codes of organisations, document and case numbers, amounts are innocent. Names are not
guessed: who knows that a person is concerned gives the name (``masked_text``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from gongkai.law.codes import birth_date, is_credit_code, is_resident_number, organisation_code_check
from gongkai.law.masks import (
    mask_address,
    mask_bank_account,
    mask_person_name,
    mask_phone,
    mask_resident_number,
)
from gongkai.privacy import patterns as p


class Found(StrEnum):
    RESIDENT_ID = "resident_id"
    MOBILE = "mobile"
    LANDLINE = "landline"
    BANK_CARD = "bank_card"
    PASSPORT = "passport"
    PERMIT_ID = "permit_id"
    ADDRESS = "address"
    PLATE = "plate"
    EMAIL = "email"
    WEAK_MASK = "weak_mask"


LABELS_ZH = {
    Found.RESIDENT_ID: "公民身份号码", Found.MOBILE: "手机号码", Found.LANDLINE: "固定电话", Found.BANK_CARD: "银行卡号",
    Found.PASSPORT: "护照号码", Found.PERMIT_ID: "通行证件号码", Found.ADDRESS: "门牌住址", Found.PLATE: "机动车号牌",
    Found.EMAIL: "电子邮箱", Found.WEAK_MASK: "遮盖不足的号码",
}  # fmt: skip
OFFICES_HAVE_THEM_TOO = frozenset({Found.LANDLINE, Found.EMAIL})
"""Kinds that may as well belong to an office: shown to the person who publishes, not a reason to block by themselves."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``start`` and ``end`` are places in the text as given; ``text`` is the piece between them."""

    kind: Found
    start: int
    end: int
    text: str
    masked: str

    @property
    def must_block(self) -> bool:
        return self.kind not in OFFICES_HAVE_THEM_TOO


Span: TypeAlias = tuple[int, int]
Detector: TypeAlias = Callable[[str, str], Iterator[Span]]


def detect(text: str) -> tuple[Finding, ...]:
    """All findings in the order of the text. Where two kinds claim one place, the earlier row of ``_DETECTORS`` has it."""
    if not p.WORTH_A_LOOK.search(text):
        return ()
    plain = _half_width(text)
    quiet = _without_innocents(plain)
    taken: list[tuple[Span, Found]] = []
    for kind, detector in _DETECTORS:
        for start, end in detector(plain, quiet):
            if not any(start < other[1] and other[0] < end for other, _ in taken):
                taken.append(((start, end), kind))
    return tuple(
        Finding(kind, start, end, text[start:end], mask(kind, plain[start:end])) for (start, end), kind in sorted(taken)
    )


def masked_text(text: str, names: tuple[str, ...] = ()) -> str:
    """The text with every finding masked, and the names of persons known to be concerned."""
    pieces, place = [], 0
    for finding in detect(text):
        pieces += [text[place : finding.start], finding.masked]
        place = finding.end
    shown = "".join((*pieces, text[place:]))
    for name in sorted({name.strip() for name in names}, key=len, reverse=True):
        if len(name) > 1:
            shown = shown.replace(name, mask_person_name(name))
    return shown


def mask(kind: Found, value: str) -> str:
    """A detected value masked after its kind."""
    digits = re.sub(r"[\s-]", "", value)
    match kind:
        case Found.RESIDENT_ID:
            return mask_resident_number(digits)
        case Found.MOBILE | Found.LANDLINE:
            return mask_phone(digits.removeprefix("+86"))
        case Found.BANK_CARD:
            return mask_bank_account(digits)
        case Found.PASSPORT | Found.PERMIT_ID:
            return mask_resident_number(digits, 1, 2)
        case Found.ADDRESS:
            shown = mask_address(value)
            return shown if shown != value else "***"
        case Found.PLATE:
            return value[:2] + "*****"
        case Found.EMAIL:
            return value[0] + "***" + value[value.index("@") :]
        case Found.WEAK_MASK:
            return "*" * len(digits)


class _Plain(dict[int, str]):
    """Code point -> its half-width character, worked out on first sight; what has none of one character stays itself."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character) if code > 127 else character
        if plain.isspace() and plain != "\n":
            plain = " "
        self[code] = plain if len(plain) == 1 else character
        return self[code]


_PLAIN = _Plain()


def _half_width(text: str) -> str:
    """The same text, character for character, with full-width digits, letters, signs and odd spaces made plain."""
    return text.translate(_PLAIN)


def _without_innocents(plain: str) -> str:
    """Document and case numbers, amounts, codes of organisations blanked out, so that no digit of theirs is a person's."""
    for pattern in p.INNOCENT:
        plain = pattern.sub(lambda found: "\x00" * len(found[0]), plain)
    return p.CREDIT_CODE.sub(_blank_credit_code, plain)


def _blank_credit_code(found: re.Match[str]) -> str:
    """Only with both check characters right: that of the code and that of the organisation code inside."""
    code = found[0]
    before = found.string[max(0, found.start() - p.CONTEXT) : found.start()]
    if p.IDENTITY_WORDS.search(before) and not p.CREDIT_WORDS.search(before):
        return code
    is_code = is_credit_code(code) and (organisation_code_check(code[8:16]) == code[16] or not code.isdigit())
    return "\x00" * len(code) if is_code or p.CREDIT_WORDS.search(before) else code


def _context(text: str, start: int, words: re.Pattern[str]) -> bool:
    """Does one of ``words`` stand shortly before ``start``, in the same sentence?"""
    before = text[max(0, start - p.CONTEXT) : start]
    return words.search(re.split(r"[。；;\n]", before)[-1]) is not None


def _resident(plain: str, quiet: str) -> Iterator[Span]:
    for found in p.RESIDENT.finditer(quiet):
        number = re.sub(r"[ -]", "", found[0])
        born = birth_date(number)
        if number[:2] in p.PROVINCES and born is not None and born.year < p.UNBORN and is_resident_number(number):
            yield found.span()
    for found in p.OLD_RESIDENT.finditer(quiet):
        if _context(plain, found.start(), p.IDENTITY_WORDS) and birth_date(f"{found[0][:6]}19{found[0][6:]}"):
            yield found.span()


def _bank_card(plain: str, quiet: str) -> Iterator[Span]:
    """Cards of UnionPay anywhere; other schemes where a word says so or the digits stand in fours."""
    for found in p.CARD.finditer(quiet):
        digits = re.sub(r"[ -]", "", found[0])
        if not 16 <= len(digits) <= 19 or not _luhn(digits) or _context(plain, found.start(), p.SERIAL_WORDS):
            continue
        named = _context(plain, found.start(), p.CARD_WORDS)
        if named or digits.startswith("62") or p.IN_FOURS.fullmatch(found[0]):
            yield found.span()


def _luhn(digits: str) -> bool:
    """The check digit of cards (ISO/IEC 7812): every second digit from the right doubled, digits summed, divisible by ten."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return len(set(digits)) > 1 and sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _mobile(plain: str, quiet: str) -> Iterator[Span]:
    for found in p.MOBILE.finditer(quiet):
        if not _context(plain, found.start(), p.SERIAL_WORDS):
            yield found.span()


def _landline(plain: str, quiet: str) -> Iterator[Span]:
    for found in p.LANDLINE.finditer(quiet):
        if not _context(plain, found.start(), p.SERIAL_WORDS):
            yield found.span()
    for found in p.LOCAL_NUMBER.finditer(quiet):
        if _context(plain, found.start(), p.PHONE_WORDS):
            yield found.span()


def _permit(plain: str, quiet: str) -> Iterator[Span]:
    for found in p.RESIDENCE_CARD.finditer(quiet):
        yield found.span()
    for found in p.PERMIT.finditer(quiet):
        if _context(plain, found.start(), p.PERMIT_WORDS):
            yield found.span()


def _passport(plain: str, quiet: str) -> Iterator[Span]:
    for found in p.PASSPORT.finditer(quiet):
        if _context(plain, found.start(), p.PASSPORT_WORDS):
            yield found.span()


def _weak_mask(plain: str, quiet: str) -> Iterator[Span]:
    """A masked number of which so much stands that the rest can be tried out."""
    for found in p.MASKED.finditer(quiet):
        shown = found[0]
        hidden = sum(character in p.STARS for character in shown)
        needed = p.HIDDEN_AT_LEAST.get(len(shown))
        is_mobile = len(shown) == p.MOBILE_DIGITS and not re.match(r"1[3-9]", shown)
        if needed is not None and hidden < needed and not is_mobile:
            yield found.span()


def _address(plain: str, quiet: str) -> Iterator[Span]:
    for found in p.HOME_SAID.finditer(plain):
        if p.HOME_DETAIL.search(found["home"]):
            yield found.span("home")
    for sign, pattern in ((p.ROOM_SIGN, p.ROOM), (p.VILLAGE_SIGN, p.VILLAGE_HOUSE)):
        if sign.search(plain):
            for found in pattern.finditer(plain):
                yield found.span("home")


def _simple(pattern: re.Pattern[str]) -> Detector:
    def spans(plain: str, quiet: str) -> Iterator[Span]:
        return (found.span() for found in pattern.finditer(plain))

    return spans


_DETECTORS: tuple[tuple[Found, Detector], ...] = (
    (Found.EMAIL, _simple(p.EMAIL)),
    (Found.WEAK_MASK, _weak_mask),
    (Found.RESIDENT_ID, _resident),
    (Found.PERMIT_ID, _permit),
    (Found.BANK_CARD, _bank_card),
    (Found.PASSPORT, _passport),
    (Found.MOBILE, _mobile),
    (Found.LANDLINE, _landline),
    (Found.PLATE, _simple(p.PLATE)),
    (Found.ADDRESS, _address),
)
