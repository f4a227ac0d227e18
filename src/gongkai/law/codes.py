"""Check characters of the unified social credit code (GB 32100) and the resident identity number (GB 11643).

``..._fault`` says in Chinese what is wrong or gives None; ``make_...`` builds valid ones for invented persons and bodies.
"""

from __future__ import annotations

import re
from datetime import date

from gongkai.law.errors import LawError

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_CHECKS = "10X98765432"
_EARLIEST_BIRTH = date(1880, 1, 1)


def credit_code_check(first17: str) -> str:
    """The 18th character of a unified social credit code. Raises LawError unless 17 characters of GB 32100 are given."""
    if len(first17) != 17 or any(character not in _USCC_ALPHABET for character in first17):
        raise LawError("credit_code", first17, ("17 characters of 0-9 and A-Y without I, O, S, V, Z",))
    weighted = sum(_USCC_ALPHABET.index(c) * w for c, w in zip(first17, _USCC_WEIGHTS, strict=True))
    return _USCC_ALPHABET[-weighted % 31]


def credit_code_fault(code: str) -> str | None:
    """What is wrong with a unified social credit code, in Chinese, or None."""
    if len(code) != 18:
        return f"统一社会信用代码应为18位，现为{len(code)}位"
    if any(character not in _USCC_ALPHABET for character in code):
        return "统一社会信用代码只含数字和大写字母（不含I、O、S、V、Z）"
    if not code[2:8].isdigit():
        return "统一社会信用代码第3至8位应为行政区划代码（数字）"
    expected = credit_code_check(code[:17])
    return None if code[17] == expected else f"统一社会信用代码校验码应为{expected}，现为{code[17]}"


def is_credit_code(code: str) -> bool:
    return credit_code_fault(code) is None


def make_credit_code(registrar: str, region: str, serial: int) -> str:
    """A valid code: ``registrar`` two characters (11 state organ, 91 enterprise), ``region`` six digits, ``serial`` 0..99999999.

    The organisation code inside (GB 11714) gets its own check character too. Raises LawError on parts that do not fit.
    """
    if not re.fullmatch(r"\d{6}", region):
        raise LawError("region", region, ("six digits, for example 410825",))
    if len(registrar) != 2 or not 0 <= serial <= 99_999_999:
        raise LawError("registrar/serial", (registrar, serial), ("two characters and a number from 0 to 99999999",))
    first17 = f"{registrar}{region}{serial:08d}{organisation_code_check(f'{serial:08d}')}"
    return first17 + credit_code_check(first17)


def organisation_code_check(first8: str) -> str:
    """The ninth character of an organisation code (GB 11714)."""
    weighted = sum(_ORGANISATION_ALPHABET.index(c) * w for c, w in zip(first8, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-weighted % 11]


def resident_number_check(first17: str) -> str:
    """The 18th character of a resident identity number. Raises LawError unless 17 digits are given."""
    if not re.fullmatch(r"[0-9]{17}", first17):
        raise LawError("resident_number", first17, ("17 digits",))
    return _RESIDENT_CHECKS[sum(int(c) * w for c, w in zip(first17, _RESIDENT_WEIGHTS, strict=True)) % 11]


def birth_date(number: str) -> date | None:
    """The day of birth written in a resident identity number, None where the eight digits are no calendar day."""
    digits = number[6:14]
    if not re.fullmatch(r"[0-9]{8}", digits):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def resident_number_fault(number: str, on: date | None = None) -> str | None:
    """What is wrong with a resident identity number, in Chinese, or None; ``on`` refuses births after that day."""
    if not re.fullmatch(r"[0-9]{17}[0-9Xx]", number):
        return "公民身份号码应为18位，前17位为数字，末位为数字或X"
    if number[0] in "09":
        return "公民身份号码前6位不是行政区划代码"
    born = birth_date(number)
    if born is None or born < _EARLIEST_BIRTH or (on is not None and born > on):
        return f"公民身份号码中的出生日期{number[6:14]}不是有效日期"
    expected = resident_number_check(number[:17])
    return None if number[17].upper() == expected else f"公民身份号码校验码应为{expected}，现为{number[17]}"


def is_resident_number(number: str, on: date | None = None) -> bool:
    return resident_number_fault(number, on) is None


def make_resident_number(region: str, born: date, sequence: int) -> str:
    """A valid number: ``region`` six digits, ``sequence`` 1..999 (odd: male, even: female). Raises LawError."""
    if not re.fullmatch(r"[1-8][0-9]{5}", region):
        raise LawError("region", region, ("six digits, for example 410825",))
    if not 1 <= sequence <= 999:
        raise LawError("sequence", sequence, ("a number from 1 to 999",))
    first17 = f"{region}{born:%Y%m%d}{sequence:03d}"
    return first17 + resident_number_check(first17)
