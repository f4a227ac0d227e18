"""Checks of one cell: text in, canonical text out, or ``CellFault`` saying what is accepted.

Canonical text: days ``YYYY-MM-DD``, money whole fen, codes upper case without spaces, empty for nothing. Full-width digits
and letters are accepted everywhere but in free text, which stays as written. A check runs once per distinct value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from gongkai.law.codes import credit_code_fault

Check = Callable[[str], str]

EXCEL_ERRORS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!"}
)
NOTHING = frozenset({"", "/", "\\", "-", "--", "—", "——", "无", "null", "NULL", "None", "N/A"})
FREE_TEXT = 10_000
EARLIEST_DECISION = "2000-01-01"
NO_END = "2099-12-31"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffd]")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
"""What web pages and word processors leave in copied text: takes no room, so two numbers would look the same and differ."""
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]+[\d:.]+Z?)?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_EXCEL_EPOCH = date(1899, 12, 30)
_MOST_FEN = 10**15


class CellFault(ValueError):
    """``str(fault)`` is the reason in Chinese, for the officer."""


def plain(text: str) -> str:
    """The cell without outer blanks, unseen characters and the apostrophe that marks text in Excel; formulas, errors of
    Excel and control characters are named.
    """
    text = text.strip()
    if not text.isascii():
        text = text.translate(_UNSEEN).strip()
    if text[:1] in ("=", "#", "'"):
        if text[:2] in ("'=", "'+", "'-", "'@"):
            raise CellFault("单元格以“'”和运算符开头，请删去或改为实际内容")
        if text[0] == "'" and text.count("'") == 1:
            text = text[1:].strip()
        if text in EXCEL_ERRORS:
            raise CellFault("单元格是Excel错误值，请改为实际内容")
        if text[:1] == "=":
            quoted = re.fullmatch(r'="([^"]*)"', text)
            if quoted is None:
                raise CellFault("单元格是公式，请复制后“选择性粘贴—数值”再导入")
            text = quoted[1].strip()
    if _CONTROL.search(text):
        raise CellFault("含有不可见的控制字符或乱码，请重新录入")
    return text


def compact(text: str) -> str:
    """Half-width, without any blank; a lone dash, slash or 无 is nothing."""
    text = plain(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = "".join(text.split())
    return "" if text in NOTHING else text


def text_of(most: int) -> Check:
    """Free text of at most ``most`` characters, kept as written."""

    def check(cell: str) -> str:
        text = plain(cell)
        if len(text) > most:
            raise CellFault(f"长度{len(text)}字，最多{most}字")
        return text

    return check


def number_text(most: int) -> Check:
    """A number or code kept as text (document number, receipt, registration): never one Excel has rounded."""

    def check(cell: str) -> str:
        text = compact(cell)
        if _SCIENTIFIC.fullmatch(text):
            raise CellFault("Excel已将编号变为数值，末位已丢失；请将该列设为文本格式后重新录入")
        if len(text) > most:
            raise CellFault(f"长度{len(text)}个字符，最多{most}个")
        return text

    return check


def choice_of(words: dict[str, str]) -> Check:
    """One of ``words`` (as written -> as stored)."""
    accepted = "、".join(dict.fromkeys(words))

    def check(cell: str) -> str:
        text = compact(cell)
        if not text:
            return ""
        if text not in words:
            raise CellFault(f"应为以下之一：{accepted}")
        return words[text]

    return check


def choices_of(words: tuple[str, ...], other: str = "其他") -> Check:
    """Several of ``words``, separated by 、，；or similar; stored in the order of ``words``."""

    def check(cell: str) -> str:
        parts = [part for part in re.split(r"[、,，;；/|]+", compact(cell)) if part]
        unknown = [part for part in parts if part not in words and not part.startswith(other)]
        if unknown:
            raise CellFault(f"“{unknown[0]}”不在范围内，应为：{'、'.join(words)}")
        known = {part if part in words else other for part in parts}
        return "、".join(word for word in words if word in known)

    return check


def permit_kind(cell: str) -> str:
    text = compact(cell)
    if text and text not in PERMIT_KINDS and not text.startswith("其他"):
        raise CellFault(f"应为以下之一：{'、'.join(PERMIT_KINDS)}（其他可注明，如 其他-备案）")
    if len(text) > 40:
        raise CellFault("“其他”的说明过长，最多40字")
    return text


PERMIT_KINDS = ("普通", "特许", "认可", "核准", "登记", "其他")


def day_check(*, today: str = "", earliest: str = EARLIEST_DECISION, latest: str = NO_END) -> Check:
    """A calendar day: text in the usual spellings, eight digits, or a serial number of Excel.

    ``today`` refuses later days (a decision cannot have been made tomorrow).
    """

    def check(cell: str) -> str:
        day = read_day(compact_day(cell))
        if not day:
            return ""
        if today and day > today:
            raise CellFault(f"{day}晚于导入当日{today}")
        if not earliest <= day <= latest:
            raise CellFault(f"{day}不在{earliest}至{latest}之间，请核对年份")
        return day

    return check


def compact_day(cell: str) -> str:
    text = unicodedata.normalize("NFKC", plain(cell)).strip()
    return "" if text in NOTHING else text


def read_day(text: str) -> str:
    """``YYYY-MM-DD`` of any accepted spelling. Raises CellFault for anything else."""
    if not text:
        return ""
    try:
        if text.isdecimal() and len(text) == 8:
            return date(int(text[:4]), int(text[4:6]), int(text[6:])).isoformat()
        if found := _SERIAL.fullmatch(text):
            return (_EXCEL_EPOCH + timedelta(days=int(found[1]))).isoformat()
        if found := _DAY.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        raise CellFault("没有这一天；日期写作 2022-03-01") from None
    raise CellFault("不是日期；写作 2022-03-01、2022/3/1、2022年3月1日或20220301")


@dataclass(frozen=True, slots=True)
class Money:
    """``factor`` fen to the unit of the column: 1 000 000 for 万元, 100 for 元; a column has that many decimals at most."""

    unit: str
    factor: int
    decimals: int

    def __call__(self, cell: str) -> str:
        text = compact(cell).replace(",", "").removesuffix(self.unit).removeprefix("¥").removeprefix("￥")
        if not text:
            return ""
        try:
            amount = Decimal(text)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or "_" in text:
            raise CellFault(f"不是金额；单位为{self.unit}，写作 {'0.02' if self.decimals > 2 else '80.00'}")
        if amount < 0:
            raise CellFault("金额不能为负数")
        if amount >= _MOST_FEN:  # before it is multiplied: 1e999999 has no hundredfold
            raise CellFault(f"金额过大，请核对单位（{self.unit}）")
        fen = amount * self.factor
        if fen != (whole := fen.to_integral_value()):
            raise CellFault(f"小数超过{self.decimals}位，金额应精确到分（{self.unit}）")
        if whole >= _MOST_FEN:
            raise CellFault(f"金额过大，请核对单位（{self.unit}）")
        return str(int(whole))


WAN_YUAN = Money("万元", 1_000_000, 6)
YUAN = Money("元", 100, 2)


def identity_number(cell: str) -> str:
    """The number of a person's document; the last place of a resident card is a capital X."""
    return number_text(64)(cell).upper()


def credit_code(cell: str) -> str:
    """A unified social credit code (GB 32100) or nothing."""
    text = number_text(18)(cell).upper() if len(cell) <= 40 else cell
    if text and (fault := credit_code_fault(text)):
        raise CellFault(fault)
    return text


def index_number(cell: str) -> str:
    """The number of a counterparty inside one document: 1 when the column is empty."""
    text = compact(cell) or "1"
    if not text.isdecimal() or not 1 <= int(text) <= 9999:
        raise CellFault("应为1至9999的整数（同一文书有多个相对人时依次编号）")
    return str(int(text))
