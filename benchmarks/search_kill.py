"""Kill the writer of a search index 100 times with SIGKILL while it commits: is what it acknowledged there, can it be read?

    python benchmarks/search_kill.py [--kills 100] [--engine tantivy|fts5]

A writer commits batches and says so after each; it is killed at a random moment. Then the index is opened anew: every document of
every acknowledged batch must be found, by its own word and in its last wording. Prints one JSON document; exit 1 when anything is lost.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from gongkai.search.analysis.query import parse
from gongkai.search.backends.choose import open_engine
from gongkai.search.backends.interface import Unusable
from gongkai.search.documents import Document, Question

EACH, SEED, MOST_BATCHES, LONGEST = 20, 11, 4, 0.1


def batch_of(number: int) -> list[Document]:
    """Twenty documents; the first ten stand in the place of ten of the batch before."""
    again = (
        [Document(f"d{(number - 1) * EACH + one + 10}", f"更正第b{number}批") for one in range(10)] if number else []
    )
    return [
        *again,
        *(Document(f"d{number * EACH + one}", f"公告第b{number}批", body="正文内容" * 60) for one in range(EACH)),
    ]


def write(engine_name: str, folder: Path, first: int, told: int) -> None:
    engine = open_engine(engine_name, folder)
    number = first
    while True:
        engine.apply(batch_of(number))
        os.write(told, f"{number}\n".encode())
        number += 1


def killed_once(engine_name: str, folder: Path, first: int, batches: int, after: float) -> int:
    """Killed ``after`` seconds after so many batches; the number of the last one acknowledged, ``first - 1`` for none."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        write(engine_name, folder, first, writing)
    os.close(writing)
    with os.fdopen(reading) as lines:
        numbers = [line for _ in range(batches) if (line := lines.readline())]
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        numbers += lines.read().split()
    return int(numbers[-1]) if numbers else first - 1


def found(engine: object, word: str) -> int:
    return int(engine.search(Question(words=parse(word).words, size=1)).total)  # type: ignore[attr-defined]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--engine", choices=["tantivy", "fts5"], default="tantivy")
    options = parser.parse_args()
    chance, last, lost, unreadable, acknowledged = random.Random(SEED), -1, 0, 0, 0
    with tempfile.TemporaryDirectory(prefix="gongkai-kill-") as scratch:
        folder = Path(scratch)
        for _ in range(options.kills):
            before = last
            last = killed_once(
                options.engine, folder, last + 1, chance.randint(0, MOST_BATCHES), chance.uniform(0, LONGEST)
            )
            acknowledged += last - before
            try:
                engine = open_engine(options.engine, folder)
                for number in range(max(0, before - 1), last + 1):
                    kept = EACH if number == last else EACH - 10
                    later = (
                        found(engine, f"更正第b{number + 1}批") == 10
                    )  # a batch that was committed and not acknowledged
                    lost += found(engine, f"公告第b{number}批") < (EACH - 10 if later else kept)
                engine.close()
            except Unusable:
                unreadable += 1
    print(json.dumps({
        "engine": options.engine, "kills": options.kills, "batches_acknowledged": acknowledged, "batches_lost": lost,
        "unreadable": unreadable,
    }))  # fmt: skip
    sys.exit(1 if lost or unreadable else 0)


if __name__ == "__main__":
    main()
