"""The edge can be taken away: without desk, portal and api the other rooms import, migrate and count."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import gongkai

SOURCE = Path(gongkai.__file__).resolve().parents[1]
SCREENS = ("desk", "portal", "api")

PROGRAM = """
import importlib.abc, pkgutil, sys

class Gone(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[:2] in [["gongkai", room] for room in {screens!r}]:
            raise ModuleNotFoundError("the screens are gone: " + name, name=name)

sys.meta_path.insert(0, Gone())
import gongkai.config.settings_test as settings
settings.ROOT_URLCONF = "empty_addresses"
settings.STATICFILES_DIRS = []
settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if app.split(".")[-1] not in {screens!r}]
sys.modules["empty_addresses"] = type(sys)("empty_addresses")
sys.modules["empty_addresses"].urlpatterns = []

import django, gongkai
django.setup()
number = 0
for found in pkgutil.walk_packages(gongkai.__path__, "gongkai."):
    parts = found.name.split(".")
    if parts[1] in {screens!r} or "tests" in parts or parts[-1] in ("__main__", "urls", "settings", "settings_test", "wsgi"):
        continue
    importlib.import_module(found.name)
    number += 1

from datetime import date
from django.core.management import call_command
from gongkai.measures.registry import Question, measures
call_command("check", verbosity=0)
call_command("migrate", verbosity=0)
call_command("migrate", check_unapplied=True, verbosity=0)
question = Question((1,), date(2022, 1, 1), date(2022, 12, 31), date(2023, 1, 1))
counts = {{one.name: one.count(question) for one in measures()}}
assert counts["requests.received"] == 0 and counts["decisions.penalties"] == 0, counts
print(number > 200, len(counts) > 15)
"""


def run(program: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        "PYTHONPATH": str(SOURCE), "DJANGO_SETTINGS_MODULE": "gongkai.config.settings_test", "GONGKAI_TEST_HOME": str(home),
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, env=environment, cwd=home
    )


@pytest.mark.slow
def test_the_rooms_live_without_their_screens(tmp_path):
    done = run(PROGRAM.format(screens=SCREENS), tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["True True"]), done.stderr[-2000:]


def test_a_room_that_leans_on_a_screen_would_be_noticed(tmp_path):
    """Negative control: the same obstacle stops whatever imports a room that is gone."""
    program = PROGRAM.format(screens=("desk", "portal", "api", "editions"))
    done = run(program, tmp_path)
    assert done.returncode != 0
    assert "the screens are gone: gongkai.editions" in done.stderr
