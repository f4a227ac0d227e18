"""Sentences whose figures are placeholders, so that text and tables cannot disagree. A tiny grammar, nothing is executed.

``{overview.portal_items}``                  the figure, without its unit (the writer's unit stands behind it)
``{overview.other_new_media_items|余}``      rounded with 余, 超, 近 or 约; ``|余1000`` sets the rounding (default 100)
``{overview.completion_rate_percent}``       a rate prints its own % sign, and 无 for a rate of nothing
``{年度}``                                    a word of the report, see ``WORDS``
``{若 KEY}…{否则}…{完}``                      the first text when the figure is above zero, else the second (may be absent)
``{若 KEY=KEY}…{否则}…{完}``                  the first text when both figures are equal
Conditions may nest. Two braces ``{{`` print one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.law.annual_report.bounds import WORDS as BOUND_WORDS
from gongkai.law.annual_report.cells import CELLS
from gongkai.law.annual_report.narrative import NARRATIVE
from gongkai.law.errors import LawError, nearest

WORDS = ("年度", "下年度", "地区", "单位", "网站", "公众号")
"""Words a template may take from the report: year, next year, 我县 or 全县, agency, name of the site, of the main account."""

DEFAULT_ROUNDING = 100


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """One of ``WORDS``."""

    name: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A figure, exact, or rounded to ``rounding`` with ``word``."""

    key: str
    word: str = ""
    rounding: int = DEFAULT_ROUNDING


@dataclass(frozen=True, slots=True)
class Condition:
    """``then`` when the figure is above zero (or equals ``equals``), else ``otherwise``."""

    key: str
    equals: str | None
    then: tuple[Node, ...]
    otherwise: tuple[Node, ...]


Piece = Text | Word | Placeholder
Node = Piece | Condition
Template = tuple[Node, ...]


class TemplateError(LawError):
    """A template that cannot be read: ``field`` says where, ``value`` what stands there."""


_TOKEN = re.compile(r"\{\{|\}\}|\{(?P<inside>[^{}]*)\}|(?P<stray>[{}])")
_PLACEHOLDER = re.compile(r"(?P<key>[a-z][a-z0-9_.]*)(?:\|(?P<word>\D)(?P<rounding>\d*))?")
_CONDITION = re.compile(r"若\s*(?P<key>[a-z][a-z0-9_.]*)(?:\s*=\s*(?P<equals>[a-z][a-z0-9_.]*))?")


@dataclass(slots=True)
class _Open:
    """A condition whose {完} has not come yet; ``head`` is None for the template itself."""

    head: re.Match[str] | None
    then: list[Node] = field(default_factory=list)
    otherwise: list[Node] | None = None

    @property
    def target(self) -> list[Node]:
        return self.then if self.otherwise is None else self.otherwise

    def closed(self, head: re.Match[str]) -> Condition:
        return Condition(head["key"], head["equals"], tuple(self.then), tuple(self.otherwise or ()))


def parse(template: str) -> Template:
    """Read a template. Raises TemplateError on an unknown key (with the nearest), a stray brace, a condition left open."""
    stack = [_Open(None)]
    for token in _tokens(template):
        if isinstance(token, re.Match):
            stack.append(_Open(token))
        elif isinstance(token, str):
            _turn(stack, token)
        else:
            stack[-1].target.append(token)
    if stack[-1].head is not None:
        raise TemplateError("condition", stack[-1].head[0], (), "It is never closed: add {完}.")
    return tuple(stack[0].then)


def _turn(stack: list[_Open], mark: str) -> None:
    """{否则} turns to the second text, {完} closes the innermost condition."""
    innermost = stack[-1]
    if innermost.head is None or (mark == "否则" and innermost.otherwise is not None):
        raise TemplateError("condition", f"{{{mark}}}", (), "It needs a {若 …} of its own before it.")
    if mark == "否则":
        innermost.otherwise = []
        return
    stack.pop()
    stack[-1].target.append(innermost.closed(innermost.head))


def keys_of(template: Template) -> tuple[str, ...]:
    """The keys of all figures a template names, in order, each once."""
    return tuple(dict.fromkeys(_keys(template)))


def _keys(nodes: Template) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Placeholder):
            yield node.key
        elif isinstance(node, Condition):
            yield from (key for key in (node.key, node.equals) if key)
            yield from _keys(node.then)
            yield from _keys(node.otherwise)


def known_key(key: str) -> str:
    """The key itself. Raises TemplateError with the nearest known key."""
    if key not in NARRATIVE and key not in CELLS:
        raise TemplateError(
            "figure", key, (), nearest(key, (*NARRATIVE, *CELLS)) or "See docs/report-cells.md for all keys."
        )
    return key


def _tokens(template: str) -> Iterator[Piece | re.Match[str] | str]:
    """Texts, words, placeholders; a match for the head of a condition; 否则 and 完 as they are."""
    end = 0
    for token in _TOKEN.finditer(template):
        if token.start() > end:
            yield Text(template[end : token.start()])
        end = token.end()
        if token["stray"]:
            raise TemplateError(
                "brace", template[token.start() : token.start() + 20], (), "A single brace is written twice: {{ or }}."
            )
        yield Text(token[0][0]) if token["inside"] is None else _inside(token["inside"].strip())
    if end < len(template):
        yield Text(template[end:])


def _inside(content: str) -> Piece | re.Match[str] | str:
    if content in ("否则", "完"):
        return content
    if content in WORDS:
        return Word(content)
    condition = _CONDITION.fullmatch(content)
    if condition:
        known_key(condition["key"])
        if condition["equals"]:
            known_key(condition["equals"])
        return condition
    return _placeholder(content)


def _placeholder(content: str) -> Placeholder:
    match = _PLACEHOLDER.fullmatch(content)
    if match is None:
        hint = nearest(content, WORDS) or "Write for example {overview.portal_items|余}."
        raise TemplateError("placeholder", f"{{{content}}}", WORDS, hint)
    known_key(match["key"])
    if match["word"] is None:
        return Placeholder(match["key"])
    if match["word"] not in BOUND_WORDS:
        raise TemplateError("word", match["word"], BOUND_WORDS)
    rounding = int(match["rounding"] or DEFAULT_ROUNDING)
    if rounding < 2:
        raise TemplateError("rounding", match["rounding"], ("a step such as 10, 100, 1000 or 10000",))
    return Placeholder(match["key"], match["word"], rounding)
