"""Search: is everything found and nothing else, how fast, how large; beside SQLite FTS5 in the same run.

    python benchmarks/search.py CORPUS [--documents 20000] [--queries 280] [--rounds 3]

CORPUS is a file of JSON lines with `title` and `text` (gzip or plain) or a JSON list with `title` and `body`. Its paragraphs are
put together anew, with a fixed seed, to documents of about 630 characters. Prints one JSON document:

- `truth`: each query on each engine, all ids, against a scan of every text.
- `milliseconds`: p50 and p99 of total + 10 ids + facets by class of query, engines taking turns on each query. `fts5 trigram`
  (SQLite's own tokenizer for text without spaces, LIKE for words it cannot match) gives total and 10 ids only.
- `page`: the whole answer with titles, marked passages and facets, as the application gives it.
- `reader_while_writing`: p99 of a reader while another process commits batches, against the same reader alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import platform
import random
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from gongkai.search.analysis.atoms import segments
from gongkai.search.analysis.characters import fold
from gongkai.search.analysis.query import parse
from gongkai.search.analysis.stream import whole
from gongkai.search.backends.choose import open_engine
from gongkai.search.backends.interface import Backend
from gongkai.search.documents import Document, Question
from gongkai.search.pages import Wish, answer

SEED, LENGTH, BATCH = 7, 630, 2_000
ORGANS = ("温政", "温政办", "温财", "温教体", "温民", "温卫健", "温应急", "温自然资")
TRIGRAM = "fts5 trigram"


def paragraphs(path: Path) -> tuple[list[str], list[str]]:
    """Titles and paragraphs of the corpus."""
    data = (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode()
    rows = json.loads(data) if data.startswith("[") else [json.loads(line) for line in data.splitlines()]
    texts = (row.get("text") or row.get("body") or "" for row in rows)
    return [row["title"] for row in rows], [line for text in texts for line in text.splitlines() if len(line) > 10]


def documents(path: Path, number: int) -> list[Document]:
    chance = random.Random(SEED)
    titles, lines = paragraphs(path)
    made = []
    for place in range(number):
        body: list[str] = []
        while sum(map(len, body)) < LENGTH:
            body.append(chance.choice(lines)[:LENGTH])
        organ, day = chance.choice(ORGANS), date(2008, 1, 1) + timedelta(days=chance.randrange(6000))
        title = f"关于{chance.choice(titles)}的{chance.choice(('通知', '意见', '公告', '批复'))}"
        docno = f"{organ}〔{day.year}〕{chance.randrange(1, 300)}号"
        made.append(Document(str(place), title, docno, body="\n".join(body), agency=organ, day=day, kind=title[-2:]))
    return made


def queries(made: list[Document], number: int) -> dict[str, list[str]]:
    """By class; parts of texts that are there, and some that are not."""
    chance = random.Random(SEED + 1)

    def run(low: int, high: int) -> str:
        while True:
            part = chance.choice(segments(chance.choice(made).body))
            size = chance.randint(low, high)
            if len(part) >= size:
                start = chance.randrange(len(part) - size + 1)
                return " ".join(part[start : start + size]) if size > 6 else "".join(part[start : start + size])

    def number_of_a_document() -> str:
        return chance.choice(made).docno.replace("〔", chance.choice("〔[（【")).replace("〕", chance.choice("〕]）】"))

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


class Trigram:
    """What a plain SQLite installation would do: FTS5 with `trigram` over folded text, LIKE below three characters."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path)
        self.db.execute("CREATE VIRTUAL TABLE text USING fts5(title, docno, body, tokenize='trigram')")

    def fill(self, made: list[Document]) -> None:
        rows = ((one.title, one.docno, one.body) for one in made)
        self.db.executemany("INSERT INTO text VALUES (?, ?, ?)", ([fold(part) for part in row] for row in rows))
        self.db.commit()

    def search(self, text: str) -> int:
        words = [fold(word) for word in ([text.strip('"').replace(" ", "")] if text.startswith('"') else text.split())]
        where, values = [], []
        for word in words:
            if len(word) > 2:
                where.append("text MATCH ?")
                values.append('"' + word + '"')
            else:
                where.append("(title LIKE ? OR docno LIKE ? OR body LIKE ?)")
                values += [f"%{word}%"] * 3
        wanted = " AND ".join(where)
        matches = [value for value in values if value.startswith('"')]
        if len(matches) > 1:  # FTS5 takes one MATCH a query
            others = [part for part in where if "LIKE" in part]
            wanted = " AND ".join(["text MATCH ?", *others])
            values = [" AND ".join(matches), *(value for value in values if not value.startswith('"'))]
        self.db.execute(f"SELECT rowid FROM text WHERE {wanted} LIMIT 10", values).fetchall()
        return int(self.db.execute(f"SELECT count(*) FROM text WHERE {wanted}", values).fetchone()[0])


def question(text: str, size: int = 10) -> Question:
    return Question(words=parse(text).words, whole=whole(text), size=size)


def taken(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def p50_p99(values: list[float]) -> dict[str, float]:
    cuts = quantiles(values, n=100, method="inclusive")
    return {"p50": round(cuts[49], 3), "p99": round(cuts[98], 3)}


def build(engine: Backend, made: list[Document]) -> float:
    began = time.perf_counter()
    for start in range(0, len(made), BATCH):
        engine.apply(made[start : start + BATCH])
    engine.close()
    return time.perf_counter() - began


def truth(scan: Backend, engines: dict[str, Backend], asked: list[str], size: int) -> dict[str, dict[str, float]]:
    """Recall and precision of all queries together, and how many whole answers (order, total, facets) are the same."""
    right, there, found, same = (defaultdict(int) for _ in range(4))
    for text in asked:
        expected = scan.search(question(text, size))
        for name, engine in engines.items():
            given = engine.search(question(text, size))
            right[name] += len(set(given.ids) & set(expected.ids))
            there[name] += len(expected.ids)
            found[name] += len(given.ids)
            same[name] += given == expected
    return {
        name: {
            "queries": len(asked),
            "recall": right[name] / there[name],
            "precision": right[name] / found[name],
            "answers_the_same": same[name],
        }
        for name in engines
    }


def write_on(folder: Path, made: list[Document], stop: multiprocessing.synchronize.Event) -> None:
    engine = open_engine("tantivy", folder)
    chance = random.Random(SEED)
    while not stop.is_set():
        engine.apply(chance.sample(made, 200))


def reader_while_writing(folder: Path, made: list[Document], asked: list[str]) -> dict[str, object]:
    engine = open_engine("tantivy", folder)
    alone = [taken(lambda text=text: engine.search(question(text))) for text in asked * 3]
    stop = multiprocessing.Event()
    writer = multiprocessing.Process(target=write_on, args=(folder, made[:5_000], stop))
    writer.start()
    time.sleep(1.5)
    beside = [taken(lambda text=text: engine.search(question(text))) for text in asked * 3]
    stop.set()
    writer.join()
    return {
        "alone": p50_p99(alone),
        "while_writing": p50_p99(beside),
        "p99_ratio": round(p50_p99(beside)["p99"] / p50_p99(alone)["p99"], 2),
    }


def ratios(times: dict[str, dict[str, list[float]]], name: str) -> dict[str, dict[str, float]]:
    """How many times longer ``name`` takes than tantivy, by class."""
    found = {}
    for kind, by_engine in times.items():
        ours, theirs = p50_p99(by_engine["tantivy"]), p50_p99(by_engine[name])
        found[kind] = {cut: round(theirs[cut] / ours[cut], 1) for cut in ("p50", "p99")}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=280)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    made = documents(options.corpus, options.documents)
    by_class = queries(made, options.queries)
    asked = [text for texts in by_class.values() for text in texts]
    size_of_text = sum(len((one.title + one.docno + one.body).encode()) for one in made)
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as scratch:
        folder = Path(scratch) / "tantivy"
        folder.mkdir()
        seconds = build(open_engine("tantivy", folder), made)
        size = sum(file.stat().st_size for file in folder.iterdir())
        (Path(scratch) / "fts5").mkdir()
        build(open_engine("fts5", Path(scratch) / "fts5"), made)
        engines = {
            "tantivy": open_engine("tantivy", folder),
            "fts5 same stream": open_engine("fts5", Path(scratch) / "fts5"),
        }
        scan = open_engine("scan")
        scan.apply(made)
        checked = truth(scan, engines, asked, options.documents)
        scan.close()
        trigram = Trigram(Path(scratch) / "trigram.sqlite3")
        trigram.fill(made)
        times: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for _ in range(options.rounds):
            for kind, texts in by_class.items():
                for text in texts:
                    for name, engine in engines.items():
                        times[kind][name].append(taken(lambda engine=engine, text=text: engine.search(question(text))))
        for kind, texts in by_class.items():
            times[kind][TRIGRAM] = [taken(lambda text=text: trigram.search(text)) for text in texts]
        texts_by_id = {one.id: one for one in made}
        page = [
            taken(lambda text=text: answer(Wish(text), engines["tantivy"], lambda ids: texts_by_id))
            for text in asked * options.rounds
        ]
        beside = reader_while_writing(folder, made, asked)
    print(json.dumps({
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        "documents": len(made), "characters": sum(len(one.body) for one in made), "text_megabytes": round(size_of_text / 1e6, 1),
        "documents_a_second": round(len(made) / seconds), "index_to_text": round(size / size_of_text, 2),
        "truth": checked,
        "milliseconds": {kind: {name: p50_p99(values) for name, values in row.items()} for kind, row in times.items()},
        "fts5_same_stream_takes_times": ratios(times, "fts5 same stream"), "fts5_trigram_takes_times": ratios(times, TRIGRAM),
        "page": p50_p99(page), "reader_while_writing": beside,
    }, ensure_ascii=False, indent=2))  # fmt: skip


if __name__ == "__main__":
    main()
