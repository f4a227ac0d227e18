"""`gongkai law`: the limits by name with their articles; `gongkai law 33` those resting on an article."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from gongkai.cli.answers import print_json, print_table
from gongkai.cli.errors import Refused
from gongkai.law.limits import LIMITS, Limit, Unit, limits_on_article
from gongkai.law.reference import LAWS, Ref, parse_reference

UNITS = {
    Unit.WORKING_DAYS: "个工作日",
    Unit.NATURAL_DAYS: "日",
    Unit.MONTHS: "个月",
    Unit.HOURS: "小时",
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = (
        "examples: gongkai law; gongkai law 33 (of the Regulations); gongkai law FEE 6; gongkai law 'REG 33(2)'"
    )
    parser.add_argument("article", nargs="*", help=f"an article; laws: {', '.join(LAWS)}")


def reference_from(words: list[str]) -> Ref:
    """`33` is an article of the Regulations (REG); otherwise law and article. Raises ValueError."""
    text = " ".join(words)
    return parse_reference(f"REG {text}" if text[:1].isdigit() else text)


def amount_zh(limit: Limit) -> str:
    if limit.unit is Unit.YEARLY_DATE:
        return f"{limit.amount // 100}月{limit.amount % 100}日前"
    return f"{limit.amount}{UNITS[limit.unit]}"


def as_document(limit: Limit) -> dict[str, Any]:
    return {
        "name": limit.name,
        "label_zh": limit.label_zh,
        "amount": limit.amount,
        "unit": limit.unit.value,
        "starts": limit.starts,
        "article": str(limit.basis),
        "article_zh": limit.basis.zh,
        "since": limit.since.isoformat() if limit.since else None,
        "until": limit.until.isoformat() if limit.until else None,
    }


def as_row(limit: Limit) -> tuple[str, ...]:
    past = f"（至{limit.until.isoformat()}）" if limit.until else ""
    return (limit.name, amount_zh(limit), limit.label_zh + past, str(limit.basis))


def run(args: Namespace) -> int:
    article = reference_from(args.article) if args.article else None
    limits = limits_on_article(article) if article else LIMITS
    if article and not limits:
        raise Refused(
            f"no limit rests on {article}（{article.zh}）; `gongkai law` lists all limits with their articles"
        )
    if args.json:
        document: dict[str, Any] = {"limits": [as_document(limit) for limit in limits]}
        print_json({"article": str(article), "article_zh": article.zh, **document} if article else document)
        return 0
    if article:
        print(article.zh)
    print_table(as_row(limit) for limit in limits)
    return 0
