"""What a setting accepts beyond its kind (``Setting.fault``): each function says in a Chinese sentence what is wrong with a value, or nothing.

An empty text is always accepted: nothing is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

LONGEST = 300
_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
_ID_CODE = re.compile(r"[0-9A-Za-z]{10}")


def fault_of_line(value: Any) -> str:
    """Every text is one line of a length that fits a page."""
    if not isinstance(value, str):
        return ""
    if len(value) > LONGEST:
        return f"最多 {LONGEST} 字，所填有 {len(value)} 字"
    return "只能是一行文字，不能换行" if any(ord(character) < 32 for character in value) else ""


def fault_of_id_code(value: str) -> str:
    return "" if not value or _ID_CODE.fullmatch(value) else f"应为十位数字或字母，例如 4108250001；所填：{value}"


def fault_of_domain(value: str) -> str:
    good = not value or _HOST.fullmatch(value)
    return "" if good else f"只填域名，不带 https:// 和路径，例如 www.wenxian.gov.cn；所填：{value}"


def fault_of_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.hostname or "") and " " not in value
    except ValueError:
        good = False
    return "" if good or not value else f"须为完整网址，例如 https://www.wenxian.gov.cn/；所填：{value}"


def fault_of_megabytes(value: int) -> str:
    most = settings.LARGEST_REQUEST_MB
    return "" if value < most else f"须小于一次上传的总上限 {most} MB（GONGKAI_LARGEST_REQUEST_MB）；所填：{value}"


def pattern_of(places: Mapping[str, str], needed: tuple[tuple[str, ...], ...], example: str) -> Callable[[str], str]:
    """For a numbering pattern: ``places`` may stand in it (``{serial}`` or ``{serial:05d}``), one of each of ``needed`` must: numbers would repeat."""
    place = re.compile(r"\{(\w+)(?::0\d{1,2}d)?\}")

    def fault(value: str) -> str:
        names, rest = set(place.findall(value)), place.sub("", value)
        if names <= set(places) and all(names.intersection(some) for some in needed) and not {"{", "}"} & set(rest):
            return ""
        must = "、".join(" 或 ".join(f"{{{name}}}" for name in some) for some in needed)
        may = "、".join(f"{{{name}}}（{label}）" for name, label in places.items())
        return f"须含 {must}；可用 {may}，例如 {example}；所填：{value}"

    return fault
