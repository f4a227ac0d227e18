"""Start the process that carries out a job. An import is a minute of computing: a thread of the web server would slow every page.

The process lives in a session of its own, so that it outlives a web worker that is replaced meanwhile. When it is killed,
its job falls silent, its batch stays unseen, and the next import of that ledger clears it (staging.py).
"""

from __future__ import annotations

import subprocess
import sys


def start(upload_id: int, mode: str, officer: str) -> None:
    """Begin and do not wait; ids and a mode are the only arguments."""
    subprocess.Popen(
        [sys.executable, "-P", "-m", "gongkai.decisions.job_process", str(upload_id), mode, officer],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
