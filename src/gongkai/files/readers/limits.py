"""What a reader's process may use. Set by itself before it looks at the first byte."""

from __future__ import annotations

import resource
import signal
import sys

MEGABYTE = 1024 * 1024
MEMORY = 1536 * MEGABYTE
SECONDS = 20
SECONDS_ON_THE_WALL = 40
MOST_CHARACTERS = 20_000_000
EXIT_MEMORY, EXIT_TIME, EXIT_OUTPUT = 71, 72, 73


def confine() -> None:
    """Memory and CPU time limited, no file may be written, no core dumped, no further process started."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.signal(signal.SIGXCPU, lambda number, frame: sys.exit(EXIT_TIME))
