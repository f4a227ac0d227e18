"""Prepare `.venv` from the locks in this folder. Standard library only; runs before anything is installed.

In order: one start at a time (a lock on the repository folder) -> remove what an earlier start left half-done ->
make the environment -> install each layer that is not stamped for its lock -> write its stamp.
Every failure comes back as one sentence that names the cure; nothing is raised to the caller.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import installers
import ready
from sentences import Failure, sentence_for


@contextlib.contextmanager
def only_one(root: Path) -> Iterator[None]:
    """Hold the lock on the repository folder, so that two starts at once do not build into each other."""
    descriptor = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            installers.say("另一个启动正在准备运行环境，等待中 / another start is preparing the environment, waiting")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def interpreter_of(folder: Path) -> tuple[int, int] | None:
    """The version of the environment's interpreter, None where it does not run."""
    question = "import sys; print(*sys.version_info[:2])"
    try:
        done = subprocess.run([str(folder / "bin" / "python"), "-c", question], capture_output=True, text=True)
    except OSError:
        return None
    if done.returncode != 0:
        return None
    major, minor = done.stdout.split()
    return int(major), int(minor)


def must_be_rebuilt(root: Path, folder: Path) -> bool:
    """True when the folder was left half-done, its interpreter is gone or too old, or was changed under it."""
    if (folder / ready.UNFINISHED).exists():
        installers.say("上次准备未完成，重新准备 / the earlier preparation was not finished, starting afresh")
        return True
    if (interpreter_of(folder) or (0, 0)) < (3, 11):
        return True
    stamp = Path(ready.stamp_of(str(root), ready.RUNTIME))
    if not stamp.exists():
        return False
    recorded = stamp.read_text(encoding="utf-8").rstrip("\n").partition(" ")[2]
    return recorded != os.path.realpath(folder / "bin" / "python")


def make_environment(root: Path, folder: Path) -> None:
    """Make an empty environment, with pip where this Python can, else without it (pip is then found elsewhere)."""
    folder.mkdir()
    (folder / ready.UNFINISHED).touch()
    base = [sys.executable, "-m", "venv"]
    with_pip = subprocess.run([*base, str(folder)], capture_output=True, text=True)
    if with_pip.returncode != 0:
        without = subprocess.run([*base, "--without-pip", str(folder)], capture_output=True, text=True)
        if without.returncode != 0:
            raise Failure.from_output("venv", with_pip.stdout + with_pip.stderr + without.stdout + without.stderr)
    make_source_importable(root, folder)


def make_source_importable(root: Path, folder: Path) -> None:
    """Put `src` on the environment's path by a relative line, so that the repository may be moved."""
    for packages in folder.glob("lib/python3*/site-packages"):
        path = os.path.relpath(root / "src", packages)
        (packages / "gongkai.pth").write_text(path + "\n", encoding="utf-8")


def install_layer(root: Path, folder: Path, layer: str) -> None:
    """Install one lock; the stamp comes last, the mark `unfinished` stands in between."""
    stamp, mark = Path(ready.stamp_of(str(root), layer)), folder / ready.UNFINISHED
    stamp.unlink(missing_ok=True)
    installers.install(folder / "bin" / "python", Path(ready.lock_of(str(root), layer)), mark)
    stamp.write_text(ready.digest_for(str(root), layer), encoding="utf-8")
    mark.unlink(missing_ok=True)


def build(root: Path, layers: tuple[str, ...]) -> None:
    folder = Path(ready.folder_of(str(root)))
    if folder.exists() and must_be_rebuilt(root, folder):
        shutil.rmtree(folder)
    if not folder.exists():
        make_environment(root, folder)
    make_source_importable(root, folder)
    for layer in layers:
        if not ready.is_layer_ready(str(root), layer):
            install_layer(root, folder, layer)


def prepare(root: str, layers: tuple[str, ...]) -> str:
    """Make the layers ready. Returns the sentence of what went wrong, or the empty string."""
    try:
        with only_one(Path(root)):
            if not ready.is_ready(root, layers):
                build(Path(root), layers)
    except (Failure, OSError) as failure:
        return sentence_for(failure, root)
    except KeyboardInterrupt:
        return "已中断；再次运行即可继续。 / Stopped; run the same command again to go on."
    return ""
