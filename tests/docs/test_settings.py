"""docs/settings.md names every variable of the environment and every setting of an agency, with its default."""

from __future__ import annotations

import json
import re
from pathlib import Path

import gongkai
from gongkai.agencies.settings import SETTINGS
from gongkai.requests.rules import CONVENTIONS, NUMBER_PATTERN, RETENTION_YEARS

PACKAGE = Path(gongkai.__file__).resolve().parent
PAGE = (PACKAGE.parents[1] / "docs" / "settings.md").read_text(encoding="utf-8")
READ = re.compile(r"(?:environ(?:\.get)?[\[(]|env\.(?:flag|words)\()\s*\"([A-Z_]+)\"|\"(GONGKAI_[A-Z_]+)\"")
ELSEWHERE = {"DJANGO_SETTINGS_MODULE"}  # set by the command itself, nobody's choice


def variables() -> set[str]:
    """What the program reads of its environment."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        if "tests" not in path.parts:
            found |= {one or other for one, other in READ.findall(path.read_text(encoding="utf-8"))}
    return found - ELSEWHERE


def documented(heading: str) -> list[str]:
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def test_every_variable_is_documented_and_no_other():
    assert set(documented("Environment")) == variables()


def test_every_setting_of_an_agency_is_documented_with_its_default():
    assert {NUMBER_PATTERN.name, CONVENTIONS.name, RETENTION_YEARS.name} <= set(SETTINGS)
    for setting in SETTINGS.values():
        default = json.dumps(setting.default, ensure_ascii=False)
        assert f"| `{setting.name}` | `{default}` | {setting.label_zh} |" in PAGE
    assert sorted(documented("Settings of an agency")) == sorted(SETTINGS)
