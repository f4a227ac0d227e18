"""`gongkai prepare`: the launcher has prepared the environment; say what is there.

`--with-tests` is read by the launcher, which then installs the locks of the tests as well.
"""

from __future__ import annotations

import platform
import sys
from argparse import ArgumentParser, Namespace
from importlib.metadata import distributions

from gongkai.cli.answers import print_json, tell


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--with-tests", action="store_true", help="also what the tests and `make check` need")


def run(args: Namespace) -> int:
    packages = sorted({found.metadata["Name"] for found in distributions()})
    if args.json:
        print_json({"python": platform.python_version(), "environment": sys.prefix, "packages": len(packages)})
    else:
        tell(f"Python {platform.python_version()}, {len(packages)} packages in {sys.prefix}")
    return 0
