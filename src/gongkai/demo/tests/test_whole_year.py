"""The golden year, as a user builds it: the command in a folder of its own, then the report as JSON, held against the county's report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

on_sqlite_only = pytest.mark.skipif(
    os.environ.get("GONGKAI_TEST_DATABASE") == "postgres", reason="the whole year is built once, on SQLite"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("whole-year")


def as_a_user(home: Path) -> dict[str, str]:
    """The environment of somebody who has only a data folder."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GONGKAI", "DATABASE_URL"))}
    return environment | {
        "GONGKAI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }  # fmt: skip


def gongkai(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gongkai.cli", *words]
    return subprocess.run(command, env=as_a_user(home), capture_output=True, text=True, check=False)


@pytest.mark.slow
@on_sqlite_only
def test_the_county_report_comes_out_figure_by_figure(home):
    built = gongkai(home, "demo", "wenxian-2022", "--json")
    assert built.returncode == 0, built.stderr
    records = json.loads(built.stdout)["records"]
    assert (records["penalties"], records["permits"], records["requests"]) == (179_863, 50_867, 63)
    report = gongkai(home, "report", "2022", "--agency", "wenxian", "--format", "json")
    assert report.returncode == 0, report.stderr
    document = json.loads(report.stdout)
    expected = json.loads(files("gongkai.demo.wenxian").joinpath("targets.json").read_text("utf-8"))["figures"]
    assert document["figures"] == expected
    assert [one["id"] for one in document["identities"] if one["holds"] is False] == []
    assert not (home / "demonstration-unfinished").exists()
