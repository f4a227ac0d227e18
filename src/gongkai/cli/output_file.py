"""Write the file a command was asked for with ``-o``: completely or not at all.

A regular file is replaced by one rename. What is no regular file (``/dev/null``, ``/dev/stdout``, a named pipe) is written
into and stays what it is: a rename would put a file in the place of the device.
"""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from gongkai.cli.answers import tell
from gongkai.cli.errors import Refused, WrongUse


def refuse_unwritable(command: str, output: Path) -> None:
    """Say before the work begins that its answer could not be put there. Raises WrongUse and Refused."""
    if output.name == "":
        raise WrongUse(f"{command}: {str(output)!r} names no file; write for example -o report.json")
    if not output.parent.is_dir():
        raise Refused(f"{command}: the folder {output.parent} does not exist; make it, or choose another -o FILE")
    if output.is_dir():
        raise Refused(f"{command}: {output} is a folder; name a file in it, for example -o {output / 'report.json'}")


def write_output(command: str, output: Path, content: bytes) -> None:
    """Write and say so on standard error. Raises Refused for a place that takes no file."""
    refuse_unwritable(command, output)
    try:
        if output.exists() and not output.is_file():
            output.write_bytes(content)
        else:
            _replace(output.resolve(), content)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        raise Refused(f"{command}: {output} cannot be written ({error.strerror}); choose another -o FILE") from error
    tell(f"gongkai: wrote {output} ({len(content):,} bytes)")


def _replace(target: Path, content: bytes) -> None:
    """Put a finished file in the place of the old one, which keeps its permissions."""
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
