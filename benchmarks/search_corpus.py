"""Documents and queries of the search benchmarks: paragraphs of real regulations put together anew, the same for the same seed.

A document is made from its number alone, so that a million need no memory: whoever knows the number has the document.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from gongkai.search.analysis.atoms import segments
from gongkai.search.documents import Document

SEED, LENGTH = 7, 630
ORGANS = ("温政", "温政办", "温财", "温教体", "温民", "温卫健", "温应急", "温自然资")


class Corpus:
    def __init__(self, path: Path, size: int) -> None:
        """``path``: JSON lines with `title` and `text` (gzip or plain), or a JSON list with `title` and `body`."""
        data = (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode()
        rows = json.loads(data) if data.startswith("[") else [json.loads(line) for line in data.splitlines()]
        texts = (row.get("text") or row.get("body") or "" for row in rows)
        self.size = size
        self._titles = [row["title"] for row in rows]
        self._lines = [line for text in texts for line in text.splitlines() if len(line) > 10]
        self.document = lru_cache(maxsize=50_000)(self._document)

    def __iter__(self) -> Iterator[Document]:
        return (self._document(number) for number in range(self.size))

    def any_document(self, chance: random.Random) -> Document:
        return self.document(chance.randrange(self.size))

    def _document(self, number: int) -> Document:
        chance = random.Random(f"{SEED} {number}")
        body: list[str] = []
        length = 0
        while length < LENGTH:
            body.append(chance.choice(self._lines)[:LENGTH])
            length += len(body[-1])
        organ, day = chance.choice(ORGANS), date(2008, 1, 1) + timedelta(days=chance.randrange(6000))
        title = f"关于{chance.choice(self._titles)}的{chance.choice(('通知', '意见', '公告', '批复'))}"
        docno = f"{organ}〔{day.year}〕{chance.randrange(1, 300)}号"
        return Document(str(number), title, docno, body="\n".join(body), agency=organ, day=day, kind=title[-2:])


def queries(corpus: Corpus, number: int) -> dict[str, list[str]]:
    """By class; parts of texts that are there, and some that are not."""
    chance = random.Random(SEED + 1)

    def run(low: int, high: int) -> str:
        while True:
            part = chance.choice(segments(corpus.any_document(chance).body))
            size = chance.randint(low, high)
            if len(part) >= size:
                start = chance.randrange(len(part) - size + 1)
                return " ".join(part[start : start + size]) if size > 6 else "".join(part[start : start + size])

    def number_of_a_document() -> str:
        docno = corpus.any_document(chance).docno
        return docno.replace("〔", chance.choice("〔[（【")).replace("〕", chance.choice("〕]）】"))

    shapes: dict[str, Callable[[], str]] = {
        "1 character": lambda: run(1, 1),
        "2 characters": lambda: run(2, 2),
        "3-6 characters": lambda: run(3, 6),
        "and": lambda: f"{run(2, 2)} {run(2, 3)}",
        "phrase": lambda: f'"{run(7, 12)}"',
        "document number": number_of_a_document,
        "mixed": lambda: f"{run(2, 3)} {chance.choice(ORGANS)} {chance.randrange(2008, 2024)}",
    }
    return {name: [shape() for _ in range(number // len(shapes))] for name, shape in shapes.items()}
