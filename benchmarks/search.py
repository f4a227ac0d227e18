"""Search: is everything found and nothing else, how fast, how large; beside what SQLite and PostgreSQL do in the same run.

    python benchmarks/search.py [CORPUS] [--documents 20000] [--queries 280] [--rounds 3] [--truth N] [--postgres URL] [--keep FOLDER]

CORPUS: by default the regulations of the tests. Prints one JSON document:

- `truth`: each query on each engine, all ids, total and facets, against a scan of every text (`--truth`: of how many documents;
  with GONGKAI_TEST_OPENSEARCH also on a cluster).
- `milliseconds`: p50 and p99, on the wall and of this process alone, by class of query, one engine after the other over all queries, as a process that
  answers one reader after the other: of total + 10 ids + facets, and ("bare") of
  total + 10 ids. The peers (SQLite `trigram` with LIKE for short words; a bigram `tsvector` where `--postgres` names a database) give total and 10 ids in any order only,
  so they are compared with our bare answers, which have the order of relevance; FTS5 over the same stream is compared both ways.
- `page`: the whole answer with titles, marked passages and facets, as the application gives it.
- `reader_while_writing`: p99 of a reader while another process commits batches, against the same reader alone.
"""

from __future__ import annotations

import argparse
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
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import quantiles

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE)]

from search_corpus import SEED, Corpus, queries  # noqa: E402
from search_peers import Peer, Postgres, Trigram  # noqa: E402

from gongkai.search.analysis.query import parse  # noqa: E402
from gongkai.search.analysis.stream import whole  # noqa: E402
from gongkai.search.backends.choose import open_engine  # noqa: E402
from gongkai.search.backends.interface import Backend  # noqa: E402
from gongkai.search.documents import Document, Question, portions  # noqa: E402
from gongkai.search.pages import Wish, answer  # noqa: E402

EACH = 2_000
OURS, SAME_STREAM, TRIGRAM, POSTGRES = "tantivy", "fts5 same stream", "fts5 trigram", "postgresql bigram tsvector"
REGULATIONS = HERE.parent / "tests" / "data" / "search" / "regulations.json"


BARE = " bare"


def question(text: str, size: int = 10, with_facets: bool = True) -> Question:
    return Question(words=parse(text).words, whole=whole(text), size=size, with_facets=with_facets)


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of the clock on the wall, and of this process alone: on a machine that others use, the second is ours."""

    wall: float
    cpu: float


def taken(work: Callable[[], object]) -> Taken:
    began, cpu_began = time.perf_counter(), time.process_time()
    work()
    cpu, wall = time.process_time() - cpu_began, time.perf_counter() - began
    return Taken(wall * 1000, cpu * 1000)


def p50_p99(values: list[Taken], clock: str = "wall") -> dict[str, float]:
    cuts = quantiles([getattr(value, clock) for value in values], n=100, method="inclusive")
    return {"p50": round(cuts[49], 3), "p99": round(cuts[98], 3)}


def both_clocks(values: list[Taken]) -> dict[str, dict[str, float]]:
    return {"wall": p50_p99(values), "cpu": p50_p99(values, "cpu")}


def build(engine: Backend, documents: Iterable[Document]) -> dict[str, float]:
    """Analysis and index; making the documents themselves is not counted."""
    seconds, number, cpu = 0.0, 0, 0.0
    for batch in portions(documents):
        began, cpu_began = time.perf_counter(), time.process_time()
        engine.apply(batch, new=True)
        seconds, cpu, number = (
            seconds + time.perf_counter() - began,
            cpu + time.process_time() - cpu_began,
            number + len(batch),
        )
    began = time.perf_counter()
    engine.close()
    seconds += time.perf_counter() - began
    return {"documents_a_second": round(number / seconds), "cpu_seconds_per_1000": round(cpu / number * 1000, 2)}


def engines_to_check() -> dict[str, Backend]:
    """All in memory; with GONGKAI_TEST_OPENSEARCH an index of its own on that cluster too."""
    engines: dict[str, Backend] = {OURS: open_engine("tantivy"), SAME_STREAM: open_engine("fts5")}
    if hosts := os.environ.get("GONGKAI_TEST_OPENSEARCH"):
        from opensearchpy import OpenSearch  # noqa: PLC0415 - only where there is a cluster

        from gongkai.search.backends.opensearch_index import OpenSearchIndex  # noqa: PLC0415

        cluster = OpenSearchIndex(OpenSearch(hosts=hosts.split(","), timeout=60), f"bench-{os.getpid()}")
        cluster.create()
        engines["opensearch"] = cluster
    return engines


def truth(corpus: Corpus, asked: list[str]) -> dict[str, dict[str, float]]:
    """Recall and precision of all queries together, and how many whole answers (order, total, facets) are the same."""
    scan, engines = open_engine("scan"), engines_to_check()
    scan.apply(corpus)
    for engine in engines.values():
        rest = iter(corpus)
        while batch := list(islice(rest, EACH)):
            engine.apply(batch)
    right, there, found, same = (defaultdict(int) for _ in range(4))
    size = min(corpus.size, 10_000)
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
            "documents": corpus.size, "queries": len(asked), "recall": right[name] / there[name],
            "precision": right[name] / found[name], "answers_the_same": same[name],
        }
        for name in engines
    }  # fmt: skip


def write_on(folder: Path, corpus: Corpus, stop: multiprocessing.synchronize.Event) -> None:
    """Batches as the worker makes them: twenty documents, five times a second."""
    engine = open_engine("tantivy", folder)
    chance = random.Random(SEED)
    while not stop.is_set():
        engine.apply([corpus.any_document(chance) for _ in range(20)])
        time.sleep(0.2)


def reader_while_writing(folder: Path, corpus: Corpus, asked: list[str], rounds: int) -> dict[str, object]:
    engine = open_engine("tantivy", folder)
    alone: list[Taken] = []
    beside: list[Taken] = []
    for _ in range(3):  # in turns, because other programs come and go on the machine
        alone += [taken(lambda text=text: engine.search(question(text))) for text in asked * rounds]
        stop = multiprocessing.Event()
        writer = multiprocessing.Process(target=write_on, args=(folder, corpus, stop))
        writer.start()
        time.sleep(1.0)
        beside += [taken(lambda text=text: engine.search(question(text))) for text in asked * rounds]
        stop.set()
        writer.join()
    one, two = both_clocks(alone), both_clocks(beside)
    ratio = {clock: round(two[clock]["p99"] / one[clock]["p99"], 2) for clock in one}
    return {"alone": one, "while_writing": two, "p99_ratio": ratio}


def page_times(corpus: Corpus, engine: Backend, asked: list[str], rounds: int) -> dict[str, dict[str, float]]:
    """Texts are at hand, as an application has them from its database by key."""

    def texts(ids: Iterable[str]) -> dict[str, Document]:
        return {key: corpus.document(int(key)) for key in ids}

    for text in asked:
        answer(Wish(text), engine, texts)
    return both_clocks([taken(lambda text=text: answer(Wish(text), engine, texts)) for text in asked * rounds])


def ratios(times: Mapping[str, Mapping[str, list[Taken]]], name: str, clock: str) -> dict[str, dict[str, float]]:
    """How many times longer ``name`` takes than ours for the same, by class and over all queries."""
    found = {}
    own = OURS if name == SAME_STREAM else OURS + BARE
    everything = {engine: [value for row in times.values() for value in row[engine]] for engine in (own, name)}
    for kind, by_engine in [*times.items(), ("all", everything)]:
        ours, theirs = p50_p99(by_engine[own], clock), p50_p99(by_engine[name], clock)
        found[kind] = {cut: round(theirs[cut] / ours[cut], 1) for cut in ("p50", "p99")}
    return found


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=REGULATIONS)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=280)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--truth", type=int, default=5_000, help="documents the answers are checked on; 0: none")
    parser.add_argument(
        "--postgres", help="postgres://user@host:port/name to compare with; its table bench_search is replaced"
    )
    parser.add_argument(
        "--keep", type=Path, help="a folder that keeps the indexes; a second run with it does not build again"
    )
    parser.add_argument("--only-ours", action="store_true", help="no peers: for a size at which they take hours")
    return parser.parse_args()


@dataclass(slots=True)
class Laid:
    """The indexes of one corpus in a folder: ours, the same stream in FTS5, and the peers."""

    engines: dict[str, Backend]
    peers: dict[str, Peer]
    told: dict[str, object]


def lay(options: argparse.Namespace, corpus: Corpus, scratch: Path) -> Laid:
    """Build what the folder does not keep from an earlier run."""
    folder, other = scratch / "tantivy", scratch / "fts5"
    told: dict[str, object] = {}
    if not folder.exists():
        folder.mkdir(parents=True)
        told["build"] = build(open_engine("tantivy", folder), corpus)
    told |= size_told(folder, corpus)
    engines: dict[str, Backend] = {OURS: open_engine("tantivy", folder)}
    if options.only_ours:
        return Laid(engines, {}, told)
    if not other.exists():
        other.mkdir()
        build(open_engine("fts5", other), corpus)
    engines[SAME_STREAM] = open_engine("fts5", other)
    peers: dict[str, Peer] = {TRIGRAM: Trigram(scratch / "trigram.sqlite3")}
    if options.postgres:
        peers[POSTGRES] = Postgres(options.postgres)
    for peer in peers.values():
        peer.fill(corpus)
    return Laid(engines, peers, told)


def size_told(folder: Path, corpus: Corpus) -> dict[str, float]:
    size = sum(file.stat().st_size for file in folder.iterdir())
    sample = [corpus.document(number) for number in range(min(2_000, corpus.size))]
    text_bytes = sum(len((one.title + one.docno + one.body).encode()) for one in sample) / len(sample) * corpus.size
    return {"text_megabytes": round(text_bytes / 1e6, 1), "index_to_text": round(size / text_bytes, 2)}


def measure(laid: Laid, by_class: Mapping[str, list[str]], rounds: int) -> dict[str, dict[str, list[Taken]]]:
    """Each engine over all queries, whole and bare, so many rounds; each peer once, because it takes long."""
    times: dict[str, dict[str, list[Taken]]] = defaultdict(lambda: defaultdict(list))
    every = [(kind, text) for kind, texts in by_class.items() for text in texts]
    for turn in range(rounds):
        for name, engine in laid.engines.items():
            for mode, with_facets in (("", True), (BARE, False)):
                for kind, text in every:
                    asked_for = question(text, with_facets=with_facets)
                    times[kind][name + mode].append(taken(lambda asked=asked_for, e=engine: e.search(asked)))
        for name, peer in laid.peers.items() if turn == 0 else ():
            for kind, text in every:
                times[kind][name].append(taken(lambda peer=peer, text=text: peer.search(text)))
    return times


def compared(times: Mapping[str, Mapping[str, list[Taken]]], laid: Laid) -> dict[str, object]:
    others = (*laid.engines, *(name + BARE for name in laid.engines), *laid.peers)
    return {
        "milliseconds": {
            kind: {name: both_clocks(values) for name, values in row.items()} for kind, row in times.items()
        },
        "takes_times_ours": {
            name: {clock: ratios(times, name, clock) for clock in ("wall", "cpu") if (name, clock) != (POSTGRES, "cpu")}
            for name in others
            if not name.startswith(OURS)
        },
    }


def main() -> None:
    options = arguments()
    corpus = Corpus(options.corpus, options.documents)
    by_class = queries(corpus, options.queries)
    asked = [text for texts in by_class.values() for text in texts]
    told: dict[str, object] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        "load": [round(value, 1) for value in os.getloadavg()], "documents": corpus.size,
    }  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as temporary:
        scratch = options.keep or Path(temporary)
        laid = lay(options, corpus, scratch)
        told |= laid.told | compared(measure(laid, by_class, options.rounds), laid)
        told["page"] = page_times(corpus, laid.engines[OURS], asked, options.rounds)
        told["reader_while_writing"] = reader_while_writing(scratch / "tantivy", corpus, asked, 1)
    if options.truth:
        small = Corpus(options.corpus, options.truth)
        told["truth"] = truth(small, [text for texts in queries(small, options.queries).values() for text in texts])
    print(json.dumps(told, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
