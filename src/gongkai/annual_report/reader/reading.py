"""One file read: issuer, year, form, sections, tables, figures of the text, and the subtotals that follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from gongkai.annual_report.reader.claims import Claim, Status, with_status
from gongkai.annual_report.reader.errors import UnreadableFile
from gongkai.annual_report.reader.formats.opening import read_path, read_source
from gongkai.annual_report.reader.headings import Passage, Section, headings_found, passages, sections_found
from gongkai.annual_report.reader.narrative import SEED_TEXT_KEYS, Parts, TextFigure, read_parts, read_text_figures
from gongkai.annual_report.reader.source import Source, texts_of
from gongkai.annual_report.reader.table3 import UNDIVIDED
from gongkai.annual_report.reader.tables import FORM_KEYS, Tables, read_tables
from gongkai.annual_report.reader.title import Title, title_of
from gongkai.law.annual_report.cells import DERIVED_CELLS
from gongkai.law.annual_report.figures import Figure, total

PREVIOUS = "derived.normative_documents_in_force_previous_year"
_FEWEST_SECTIONS = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found in one file. ``claims``: every figure by key; ``texts``: those of the text with their bounds."""

    name: str
    format: str
    title: Title
    tables: Tables
    claims: Mapping[str, Claim]
    texts: Mapping[str, TextFigure]
    parts: tuple[Parts, ...]
    sections: tuple[Section, ...]
    headings: Mapping[Section, str]
    """The headings as they are printed."""
    passages: tuple[Passage, ...]

    @property
    def figures(self) -> dict[str, Figure]:
        """Values given or inferred, by key; None for all others. For the identities an undivided row stands in its last part."""
        values: dict[str, Figure] = {key: claim.value for key, claim in self.claims.items()}
        for column in ("natural_person", "commercial_enterprise", "research_institution", "public_welfare_organisation",
                       "legal_service_institution", "other_organisation", "total"):  # fmt: skip
            undivided = values.get(f"table3.{UNDIVIDED}.{column}")
            if undivided is not None:
                values |= {f"table3.other.not_corrected.{column}": 0, f"table3.other.fee_unpaid.{column}": 0}
                values[f"table3.other.other.{column}"] = undivided
        return values


def read_report(path: Path) -> Reading:
    """Raises UnreadableFile for what is no readable report, OSError where the file is not there."""
    return read_blocks(read_path(path))


def read_bytes(name: str, content: bytes) -> Reading:
    """Raises UnreadableFile."""
    return read_blocks(read_source(name, content))


def read_blocks(source: Source) -> Reading:
    lines = list(texts_of(source))
    title = title_of(lines)
    placed = passages(lines)
    tables = read_tables(source, title.year)
    sections = sections_found(lines)
    something = any(claim.status is not Status.MISSING for claim in tables.claims.values())
    if not something and title.year is None and len(sections) < _FEWEST_SECTIONS:
        raise UnreadableFile(source.name, "没有读到年度报告的标题、章节或者表格，不是政府信息公开工作年度报告")
    texts = read_text_figures(placed, title.year)
    claims = {**{key: one.claim for key, one in texts.items()}, **tables.claims}
    claims = with_status(claims, SEED_TEXT_KEYS, Status.MISSING, "正文没有写")
    claims = {**claims, **_derived(claims)}
    return Reading(
        name=source.name,
        format=source.format,
        title=title,
        tables=tables,
        claims=claims,
        texts=texts,
        parts=tuple(read_parts(placed)),
        sections=sections,
        headings=headings_found(lines),
        passages=tuple(placed),
    )


def _derived(claims: Mapping[str, Claim]) -> dict[str, Claim]:
    """Subtotals of the groups, and documents in force a year before; inferred where all parts are known, else missing."""
    found: dict[str, Claim] = {}
    for cell in DERIVED_CELLS:
        if cell.key == PREVIOUS:
            value = _in_force_before(claims)
        elif cell.key.endswith("otherwise_closed.total") and (undivided := claims.get(f"table3.{UNDIVIDED}.total")):
            value = undivided.value
        else:
            value = total(claims[part].value for part in cell.sum_of)
        status = Status.MISSING if value is None else Status.INFERRED
        note = "各格不全，不能推算" if value is None else "由各格推算，表中不印"
        found[cell.key] = Claim(cell.key, status, value, "", None, note)
    return found


def _in_force_before(claims: Mapping[str, Claim]) -> int | Decimal | None:
    prefix = "table2.art20_1.normative_documents"
    now, issued, abolished = (claims[f"{prefix}.{name}"].value for name in ("in_force", "issued", "abolished"))
    if now is None or issued is None or abolished is None or now - issued + abolished < 0:
        return None
    return now - issued + abolished


def form_claims(reading: Reading) -> dict[str, Claim]:
    return {key: reading.claims[key] for key in FORM_KEYS}
