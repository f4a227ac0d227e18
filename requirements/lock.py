"""Write the locks: ``runtime.txt`` and ``test.txt``, every package pinned with the digests of all its files.

Run by ``make lock``. The locks hold for every platform and for Python 3.11 and later (markers), name no index
and no folder of the machine they were made on. ``test.txt`` leaves out what ``runtime.txt`` already has, so
that the two can be installed one after the other without dependency resolution.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
OLDEST_PYTHON = "3.11"
DEBIAN_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
HEAD = "# Written by `make lock` from {source}. Do not edit.\n"


def find_uv(scratch: Path) -> str:
    """The path of ``uv``: the machine's own, or one installed with pip into ``scratch``."""
    found = shutil.which("uv")
    if found:
        return found
    venv.create(scratch / "env", with_pip=True)
    python = scratch / "env" / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "uv"], check=True)
    return str(python.with_name("uv"))


def resolve(uv: str, source: str, *options: str) -> list[str]:
    """The locked requirements of one ``.in`` file: blocks of a pin and its digests, in alphabetical order."""
    command = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes"]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--upgrade"]
    environment = dict(os.environ)
    if DEBIAN_CERTIFICATES.exists():
        environment.setdefault("SSL_CERT_FILE", str(DEBIAN_CERTIFICATES))
    command += [*options, source]
    done = subprocess.run(command, cwd=HERE, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    blocks: list[str] = []
    for line in done.stdout.splitlines():
        if line.startswith("    "):
            blocks[-1] += line + "\n"
        elif line.strip():
            blocks.append(line + "\n")
    return blocks


def name_of(block: str) -> str:
    """The package a block pins: ``django==5.2.1 \\`` -> ``django``."""
    return block.partition("==")[0].partition("[")[0].strip()


def write(target: str, source: str, blocks: list[str]) -> None:
    (HERE / target).write_text(HEAD.format(source=source) + "".join(blocks), encoding="utf-8")
    print(f"{target}: {len(blocks)} packages", file=sys.stderr)


def main() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        uv = find_uv(Path(scratch))
        runtime = resolve(uv, "runtime.in") + resolve(uv, "fonts.in", "--no-deps")
        runtime.sort(key=name_of)
        write("runtime.txt", "runtime.in and fonts.in", runtime)
        test = resolve(uv, "test.in", "--constraint", "runtime.txt")
        have = {name_of(block) for block in runtime}
        write("test.txt", "test.in, without what runtime.txt holds", [b for b in test if name_of(b) not in have])
    return 0


if __name__ == "__main__":
    sys.exit(main())
