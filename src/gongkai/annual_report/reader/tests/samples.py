"""The published reports of tests/data, with their figures."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from gongkai.law.annual_report.cells import FORM_CELLS
from gongkai.law.annual_report.figures import Figure, read_figures

FOLDER = Path(__file__).resolve().parents[5] / "tests" / "data" / "reports"
SEED = "wenxian-2022-report.txt"
HANGZHOU = "hangzhou-style-2025-clean-html.txt"
HONGZE = "hongze-2024-pdftotext-layout.txt"
JIULONGPO = "jiulongpo-erlang-2022-pipes.txt"
FORM_KEYS = tuple(cell.key for cell in FORM_CELLS)


def figures_of(name: str) -> dict[str, Figure]:
    """Published values by key; amounts as Decimal."""
    raw = json.loads((FOLDER / "figures.json").read_text(encoding="utf-8"))[name]
    return {key: Decimal(value) if isinstance(value, str) else value for key, value in read_figures(raw).items()}


def form_figures(name: str) -> dict[str, Figure]:
    figures = figures_of(name)
    return {key: figures[key] for key in FORM_KEYS}


def content(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def text(name: str) -> str:
    return content(name).decode()
