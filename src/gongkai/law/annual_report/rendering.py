"""From a template and values to text: as one string, or as segments so that a screen can link each figure to its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.law.annual_report.bounds import Stated, state
from gongkai.law.annual_report.figures import Figure, Figures, plain
from gongkai.law.annual_report.narrative import NARRATIVE
from gongkai.law.annual_report.sentences import Condition, Node, Placeholder, Template, Text, Word, parse
from gongkai.law.annual_report.text_identities import label_zh
from gongkai.law.errors import LawError


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of printed text; ``key`` is the figure it prints, None for plain words."""

    text: str
    key: str | None = None


def segments(
    template: str | Template, figures: Figures, words: Mapping[str, str], *, draft: bool = False
) -> tuple[Segment, ...]:
    """The printed text in segments.

    A figure without a value is refused (LawError); with ``draft`` it prints 〔待填：…〕 instead. A rate of nothing prints 无.
    """
    nodes = parse(template) if isinstance(template, str) else template
    return tuple(_joined(_render(nodes, figures, words, draft)))


def render(template: str | Template, figures: Figures, words: Mapping[str, str], *, draft: bool = False) -> str:
    """The printed text as one string; see ``segments``."""
    return "".join(segment.text for segment in segments(template, figures, words, draft=draft))


def stated_in(template: str | Template, figures: Figures) -> dict[str, Stated]:
    """What the text states of each figure it prints, for the identities N-1 to N-3. Figures without a value are left out."""
    nodes = parse(template) if isinstance(template, str) else template
    return {
        node.key: _state(node, value)
        for node in _printed(nodes, figures)
        if isinstance(node, Placeholder) and (value := figures.get(node.key)) is not None
    }


def _printed(nodes: Iterable[Node], figures: Figures) -> Iterator[Node]:
    """The pieces that are printed, conditions decided."""
    for node in nodes:
        if isinstance(node, Condition):
            yield from _printed(node.then if _met(node, figures) else node.otherwise, figures)
        else:
            yield node


def _met(condition: Condition, figures: Figures) -> bool:
    value = figures.get(condition.key)
    if condition.equals is not None:
        return value is not None and value == figures.get(condition.equals)
    return value is not None and value > 0


def _render(nodes: Template, figures: Figures, words: Mapping[str, str], draft: bool) -> Iterator[Segment]:
    for node in _printed(nodes, figures):
        if isinstance(node, Text):
            yield Segment(node.text)
        elif isinstance(node, Word):
            yield Segment(_word(node.name, words))
        elif isinstance(node, Placeholder):
            yield Segment(_figure(node, figures.get(node.key), node.key in figures, draft), node.key)


def _word(name: str, words: Mapping[str, str]) -> str:
    if name not in words:
        raise LawError("words", name, words, "The template uses this word of the report; give its text.")
    return words[name]


def _figure(node: Placeholder, value: Figure, given: bool, draft: bool) -> str:
    is_rate = node.key in NARRATIVE and NARRATIVE[node.key].unit == "%"
    if value is not None:
        return _state(node, value).text + ("%" if is_rate else "")
    if is_rate and given:
        return "无"
    if draft:
        return f"〔待填：{label_zh(node.key)}〕"
    raise LawError(
        node.key, None, ("a value",), f"The text names {label_zh(node.key)}; enter it or take the sentence out."
    )


def _state(node: Placeholder, value: int | Decimal) -> Stated:
    if node.word and isinstance(value, int):
        return state(value, node.word, node.rounding)
    return Stated(value)


def _joined(pieces: Iterable[Segment]) -> Iterator[Segment]:
    """Neighbouring plain texts become one segment."""
    waiting = ""
    for piece in pieces:
        if piece.key is None:
            waiting += piece.text
            continue
        if waiting:
            yield Segment(waiting)
        waiting = ""
        yield piece
    if waiting:
        yield Segment(waiting)


def as_printed(value: Figure) -> str:
    """A cell of the official tables: digits, or nothing for an unknown value (a blank is an error at submission)."""
    return "" if value is None else plain(value)
