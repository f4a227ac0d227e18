"""The error of the request clock: which event, which field, what was given, what would be right, which article."""

from __future__ import annotations


class ClockError(ValueError):
    """A ledger of events that cannot be true, or cannot be read.

    ``zh`` says in Chinese what is wrong; it is empty where only programs can be wrong (a field of another type).
    ``number`` counts the events from 1 as they were given (None: the case as a whole), ``type`` is the event's type.
    """

    def __init__(
        self, accepted: str, *, number: int | None = None, type: str = "", field: str = "", value: object = None,
        article: str = "", zh: str = "",
    ) -> None:  # fmt: skip
        self.number = number
        self.type = type
        self.field = field
        self.value = value
        self.accepted = accepted
        self.article = article
        self.zh = zh
        super().__init__(str(self))

    def __str__(self) -> str:
        where = "case" if self.number is None else f"event {self.number}" + (f" ({self.type})" if self.type else "")
        field = f", field '{self.field}'" if self.field else ""
        given = f": {self.value!r} was given" if self.value is not None else ""
        article = f" ({self.article})" if self.article else ""
        return f"{where}{field}{given}: {self.accepted}{article}"
