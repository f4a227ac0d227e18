"""Locks and the page on dependencies: complete, pinned, each with its reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"
SOURCES = ("runtime.in", "fonts.in", "test.in")
LOCKS = ("runtime.txt", "test.txt")


def wanted(source: str) -> set[str]:
    """Package names of a `.in` file, without versions and extras."""
    lines = (REQUIREMENTS / source).read_text(encoding="utf-8").splitlines()
    return {re.split(r"[\[<>=~!; ]", line)[0].lower() for line in lines if line and not line.startswith("#")}


def pins(lock: str) -> dict[str, str]:
    """Package name -> its block in a lock."""
    text = (REQUIREMENTS / lock).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    return {re.split(r"[\[=]", block)[0]: block for block in blocks if block.strip()}


def reasons() -> set[str]:
    rows = re.findall(
        r"^\| ([a-z0-9-]+) \|(.+)\|$", (ROOT / "docs/dependencies.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    return {name for name, rest in rows if name != "package" and set(rest) - set("-| ")}


@pytest.mark.parametrize("source", SOURCES)
def test_every_package_has_a_line_saying_why(source):
    assert wanted(source) - reasons() == set()


def test_no_line_speaks_of_a_package_that_is_gone():
    assert reasons() - set().union(*map(wanted, SOURCES)) == set()


@pytest.mark.parametrize(
    ("source", "locks"), [("runtime.in", ["runtime.txt"]), ("fonts.in", ["runtime.txt"]), ("test.in", LOCKS)]
)
def test_the_lock_is_not_older_than_its_source(source, locks):
    assert wanted(source) - set().union(*(pins(lock) for lock in locks)) == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_exact_and_has_digests(lock):
    loose = [
        name
        for name, block in pins(lock).items()
        if not re.match(r"[^\s=]+==[^\s=]+ ", block) or "--hash=sha256:" not in block
    ]
    assert loose == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_and_no_folder(lock):
    text = (REQUIREMENTS / lock).read_text(encoding="utf-8")
    assert re.search(r"://|--(?:index-url|extra-index-url|find-links|trusted-host)|@ ", text) is None


def test_no_package_is_pinned_twice():
    assert set(pins("runtime.txt")) & set(pins("test.txt")) == set()
