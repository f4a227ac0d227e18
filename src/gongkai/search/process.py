"""The process of a rebuild that was begun beside other work: ``python -m gongkai.search.process`` (started by ``background.py``).

It gives way to everything else on the machine, and stops between portions when its parent has ended: a stopped installation does not go on indexing.
"""

from __future__ import annotations

import logging
import os
import sys
from importlib import import_module

import django

from gongkai.search.background import BUSY

LESS_URGENT = 10


def main() -> int:
    """Set up first: the modules named below need the registry of models."""
    parent = os.getppid()
    os.nice(LESS_URGENT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    django.setup()
    indexing, locks = import_module("gongkai.search.indexing"), import_module("gongkai.search.locks")
    try:
        indexing.rebuild(goes_on=lambda: os.getppid() == parent)
    except locks.WriterBusy as busy:
        logging.getLogger(__name__).info("search index: %s", busy)
        return BUSY
    except indexing.Stopped:
        return 0
    except (indexing.Unusable, OSError) as problem:  # a full disk, a cluster that is down: no fault of the program
        logging.getLogger(__name__).warning("search index: it cannot be made anew: %s", problem)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
