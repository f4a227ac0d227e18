"""Install a lock with pip, or with uv where uv is configured for the same package index.

Progress is one line on standard error, rewritten in place on a terminal. The package index is whatever the machine's
own pip configuration says; none is named here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

from sentences import NO_VENV, Failure

COLLECTED = re.compile(r"^Collecting ([A-Za-z0-9._-]+)")
UV_FILES = (Path("~/.config/uv/uv.toml"), Path("/etc/uv/uv.toml"))
Command = list[str]


def say(text: str, *, passing: bool = False) -> None:
    """Write a line of progress; a `passing` one is overwritten on a terminal and left out elsewhere."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}" + ("" if passing else "\n"))
    elif not passing:
        sys.stderr.write(text + "\n")
    sys.stderr.flush()


def packages_in(lock: Path) -> int:
    """How many packages a lock pins."""
    return sum(1 for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line and line[0] not in " #")


def runs(command: Command) -> bool:
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def find_pip(python: Path) -> Command:
    """A pip that installs into the environment: its own, or one of the machine with `--python`.

    Raises Failure (no pip at all, or only one older than 22.3, which knows no `--python`).
    """
    own = [str(python), "-m", "pip"]
    if runs([*own, "--version"]):
        return own
    for outside in ([sys.executable, "-m", "pip"], ["/usr/bin/python3", "-m", "pip"], ["pip3"], ["pip"]):
        command = [*outside, "--python", str(python)]
        if runs([*command, "--version"]):
            return command
    raise Failure(NO_VENV.format(python=sys.executable))


def pip_index(pip: Command) -> str:
    """The index pip is configured for; empty when it uses its own default."""
    done = subprocess.run([*pip, "config", "get", "global.index-url"], capture_output=True, text=True)
    return os.environ.get("PIP_INDEX_URL", "") or done.stdout.strip()


def uv_index() -> str:
    """The index uv is configured for, by the environment or its files; empty when it uses its own default."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        if os.environ.get(name):
            return os.environ[name]
    for file in (path.expanduser() for path in UV_FILES):
        if not file.is_file():
            continue
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
        defaults = [entry["url"] for entry in settings.get("index", []) if entry.get("default")]
        return str(settings.get("index-url") or (defaults or [""])[0])
    return ""


def same_index(one: str, other: str) -> bool:
    return one.rstrip("/") == other.rstrip("/")


def install(python: Path, lock: Path, mark: Path) -> None:
    """Install exactly what the lock says, each file checked against its digest. Raises Failure.

    ``mark`` is made when the first file is about to change: what fails before (no network) leaves the environment as it was.
    """
    count = packages_in(lock)
    started = time.monotonic()
    options = ["--require-hashes", "--no-deps", "-r", str(lock)]
    uv = shutil.which("uv")
    say(f"准备运行环境：{lock.stem}，{count} 个软件包 / preparing: {lock.stem}, {count} packages")
    if uv and install_with_uv(
        [uv, "pip", "install", "--python", str(python), "--compile-bytecode", *options], python, mark
    ):
        say(f"完成，用时 {time.monotonic() - started:.0f} 秒 / done in {time.monotonic() - started:.0f} s (uv)")
        return
    pip = find_pip(python)
    downloaded = install_with_pip([*pip, "install", "--progress-bar", "off", *options], count, mark)
    ended = time.monotonic()
    fetch, unpack = downloaded - started, ended - downloaded
    say(f"完成：下载 {fetch:.0f} 秒，安装 {unpack:.0f} 秒 / done: {fetch:.0f} s download, {unpack:.0f} s installation")


def install_with_uv(command: Command, python: Path, mark: Path) -> bool:
    """True when uv did it; False when its index is another one than pip's, or it failed: then pip is asked."""
    try:
        if not same_index(uv_index(), pip_index(find_pip(python))):
            return False
    except (Failure, OSError, tomllib.TOMLDecodeError):
        return False
    mark.touch()
    return runs(command)


def install_with_pip(command: Command, count: int, mark: Path) -> float:
    """Run pip, showing how far it is; returns the instant when downloads ended. Raises Failure with its output."""
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "LC_ALL": "C.UTF-8"}
    environment.pop("PIP_REQUIRE_VIRTUALENV", None)
    output: list[str] = []
    seen, downloaded = 0, time.monotonic()
    with subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace"
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            output.append(line)
            if match := COLLECTED.match(line):
                seen += 1
                say(f"下载 / downloading {seen}/{count} {match[1]}", passing=True)
            elif line.startswith("Installing collected packages"):
                mark.touch()
                downloaded = time.monotonic()
                say("安装 / installing", passing=True)
    if process.returncode != 0:
        raise Failure.from_output("pip", "".join(output))
    return downloaded
