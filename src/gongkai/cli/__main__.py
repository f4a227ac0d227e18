"""Parse the command line, run one command, and end with 0, 1 or 2. No traceback reaches the user.

Set GONGKAI_DEBUG=1 to see where an error arose.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import traceback
from argparse import ArgumentParser
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import NoReturn

from gongkai import __version__
from gongkai.cli.answers import speak_utf8
from gongkai.cli.commands import COMMANDS, Command, find
from gongkai.cli.errors import WrongUse

STOPPED_BY_CTRL_C = 128 + signal.SIGINT


class Parser(ArgumentParser):
    """An argument parser whose complaints are one sentence."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(f"{self.prog}: {message}; see `{self.prog} --help`")


def usage() -> str:
    width = max(len(command.name) for command in COMMANDS)
    lines = [f"  {command.name:<{width}}  {command.summary}" for command in COMMANDS]
    head = f"gongkai {__version__}  公开\n\nusage: gongkai COMMAND [--json] ...\n\n"
    return head + "\n".join(lines) + "\n\nHelp on one command: gongkai COMMAND --help"


def choose(name: str) -> Command:
    """The command of that name. Raises WrongUse with the nearest known names."""
    command = find(name)
    if command is None:
        names = [command.name for command in COMMANDS]
        near = get_close_matches(name, names, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known are: {', '.join(names)}"
        raise WrongUse(f"gongkai: there is no command {name!r}; {hint}")
    return command


def load_django() -> None:
    """Load the rooms with models; by name, because most commands must start without Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import_module("django").setup()


def run_command(command: Command, rest: Sequence[str]) -> int:
    """Read the arguments of one command and run it."""
    command = command.for_words(rest)
    parser = Parser(prog=f"gongkai {command.name}", description=command.summary, allow_abbrev=False)
    parser.add_argument("--json", action="store_true", help="print one JSON document on standard output")
    if command.django:
        load_django()
    module = command.load()
    module.add_arguments(parser)
    args, unknown = parser.parse_known_args(rest)
    if unknown and not command.passes_on:
        parser.error(f"unknown argument: {' '.join(unknown)}")
    args.passed_on = unknown
    return module.run(args)


def run(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(usage())
        return 0 if arguments else 2
    if arguments[0] in ("-V", "--version", "version"):
        print(__version__)
        return 0
    return run_command(choose(arguments[0]), arguments[1:])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and return the exit code; every failure becomes one line on standard error.

    With `--json` a failure is a document as well: {"error": ...} on standard output.
    """
    speak_utf8()
    given = sys.argv[1:] if arguments is None else arguments
    try:
        return run_and_flush(given)
    except BrokenPipeError:  # the reader, such as `head`, has had enough
        give_up_standard_output()
        return 0
    except KeyboardInterrupt:
        return STOPPED_BY_CTRL_C
    except SystemExit as error:  # argparse after --help; the settings after a wrong variable
        if isinstance(error.code, str):
            return complain(error, 2, "--json" in given)
        raise
    except Exception as error:  # noqa: BLE001 - the last line of defence: nobody shall read a traceback
        return complain(error, 2 if isinstance(error, WrongUse) else 1, "--json" in given)


def run_and_flush(arguments: Sequence[str]) -> int:
    code = run(arguments)
    sys.stdout.flush()
    return code


def sentence(error: BaseException) -> str:
    """One line for any failure: our own errors as they are written, the system's with the file they are about."""
    if isinstance(error, OSError):
        text = (error.strerror or str(error)) + (f" ({error.filename})" if error.filename else "")
        return text + ("; free some space and run the same command again" if error.errno == errno.ENOSPC else "")
    if isinstance(error, ValueError | SystemExit) or type(error).__module__.startswith("gongkai."):
        return str(error)
    if "disk is full" in str(error) or "No space left" in str(error):
        return f"{error}; free some space and run the same command again"
    if "readonly database" in str(error) or "read-only transaction" in str(error):
        return f"{error}; run as the owner of the data folder, or make it writable, then run the same command again"
    return f"{type(error).__name__}: {error}"


def complain(error: BaseException, code: int, as_json: bool) -> int:
    if os.environ.get("GONGKAI_DEBUG") == "1":
        traceback.print_exception(error)
    line = " ".join(sentence(error).split())
    print(line if line.startswith("gongkai") else f"gongkai: {line}", file=sys.stderr)
    try:
        if as_json:
            print(json.dumps({"error": line}, ensure_ascii=False))
        sys.stdout.flush()
    except OSError:  # a full disk: the sentence has gone to standard error, nothing can be added here
        give_up_standard_output()
    return code


def give_up_standard_output() -> None:
    """Nobody takes what is still to be written there; without this the interpreter tries again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
