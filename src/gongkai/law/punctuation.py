"""Chinese print uses full-width punctuation (GB/T 15834); texts typed with half-width marks are set right before printing."""

from __future__ import annotations

import re

_WIDE = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
_HAN = "\u4e00-\u9fff\u3001-\u301f\uff01-\uff60“”‘’"
_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}])[,;:()?!]|[,;:()?!](?=[{_HAN}])")


def full_width(text: str) -> str:
    """Widen the marks , ; : ( ) ? ! that touch Chinese text; numbers such as 1,000 and addresses stay as they are.

    >>> full_width("如不服本答复,可以(先)申请;")
    '如不服本答复，可以（先）申请；'
    """
    while True:
        widened = _BESIDE_HAN.sub(lambda match: _WIDE[match[0]], text)
        if widened == text:
            return text
        text = widened
