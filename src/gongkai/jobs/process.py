"""The process of one job: ``python -m gongkai.jobs.process JOB`` (started by works.py)."""

from __future__ import annotations

import sys
from importlib import import_module

import django


def main(job: str) -> None:
    """Set up first: the module named below needs the registry of models."""
    django.setup()
    import_module("gongkai.jobs.works").carry_out(int(job))


if __name__ == "__main__":
    main(*sys.argv[1:])
