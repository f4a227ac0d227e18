"""`gongkai up`: from nothing to a running portal, with one command; a second start keeps all data and takes seconds."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace

from gongkai.cli import first_start, serve
from gongkai.cli.answers import print_json, print_table, tell
from gongkai.cli.errors import Refused
from gongkai.cli.processes import Group

PAGES = (("门户 / portal", ""), ("政府信息公开 / disclosure", "zfxxgk/"), ("工作台 / desk", "desk/"))


def add_arguments(parser: ArgumentParser) -> None:
    serve.add_arguments(parser)


def run(args: Namespace) -> int:
    serve.refuse_unless_free(args.host, args.port)
    folder = first_start.make_home()
    held = first_start.be_the_only_one(folder)
    try:
        first_start.remove_half_built(folder)
        first_start.make_key()
        first_start.bring_up_to_date()
        return run_programs(args)
    finally:
        os.close(held)


def run_programs(args: Namespace) -> int:
    programs = Group()
    programs.start("server", serve.server_command(args.host, args.port))
    programs.start("worker", [sys.executable, "-P", "-m", "gongkai.cli", "worker"])
    programs.wait_until_it_answers("127.0.0.1" if args.host == "0.0.0.0" else args.host, args.port)
    if not programs.stop_asked:
        announce(args)
    ended = programs.watch()
    if ended:
        raise Refused(f"the {ended} ended by itself; its own message stands above")
    tell("gongkai: stopped")
    return 0


def announce(args: Namespace) -> None:
    base = serve.address(args.host, args.port)
    if args.json:
        print_json({"address": base, "pages": {name: base + path for name, path in PAGES}})
    else:
        print_table((name, base + path) for name, path in PAGES)
        tell("Ctrl-C 停止 / to stop")
    sys.stdout.flush()
