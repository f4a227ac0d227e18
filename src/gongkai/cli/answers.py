"""What a command prints: its answer on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from typing import Any, TextIO

from gongkai.cli.errors import WrongUse

EXAMPLE_HINT = "see `{command} --help` for an example"


def speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale says; a byte that is none must not end the program."""
    for stream, errors in (
        (sys.stdin, "surrogateescape"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def print_json(document: Any) -> None:
    """Print exactly one JSON document, indented for people, in Chinese as it is."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def tell(text: str) -> None:
    """A message to the person at the terminal; never part of the answer."""
    print(text, file=sys.stderr, flush=True)


def read_json(stream: TextIO, command: str) -> dict[str, Any]:
    """Read one JSON object. Raises WrongUse naming line and column of what is broken."""
    text = stream.read()
    if not text.strip():
        raise WrongUse(
            f"{command}: no input; give one JSON object on standard input, {EXAMPLE_HINT.format(command=command)}"
        )
    return parse_object(text, command)


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names differ: of two values for one name nobody could say which is meant."""
    document = dict(pairs)
    if len(document) != len(pairs):
        name = next(name for place, (name, _) in enumerate(pairs) if name in dict(pairs[:place]))
        raise WrongUse(f"the name {name!r} stands twice in one object; keep one of the two")
    return document


def _no_number(word: str) -> None:
    raise WrongUse(f"{word} is no number of JSON; write a number, or null for none")


_DECODER = json.JSONDecoder(object_pairs_hook=_each_name_once, parse_constant=_no_number)


def parse_object(text: str, where: str) -> dict[str, Any]:
    """One JSON object from text. Raises WrongUse: not UTF-8, broken or ambiguous JSON, or another value than an object."""
    try:
        text.encode()
        document = _DECODER.decode(text.removeprefix("\ufeff"))  # Windows programs put a mark before UTF-8
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise WrongUse(f"{where}: line {line} is not UTF-8; save the input as UTF-8 (not GBK or UTF-16)") from error
    except json.JSONDecodeError as error:
        raise WrongUse(f"{where}: broken JSON in line {error.lineno}, column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise WrongUse(f"{where}: the JSON is nested too deeply") from error
    except WrongUse as error:
        raise WrongUse(f"{where}: {error}") from error
    except ValueError as error:  # the interpreter reads no whole number of more than 4,300 digits
        raise WrongUse(f"{where}: a number has too many digits") from error
    if not isinstance(document, dict):
        kind = {list: "a list", str: "a text", bool: "true or false", type(None): "null"}.get(
            type(document), "a number"
        )
        raise WrongUse(f'{where}: the input is {kind}; give one JSON object, such as {{"events": [...]}}')
    return document


def print_table(rows: Iterable[tuple[str, ...]]) -> None:
    """Print columns aligned by their widest cell; a Chinese character is two columns wide."""
    table = [tuple(row) for row in rows]
    if not table:
        return
    widths = [max(width(cell) for cell in column) for column in zip(*table, strict=True)]
    for row in table:
        cells = [cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)]
        print("  ".join(cells).rstrip())


def width(text: str) -> int:
    return sum(2 if ord(character) >= 0x1100 else 1 for character in text)
