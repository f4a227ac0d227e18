"""Real regulations, several hundred generated queries: every engine gives what looking at every text gives."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from gongkai.search.analysis.atoms import segments
from gongkai.search.backends.scan import Scan
from gongkai.search.document_file import read_documents
from gongkai.search.documents import Document
from gongkai.search.tests.engines import ENGINES
from gongkai.search.tests.things import question

SAMPLE = Path(__file__).resolve().parents[4] / "tests" / "data" / "search" / "regulations.json"
DOCUMENTS = read_documents(json.loads(SAMPLE.read_text(encoding="utf-8"))).documents


def queries(seed: int, number: int) -> list[str]:
    """Parts of the texts of one to six atoms, pairs of them, phrases, and atoms put together at random."""
    chance = random.Random(seed)
    parts = [part for document in DOCUMENTS for part in segments(document.body)]

    def piece() -> str:
        part = chance.choice(parts)
        start, size = chance.randrange(len(part)), chance.randint(1, 6)
        return " ".join(part[start : start + size])

    def shuffled() -> str:
        return "".join(chance.choice(chance.choice(parts)) for _ in range(2))

    shapes = [
        lambda: f'"{piece()}"',
        lambda: piece().replace(" ", ""),
        piece,
        lambda: f'{piece()} "{piece()}"',
        shuffled,
    ]
    return [shapes[turn % len(shapes)]() for turn in range(number)]


@pytest.fixture(scope="module")
def truth():
    scan = Scan()
    scan.apply(DOCUMENTS)
    return scan


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "scan"])
def test_generated_queries(name, truth, tmp_path):
    engine = ENGINES[name](tmp_path)
    engine.apply(DOCUMENTS)
    asked = [question(text, size=20) for text in queries(seed=7, number=400)]
    wrong = [ask for ask in asked if engine.search(ask) != truth.search(ask)]
    engine.close()
    assert wrong == []


SIGNS = "甲乙a"


def crowded(seed: int, number: int) -> list[Document]:
    """Short texts of few signs, full of breaks: whatever could be found over one, would be."""
    chance = random.Random(seed)
    return [
        Document(str(key), "甲", body="".join(chance.choices(SIGNS + "。\n ", k=chance.randint(1, 24))))
        for key in range(number)
    ]


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "scan"])
def test_no_phrase_reaches_over_a_break_wherever_it_stands(name, tmp_path):
    documents, chance = crowded(seed=3, number=1_000), random.Random(5)
    asked = [question("".join(chance.choices(SIGNS, k=1 + turn % 9)), size=50) for turn in range(180)]
    scan, engine = Scan(), ENGINES[name](tmp_path)
    for made in (scan, engine):
        made.apply(documents)
    wrong = [ask for ask in asked if engine.search(ask) != scan.search(ask)]
    engine.close()
    assert wrong == []
    assert sum(scan.search(ask).total > 0 for ask in asked) >= 100


def test_the_generated_queries_are_worth_asking(truth):
    totals = [truth.search(question(text)).total for text in queries(seed=7, number=400)]
    assert sum(total > 0 for total in totals) >= 200
    assert sum(total == 0 for total in totals) >= 20
    assert sum(total == 1 for total in totals) >= 20
