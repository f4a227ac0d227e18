"""The program `gongkai up` runs beside the server in an empty database: it builds the demonstration year, with a bar, and ends.

A program of its own, so that the portal answers meanwhile and Ctrl-C ends both.
"""

from __future__ import annotations

import sys
from importlib import import_module

from gongkai.cli.__main__ import load_django
from gongkai.cli.bars import bar


def main() -> int:
    load_django()
    build = import_module("gongkai.demo.build").build
    with bar("演示年度 / demonstration year") as show:
        build(show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
