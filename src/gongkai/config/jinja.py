"""The one template dialect: Jinja2 for portal and desk, with auto-escaping and a few Chinese-minded filters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localtime
from jinja2 import Environment, StrictUndefined

from gongkai.numbering.keys import public_id


def day_zh(value: date | datetime | None) -> str:
    """2022年3月1日, as letters and pages write a day; an absent day is a dash."""
    if value is None:
        return "—"
    day = localtime(value).date() if isinstance(value, datetime) else value
    return f"{day.year}年{day.month}月{day.day}日"


def day(value: date | datetime | None) -> str:
    """2022-03-01, for tables."""
    if value is None:
        return "—"
    return (localtime(value).date() if isinstance(value, datetime) else value).isoformat()


def moment(value: datetime | None) -> str:
    """2022-03-01 09:30 in Asia/Shanghai."""
    return "—" if value is None else localtime(value).strftime("%Y-%m-%d %H:%M")


def thousands(value: Any) -> str:
    """12345 -> 12,345; None is a dash (unknown is not zero)."""
    return "—" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def arithmetic(expression: str) -> str:
    """An identity's arithmetic as people write it: 100 * 63 / 63 is 100 × 63 ÷ 63, a missing number says so."""
    for sign, written in ((" * ", " × "), (" / ", " ÷ "), (">=", "≥"), ("<=", "≤"), ("?", "（暂无数据）")):
        expression = expression.replace(sign, written)
    return expression


def environment(**options: Any) -> Environment:
    options.setdefault("undefined", StrictUndefined)
    options["trim_blocks"] = options["lstrip_blocks"] = True
    env = Environment(**options)
    env.globals.update(get_messages=get_messages, static=static, url=_url, settings=settings, public_id=public_id)
    env.filters.update(day_zh=day_zh, day=day, moment=moment, thousands=thousands, arithmetic=arithmetic)
    return env


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)
