"""What a gateway is given and what it promises."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings


class GatewayRefused(Exception):
    """The message did not leave; the reason is a code or names a setting, never an address or a text."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """``id`` stays the same however often it is handed over: a gateway that keeps ids sends once."""

    id: str
    channel: str
    to: str
    subject: str
    text: str


class Gateway(ABC):
    name: str

    def __init__(self, choice: dict[str, Any]) -> None:
        self.choice = choice

    @abstractmethod
    def hand_over(self, parcel: Parcel, now: datetime) -> None:
        """Return when the parcel was taken. Raises GatewayRefused."""

    def needed(self, name: str) -> Any:
        if not self.choice.get(name):
            raise GatewayRefused(f"setting: the gateway {self.name} needs {name!r}")
        return self.choice[name]

    def secret(self) -> str:
        """The key, from a file of the data folder: it is no setting, so no page and no backup of records shows it."""
        named = str(self.choice.get("secret", ""))
        if not named:
            return ""
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", named):
            raise GatewayRefused("setting: 'secret' names a file of the folder secrets (letters, digits, - and _)")
        try:
            return (Path(settings.GONGKAI_HOME) / "secrets" / named).read_text(encoding="utf-8").strip()
        except OSError:
            raise GatewayRefused(f"the file secrets/{named} in the data folder cannot be read") from None
