"""What a paper is made of. Everything is text already: numbers are written as they are to be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """``head`` names the columns; ``numbers`` are the columns (from 0) that hold numbers and stand to the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    title: str = ""


Block = Heading | Text | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """``issued_on`` is the date inside the files: the same paper gives the same bytes. ``signers`` print as lines to sign on."""

    title: str
    issuer: str
    issued_on: date
    blocks: tuple[Block, ...]
    subtitle: str = ""
    signers: tuple[str, ...] = ()
