"""docs/commands.md has a section for each command, in no other words than the command's own."""

from __future__ import annotations

import re
from pathlib import Path

from gongkai.cli.check import CHECKS
from gongkai.cli.commands import COMMANDS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")


def test_every_command_has_its_section_and_no_other_has():
    assert sorted(re.findall(r"^## ([\w-]+)", PAGE, re.MULTILINE)) == sorted(command.name for command in COMMANDS)


def test_every_check_is_explained_in_the_order_of_the_table():
    assert re.findall(r"^\| `([\w ]+)` \|", PAGE, re.MULTILINE) == [check.name for check in CHECKS]
