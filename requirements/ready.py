"""Is `.venv` ready? Two layers, each with a lock and a stamp: `runtime`, and `test` on top of it.

A stamp is written last, with the digest of the lock it was made from and the interpreter under it. What does not
match is prepared again: another lock, another interpreter behind `.venv/bin/python`, or no stamp because an earlier
preparation was stopped half-way.
"""

from __future__ import annotations

import os
from hashlib import sha256

RUNTIME, TEST = "runtime", "test"
UNFINISHED = "gongkai-unfinished"


def layers_for(arguments: list[str]) -> tuple[str, ...]:
    """The layers a command needs: `test` and `prepare --with-tests` need both, all others the runtime only."""
    if arguments[:1] == ["test"] or (arguments[:1] == ["prepare"] and "--with-tests" in arguments):
        return (RUNTIME, TEST)
    return (RUNTIME,)


def folder_of(root: str) -> str:
    return os.path.join(root, ".venv")


def python_of(root: str) -> str:
    return os.path.join(folder_of(root), "bin", "python")


def lock_of(root: str, layer: str) -> str:
    return os.path.join(root, "requirements", layer + ".txt")


def stamp_of(root: str, layer: str) -> str:
    return os.path.join(folder_of(root), "gongkai-" + layer + ".stamp")


def digest_for(root: str, layer: str) -> str:
    """What the stamp of a finished layer says: lock digest and the real path of the interpreter."""
    with open(lock_of(root, layer), "rb") as lock:
        digest = sha256(lock.read()).hexdigest()
    return f"{digest} {os.path.realpath(python_of(root))}\n"


def is_layer_ready(root: str, layer: str) -> bool:
    try:
        with open(stamp_of(root, layer), encoding="utf-8") as stamp:
            said = stamp.read()
    except OSError:
        return False
    return said == digest_for(root, layer) and os.access(python_of(root), os.X_OK)


def is_ready(root: str, layers: tuple[str, ...]) -> bool:
    """True when every layer is stamped for its present lock and interpreter and nothing was left half-done."""
    if os.path.exists(os.path.join(folder_of(root), UNFINISHED)):
        return False
    return all(is_layer_ready(root, layer) for layer in layers)
