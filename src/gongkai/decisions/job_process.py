"""The process of one job: ``python -m gongkai.decisions.job_process UPLOAD MODE OFFICER`` (started by job_start.py)."""

from __future__ import annotations

import sys
from importlib import import_module

import django


def main(upload: str, mode: str, officer: str) -> None:
    """Set up first: the modules named below need the registry of models."""
    django.setup()
    models, rights = import_module("gongkai.agencies.models"), import_module("gongkai.agencies.rights")
    runs = import_module("gongkai.decisions.usecases.run_upload")
    act = rights.act_of(models.Officer.objects.select_related("agency").get(pk=int(officer)))
    runs.carry_out(act=act, upload_id=int(upload), mode=runs.Mode(mode))


if __name__ == "__main__":
    main(*sys.argv[1:])
