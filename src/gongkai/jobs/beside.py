"""Work in a thread beside the main work of a process, begun and ended with a block.

What runs beside may not outlive what it runs beside: at the end it is asked to stop and waited for, but not for ever; and when it fails, ``failed`` says
so, and the block ends with its failure.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType

from django.db import connection

SECONDS_TO_FINISH = 10.0
Work = Callable[[Callable[[], bool]], object]


class Beside:
    """``work`` is given a function that says when to stop."""

    def __init__(self, name: str, work: Work) -> None:
        self._work, self._over = work, Event()
        self._problem: BaseException | None = None
        self._thread = Thread(target=self._run, name=name, daemon=True)

    @property
    def failed(self) -> bool:
        return self._problem is not None

    def __enter__(self) -> Beside:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join(SECONDS_TO_FINISH)
        if self._problem is not None and problem is None:
            raise self._problem

    def _run(self) -> None:
        try:
            self._work(self._over.is_set)
        except BaseException as problem:  # noqa: BLE001 - it is raised again where the block ends
            self._problem = problem
        finally:
            connection.close()
