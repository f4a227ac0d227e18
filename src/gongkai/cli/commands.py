"""The table of commands. The module of a command is loaded only when the command is asked for."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Protocol, cast


class Module(Protocol):
    """What the module of a command offers."""

    def add_arguments(self, parser: ArgumentParser) -> None: ...

    def run(self, args: Namespace) -> int: ...


@dataclass(frozen=True, slots=True)
class Command:
    """``module`` stands in ``gongkai.cli``; ``django`` = the rooms with models must be loaded first;
    ``passes_on`` = arguments it does not know belong to another program (pytest);
    ``errands`` = first words that lead to a module of their own, which needs no records (`report check`);
    ``record_errands`` = the same with records (`report package`)."""

    name: str
    module: str
    summary: str
    django: bool = False
    passes_on: bool = False
    errands: tuple[tuple[str, str], ...] = ()
    record_errands: tuple[tuple[str, str], ...] = ()

    def for_words(self, words: Sequence[str]) -> Command:
        """The command, or the errand its first word names."""
        first = next((word for word in words if word != "--json"), "")
        module = dict(self.errands).get(first)
        if module:
            return replace(self, module=module, django=False)
        module = dict(self.record_errands).get(first)
        return replace(self, module=module) if module else self

    def load(self) -> Module:
        return cast(Module, import_module(f"gongkai.cli.{self.module}"))


COMMANDS: tuple[Command, ...] = (
    Command("up", "up", "start everything: database, demonstration year if empty, server, worker / 启动全部", True),
    Command("demo", "demo", "build the demonstration year anew / 重建演示年度", True),
    Command("serve", "serve", "serve portal and desk / 启动网站服务", True),
    Command("worker", "worker", "pass on what was published / 启动后台处理", True),
    Command("publish", "publish", "write every published page as a file / 生成门户静态页面", True),
    Command("doctor", "doctor", "examine this installation / 检查安装环境", True),
    Command("check", "check", "verify everything that can be verified / 核验全部记录", True),
    Command("log", "log", "verify the audit chains and the public log / 核验日志", True),
    Command("archive", "archive", "verify the package of an archived case / 核验案卷包", True),
    Command("test", "test", "run the whole test suite / 运行全部测试", passes_on=True),
    Command("prepare", "prepare", "prepare the environment and do nothing else / 只准备运行环境"),
    Command(
        "decisions", "decisions", "import a ledger of permits, penalties, coercion or charges / 导入执法台账", True
    ),
    Command("setting", "setting", "show or choose the settings of an agency / 查看、选定单位的设置", True),
    Command("import-site", "import_site", "take in the items of an existing site / 迁入已有网站的信息", True),
    Command("due", "due", "statutory dates of one request, with the reasons / 计算法定期限"),
    Command("remedy", "remedy", "remedies against one reply / 救济途径"),
    Command("fee", "fee", "information processing fee / 信息处理费"),
    Command("pii", "pii", "personal data in a text / 查找个人信息"),
    Command("law", "law", "rules by name, or the rules of an article / 查法条与规则"),
    Command("search", "search", "find what is published, or documents of a file / 检索", passes_on=True),
    Command(
        "report",
        "report",
        "a year's annual report from the records; check a published one; send one up / 生成、审查、报送年度报告",
        True,
        errands=(("check", "report_check"),),
        record_errands=(("package", "report_package"), ("import", "report_package")),
    ),
)


def find(name: str) -> Command | None:
    return next((command for command in COMMANDS if command.name == name), None)
