"""`gongkai archive verify FILE`: whether the package of an archived case is whole. Exit 0 it is, 1 it is not.

Needs no database; where the records are at hand it also says whether the log knows this very package.
"""

from __future__ import annotations

import hashlib
from argparse import ArgumentParser, Namespace
from pathlib import Path

from gongkai.audit.models import AuditLine
from gongkai.cli.answers import print_json
from gongkai.cli.database import is_not_made_yet
from gongkai.cli.errors import Refused
from gongkai.requests.archive_package import faults, manifest_of


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["verify"], help="verify = 核验案卷包")
    parser.add_argument("file", type=Path, help="案卷包（.zip）")


def run(args: Namespace) -> int:
    try:
        content = args.file.read_bytes()
    except OSError as error:
        raise Refused(f"{args.file}: cannot be read ({error.strerror}) / 无法读取") from None
    found = list(faults(content))
    digest = hashlib.sha256(content).hexdigest()
    answer = {
        "file": args.file.name, "sha256": digest, "faults": found, "logged": _logged(digest),
        "request": None if found else manifest_of(content)["request"],
        "files": 0 if found else len(manifest_of(content)["files"]),
    }  # fmt: skip
    if args.json:
        print_json(answer)
    else:
        _tell(answer)
    return 1 if found else 0


def _logged(digest: str) -> bool | None:
    """None where there are no records to ask."""
    if is_not_made_yet():
        return None
    return AuditLine.objects.filter(event="requests.archive_packaged", facts__sha256=digest).exists()


def _tell(answer: dict[str, object]) -> None:
    known = {
        True: "操作日志中有这个案卷包的记录",
        False: "操作日志中没有这个案卷包的记录",
        None: "没有数据库，未与操作日志比对",
    }
    logged = answer["logged"]
    print(f"{answer['file']}  sha256 {answer['sha256']}")
    for fault in answer["faults"] if isinstance(answer["faults"], list) else []:
        print(f"  {fault}")
    if not answer["faults"]:
        print(f"  案卷完整：申请 {answer['request']}，{answer['files']} 个文件与目录一致")
    print(f"  {known[logged if isinstance(logged, bool) else None]}")
