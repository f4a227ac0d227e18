"""The report as one neutral structure: headings, paragraphs, tables with their values. Every export is written from it.

It becomes plain JSON (``as_payload``) for the frozen version and the public edition, and comes back from it unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.annual_report.compute import Report
from gongkai.annual_report.texts import ReportTexts, figures_for_text, words_of
from gongkai.law.annual_report.figures import Figure, plain, read_figures
from gongkai.law.annual_report.form import SECTIONS, report_title
from gongkai.law.annual_report.form import Section as FormSection
from gongkai.law.annual_report.layout import LAYOUT, LayoutCell, LayoutTable
from gongkai.law.annual_report.rendering import Segment, segments

Paragraph = tuple[Segment, ...]
LONGEST_TITLE_LINE = 20


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A part of section 一, or a whole section of text (then without a heading of its own)."""

    key: str
    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class DocumentSection:
    """One of the six sections: paragraphs, then parts, or a table whose figure cells already hold their printed text."""

    key: str
    heading: str
    paragraphs: tuple[Paragraph, ...] = ()
    parts: tuple[DocumentPart, ...] = ()
    table: LayoutTable | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """``issued_on`` is the day printed and written into the PDF; ``notes`` are corrections (更正说明)."""

    title: str
    agency_code: str
    agency_name: str
    year: int
    scope: str
    as_of: date
    issued_on: date
    figures: Mapping[str, Figure]
    sections: tuple[DocumentSection, ...]
    notes: tuple[str, ...] = ()


def document_of(report: Report, texts: ReportTexts, issued_on: date | None = None) -> Document:
    """The document of a computed report; a figure the text names and nobody entered prints 〔待填：…〕."""
    figures, words = figures_for_text(report, texts), words_of(report.agency, report.year)
    written = {
        key: _paragraphs(segments(template, figures, words, draft=True)) for key, template in texts.templates.items()
    }
    return Document(
        report_title(report.agency.name, report.year), report.agency.code, report.agency.name, report.year, report.scope,
        report.as_of, issued_on or report.as_of, report.values,
        tuple(_section(section, written, report.values) for section in SECTIONS),
    )  # fmt: skip


def with_notes(document: Document, notes: tuple[str, ...], issued_on: date) -> Document:
    return replace(document, notes=notes, issued_on=issued_on)


def as_payload(document: Document) -> dict[str, Any]:
    """Plain JSON: dates as YYYY-MM-DD, amounts as decimal strings."""
    payload = asdict(document)
    payload["figures"] = json_figures(document.figures)
    payload["as_of"], payload["issued_on"] = document.as_of.isoformat(), document.issued_on.isoformat()
    return payload


def from_payload(payload: Mapping[str, Any]) -> Document:
    """The document as it was frozen or published."""
    names = ("title", "agency_code", "agency_name", "year", "scope")
    return Document(
        **{name: payload[name] for name in names},
        as_of=date.fromisoformat(payload["as_of"]),
        issued_on=date.fromisoformat(payload["issued_on"]),
        figures=read_figures(payload["figures"]),
        sections=tuple(map(_read_section, payload["sections"])),
        notes=tuple(payload["notes"]),
    )


def title_lines(document: Document) -> tuple[str, ...]:
    """A long title breaks by sense: the agency above, the rest below."""
    name, title = document.agency_name, document.title
    return (name, title[len(name) :]) if title.startswith(name) and len(title) > LONGEST_TITLE_LINE else (title,)


def json_figures(figures: Mapping[str, Figure]) -> dict[str, int | str | None]:
    """Values as JSON holds them: whole numbers, amounts as decimal strings without trailing zeros, null for unknown."""
    return {key: _json_value(value) for key, value in figures.items()}


def shown(value: Figure) -> str:
    """A figure as tables print it: digits without trailing zeros; an unknown one stays blank (an error at submission)."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return plain(value)


def _json_value(value: Figure) -> int | str | None:
    if isinstance(value, Decimal):
        return shown(value)
    return value


def _section(
    section: FormSection, written: Mapping[str, tuple[Paragraph, ...]], figures: Mapping[str, Figure]
) -> DocumentSection:
    if section.table is not None:
        layout = next(table for table in LAYOUT if table.key == section.table)
        return DocumentSection(section.key, section.heading_zh, table=filled(layout, figures))
    parts = tuple(
        DocumentPart(f"{section.key}.{part.key}", part.heading_zh, written[f"{section.key}.{part.key}"])
        for part in section.parts
    )
    return DocumentSection(section.key, section.heading_zh, written[section.key], parts)


def filled(table: LayoutTable, figures: Mapping[str, Figure]) -> LayoutTable:
    """The official table with its values printed into the figure cells."""
    rows = tuple(
        tuple(replace(cell, text=shown(figures.get(cell.key))) if cell.key else cell for cell in row)
        for row in table.rows
    )
    return replace(table, rows=rows)


def _paragraphs(pieces: tuple[Segment, ...]) -> tuple[Paragraph, ...]:
    """Split at line breaks; empty paragraphs are left out."""
    paragraphs: list[list[Segment]] = [[]]
    for piece in pieces:
        lines = piece.text.split("\n")
        for number, line in enumerate(lines):
            if number:
                paragraphs.append([])
            if line.strip():
                paragraphs[-1].append(Segment(line, piece.key))
    return tuple(tuple(paragraph) for paragraph in paragraphs if paragraph)


def _read_section(raw: Mapping[str, Any]) -> DocumentSection:
    return DocumentSection(
        raw["key"],
        raw["heading"],
        _read_paragraphs(raw["paragraphs"]),
        tuple(
            DocumentPart(part["key"], part["heading"], _read_paragraphs(part["paragraphs"])) for part in raw["parts"]
        ),
        _read_table(raw["table"]) if raw["table"] else None,
    )


def _read_paragraphs(raw: list[list[dict[str, Any]]]) -> tuple[Paragraph, ...]:
    return tuple(tuple(Segment(**piece) for piece in paragraph) for paragraph in raw)


def _read_table(raw: Mapping[str, Any]) -> LayoutTable:
    rows = tuple(tuple(LayoutCell(**cell) for cell in row) for row in raw["rows"])
    return LayoutTable(raw["key"], raw["title_zh"], tuple(raw["widths"]), raw["header_rows"], rows)
