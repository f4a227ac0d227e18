"""Progress on standard error: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from gongkai.jobs.progress import Report


@contextmanager
def bar(title: str) -> Iterator[Report]:
    """A bar that is told (done, total, message); the total may become known later."""
    pause = 0.1 if sys.stderr.isatty() else 10.0
    with tqdm(desc=title, file=sys.stderr, mininterval=pause, unit="", dynamic_ncols=True) as shown:

        def show(done: int, total: int | None, message: str) -> None:
            shown.total = total
            if message:
                shown.set_postfix_str(message, refresh=False)
            shown.update(done - shown.n)

        yield show
