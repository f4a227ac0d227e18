"""What a statement of the text speaks of: another year, a part of the year or of the channels, a whole that includes others.

1. The last year named before it in its sentence is another one, by number or by word (去年): it says nothing of this year.
2. Its own clause names months, channels or several years, or it is a part (其中) of a total stated before: not the whole.
3. Received requests said to include those carried in (32件，含上年结转2件) are what the catalogue calls accepted ones (受理).
"""

from __future__ import annotations

import re

LONGEST_SENTENCE = 400
_RECEIVED, _ACCEPTED = "overview.requests_received", "overview.requests_accepted"
_YEAR = re.compile(r"(?P<digits>20[012]\d)年|(?:上|去|前)一?年度?(?!度?结转)|往年|历年")
_COMPARED = re.compile(r"(?:较|比|与|同比|相比|相较|对比)于?$")
_PART_OF_YEAR = re.compile(r"季度|上半年|下半年|\d月|月份|年来|年至|以来|截至\d+月")
_PART_OF_CHANNELS = re.compile(r"网上|网络|线上|线下|信函|信件|当面|现场|窗口|邮件|邮寄|传真|电子")
_WHOLES = frozenset(
    {_RECEIVED, _ACCEPTED, "overview.requests_handled", "overview.portal_items", "overview.letters_received"}
)
_WITH_CARRIED = re.compile(
    r"^(?:件|条|宗|起)?[，,]?[（(]?(?:其中|含|包含|包括)[^。；）)]{0,24}?(?:上年度?|上一年度?|去年)?结转(?!至?下)"
)


def is_of_another_scope(key: str, text: str, start: int, end: int, year: int | None) -> bool:
    """True for a statement that is not about the whole of the report's year."""
    begins = max(text.rfind(mark, max(0, start - LONGEST_SENTENCE), start) for mark in "。；") + 1
    sentence = text[max(begins, start - LONGEST_SENTENCE, 0) : start]
    clause = re.split(r"[，：（]", sentence)[-1] + text[start:end]
    if _is_of_another_year(sentence + text[start:end], len(sentence), year) or _PART_OF_YEAR.search(clause):
        return True
    if key.startswith("overview.requests_") and _PART_OF_CHANNELS.search(clause):
        return True
    is_part = re.split(r"[，（]", sentence)[-1].startswith("其中")
    return key in _WHOLES and is_part and "新收" not in clause


def _is_of_another_year(text: str, start: int, year: int | None) -> bool:
    """``text`` up to the statement's end: a year may stand inside the words that state it."""
    named = [one for one in _YEAR.finditer(text) if not _COMPARED.search(text[: one.start()]) and one.start() <= start]
    if not named:
        return False
    digits = named[-1]["digits"]
    return digits is None or (year is not None and int(digits) != year)


def key_in_scope(key: str, text: str, end: int) -> str:
    """The figure that is stated: received ones that include those carried in are accepted ones."""
    return _ACCEPTED if key == _RECEIVED and _WITH_CARRIED.match(text[end:]) else key
