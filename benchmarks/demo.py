"""How long the demonstration year takes to build, and how much memory it needs at most.

    python benchmarks/demo.py

Builds the whole year with the command, in a data folder of its own that is removed afterwards. Prints one JSON document: seconds
of the whole command (start, empty database and migrations included), records a second, peak memory of the largest process.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src"
MOST_SECONDS, MOST_MEGABYTES = 300, 1024


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as home:
        environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "GONGKAI_KEY")}
        environment |= {"GONGKAI_HOME": home, "PYTHONPATH": str(SOURCE)}
        began = time.monotonic()
        command = [sys.executable, "-m", "gongkai.cli", "demo", "wenxian-2022", "--json"]
        built = json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)
        seconds = time.monotonic() - began
        database = (Path(home) / "gongkai.sqlite3").stat().st_size
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    records = sum(number for name, number in built["records"].items() if name != "audit_lines")
    print(json.dumps({
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "seconds": round(seconds, 1), "seconds_of_the_build": round(built["seconds"], 1), "records": records,
        "records_a_second": round(records / seconds), "peak_megabytes": round(megabytes), "database_megabytes": database >> 20,
        "reached": seconds <= MOST_SECONDS and megabytes < MOST_MEGABYTES,
    }, indent=2))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
