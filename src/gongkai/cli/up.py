"""`gongkai up`: from nothing to a running portal, with one command; a second start keeps all data and takes seconds."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from gongkai.agencies.installation import is_demonstration
from gongkai.cli import demo, first_start, serve
from gongkai.cli.answers import print_json, print_table, tell
from gongkai.cli.errors import Refused
from gongkai.cli.processes import Group
from gongkai.demo.wenxian.cast import ACCOUNTS, PASSWORD

PAGES = (("门户 / portal", ""), ("政府信息公开 / disclosure", "zfxxgk/"), ("工作台 / desk", "desk/"))


def add_arguments(parser: ArgumentParser) -> None:
    serve.add_arguments(parser)
    parser.add_argument("--empty", action="store_true", help="begin without the demonstration year, for real records")


def run(args: Namespace) -> int:
    serve.refuse_unless_free(args.host, args.port)
    folder = first_start.make_home()
    held = first_start.be_the_only_one(folder)
    try:
        first_start.make_key()
        first_start.bring_up_to_date()
        return run_programs(args, folder)
    finally:
        os.close(held)


def run_programs(args: Namespace, folder: Path) -> int:
    """Serve; in an empty database build the demonstration year beside the server; then pass changes on until asked to stop."""
    programs = Group()
    programs.start("server", serve.server_command(args.host, args.port))
    programs.wait_until_it_answers("127.0.0.1" if args.host == "0.0.0.0" else args.host, args.port)
    if not args.empty and not programs.stop_asked:
        first_start.fill_if_empty(folder, lambda: build_demonstration(programs, args))
    if not programs.stop_asked:
        programs.start("worker", program("gongkai.cli", "worker"))
        announce(args)
    ended = programs.watch()
    if ended:
        raise Refused(f"the {ended} ended by itself; its own message stands above")
    tell("gongkai: stopped")
    return 0


def build_demonstration(programs: Group, args: Namespace) -> bool:
    """The demonstration year through the use cases of all rooms; the portal answers meanwhile. False when asked to stop."""
    tell(f"gongkai: {serve.address(args.host, args.port)} answers; the demonstration year is being filled in")
    return programs.run_to_its_end("demonstration year", program("gongkai.cli", "demo", demo.BESIDE_UP))


def program(*words: str) -> list[str]:
    return [sys.executable, "-P", "-m", *words]


def accounts() -> list[dict[str, str]]:
    """Demonstration accounts; none where the records are real."""
    if not is_demonstration():
        return []
    return [{"username": name, "agency": agency, "role": str(role.label)} for name, agency, role in ACCOUNTS]


def announce(args: Namespace) -> None:
    base = serve.address(args.host, args.port)
    people = accounts()
    if args.json:
        document: dict[str, Any] = {"address": base, "pages": {name: base + path for name, path in PAGES}}
        print_json(document | ({"accounts": people, "password": PASSWORD} if people else {}))
    else:
        print_table((name, base + path) for name, path in PAGES)
        if people:
            print(f"\n演示账号（密码均为 {PASSWORD}）/ demonstration accounts, password {PASSWORD}")
            print_table((person["username"], person["role"], person["agency"]) for person in people)
        tell("Ctrl-C 停止 / to stop")
    sys.stdout.flush()
