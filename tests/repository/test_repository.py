"""What holds for the repository as a whole: clean files, true documents, complete locks."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from gongkai.cli.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")
# Written in pieces, or this file would find itself.
REGISTRY_HOSTS = tuple(
    f"{name}.{end}"
    for name, end in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("aliyun", "com/pypi"))
)
MACHINE_PATHS = re.compile(r"(?<![\w.>-])/" + r"(?:work|root|home/\w+|opt/\w+)/")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def committed_files() -> list[Path]:
    """Files git knows, or all but the ignored where this is no clone."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("not a git clone: the list of committed files is unknown")
    return [path for name in done.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    read = []
    for path in committed_files():
        try:
            read.append((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return read


def offenders(text: str) -> list[str]:
    """Registry hosts and machine paths in a text."""
    return [host for host in REGISTRY_HOSTS if host in text] + MACHINE_PATHS.findall(text)


def test_no_committed_file_names_a_registry_or_a_place_of_one_machine():
    found = {name: bad for name, text in texts() if (bad := offenders(text))}
    assert found == {}


@pytest.mark.parametrize(
    "bad",
    ["--index-url https://" + "pypi" + ".org/simple", "open('" + "/work" + "/main/x')", "see " + "/root" + "/.cache/x"],
)
def test_the_search_for_hosts_and_places_finds_them(bad):
    assert offenders(bad)


@pytest.mark.parametrize(
    "good", ["/zfxxgk/", "src/gongkai/work/x", "/usr/lib/postgresql/", "https://example.org/work/x"]
)
def test_the_search_for_hosts_and_places_lets_others_pass(good):
    assert not offenders(good)


def outline(readme: str) -> list[str]:
    """The structure of a document without its words: headings, code, table rows by command, links."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    blocks = FENCE.findall(text)
    headings = [line.split(" ")[0] for line in FENCE.sub("", text).splitlines() if line.startswith("#")]
    commands = re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)
    links = [link for link in LINK.findall(text) if not link.startswith("README")]
    return [*headings, *blocks, *commands, *links]


def test_both_readmes_have_the_same_sections_commands_and_links():
    assert outline("README.md") == outline("README.zh-CN.md")


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_stands_in_the_readme(readme, command):
    assert re.search(rf"^\| `\./gongkai {command}\b", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_names_no_command_that_does_not_exist(readme):
    named = set(re.findall(r"^\| `\./gongkai ([\w-]+)", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= {command.name for command in COMMANDS}


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_names_each_command_once(readme):
    rows = re.findall(
        r"^\| `\./gongkai ([a-z-]+(?: (?:verify|package|check|import))?)", (ROOT / readme).read_text("utf-8"), re.M
    )
    assert sorted(rows) == sorted(set(rows))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_its_module(command):
    assert (ROOT / "src" / "gongkai" / "cli" / f"{command.module}.py").is_file()


def test_links_between_documents_lead_somewhere():
    broken = [
        f"{name}: {link}"
        for name, text in texts()
        if name.endswith(".md")
        for link in LINK.findall(FENCE.sub("", text))
        if not (ROOT / name).parent.joinpath(link).exists()
    ]
    assert broken == []


@pytest.mark.parametrize(
    "name", ["LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "docs/adr/README.md", ".ci/run"]
)
def test_what_a_repository_needs_is_there(name):
    assert (ROOT / name).stat().st_size > 0


def test_the_changelog_speaks_of_this_version():
    from_package = re.search(r'__version__ = "([^"]+)"', (ROOT / "src/gongkai/__init__.py").read_text(encoding="utf-8"))
    assert from_package
    assert f"## {from_package[1]}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_decision_stands_in_the_list_of_decisions():
    index = (ROOT / "docs/adr/README.md").read_text(encoding="utf-8")
    missing = [path.name for path in (ROOT / "docs/adr").glob("0*.md") if path.name not in index]
    assert missing == []
