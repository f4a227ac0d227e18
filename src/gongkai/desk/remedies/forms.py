"""What officers type about a case: days and choices, each refused with the value that was typed."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict

from gongkai.agencies.errors import Reason
from gongkai.requests.typed import cleaned


class Typed:
    """Reads a form; ``faults`` gathers what cannot be read, so that everything is told at once."""

    def __init__(self, form: QueryDict) -> None:
        self.form = form
        self.faults: list[Reason] = []

    def text(self, name: str) -> str:
        return cleaned(self.form.get(name, ""))

    def day(self, name: str, label: str) -> date | None:
        text = self.text(name)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.faults.append(Reason(name, f"{label}“{text}”不是日期，请写成 2022-03-01"))
            return None

    def needed_day(self, name: str, label: str, otherwise: date) -> date:
        found = self.day(name, label)
        if found is None and not self.text(name):
            self.faults.append(Reason(name, f"请填写{label}"))
        return found or otherwise
