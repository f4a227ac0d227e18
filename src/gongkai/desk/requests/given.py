"""What an officer posted, and what an act's form is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Officer
from gongkai.audit.acts import Act
from gongkai.desk.requests.fields import Field, read_day, read_number, read_yuan
from gongkai.requests.selectors import CaseView
from gongkai.requests.typed import cleaned


@dataclass(slots=True)
class Given:
    """What was posted, read with its faults collected; ``check`` refuses with all of them."""

    data: Mapping[str, Any]
    wrong: list[Reason]

    def text(self, name: str) -> str:
        return cleaned(str(self.data.get(name, "")))

    def ticked(self, name: str) -> bool:
        return bool(self.data.get(name))

    def day(self, name: str = "on", label: str = "日期", needed: bool = False) -> Any:
        return read_day(self.data, name, label, self.wrong, needed)

    def number(self, name: str, label: str, needed: bool = False, example: int = 10) -> Any:
        return read_number(self.data, name, label, self.wrong, needed, example)

    def yuan(self, name: str, label: str) -> int:
        return read_yuan(self.data, name, label, self.wrong)

    def key(self, name: str) -> int:
        text = self.text(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else 0

    def check(self) -> None:
        refuse_if(self.wrong)


Do = Callable[[Act, CaseView, Given], object]


@dataclass(frozen=True, slots=True)
class Deed:
    """``fields`` of its form, ``button`` what is pressed, ``done`` what is said after."""

    fields: tuple[Field, ...]
    do: Do
    done: str
    extra: str = ""
    """A part of the page that explains more: ``fee`` or ``draft``."""


def officer_of(key: int) -> Officer | None:
    return Officer.objects.select_related("agency").filter(pk=key).first() if key else None
