"""`gongkai law`: the limits by name with their articles; `gongkai law 33` every rule resting on an article."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from gongkai.cli.answers import print_json, print_table
from gongkai.cli.errors import Refused
from gongkai.law.articles import Rule, amount_zh, law_title, read_article, rules_on
from gongkai.law.limits import LIMITS, Limit
from gongkai.law.reference import LAWS, Ref

KINDS = {
    "limit": "期限",
    "transition": "办理动作",
    "outcome": "答复结果",
    "remedy": "救济途径",
    "result": "案件结果",
    "fee": "收费",
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = (
        "examples: gongkai law; gongkai law 33 (of the Regulations); gongkai law FEE 6; gongkai law 'REG 33(2)'"
    )
    parser.add_argument("article", nargs="*", help=f"an article; laws: {', '.join(LAWS)}")


def limit_document(limit: Limit) -> dict[str, Any]:
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


def limit_row(limit: Limit) -> tuple[str, ...]:
    past = f"（至{limit.until.isoformat()}）" if limit.until else ""
    return (limit.name, amount_zh(limit), limit.label_zh + past, str(limit.basis))


def rule_document(rule: Rule) -> dict[str, Any]:
    basis = [{"article": str(place), "article_zh": place.zh} for place in rule.basis]
    return {"kind": rule.kind, "name": rule.name, "text_zh": rule.text_zh, "basis": basis}


def print_rules(article: Ref, rules: tuple[Rule, ...], as_json: bool) -> None:
    if as_json:
        found = [rule_document(rule) for rule in rules]
        print_json({"article": str(article), "article_zh": article.zh, "law": law_title(article), "rules": found})
        return
    print(article.zh)
    rows = ((KINDS.get(r.kind, r.kind), r.name, r.text_zh, ", ".join(map(str, r.basis))) for r in rules)
    print_table(rows)


def run(args: Namespace) -> int:
    if args.article:
        article = read_article(" ".join(args.article))
        rules = rules_on(article)
        if not rules:
            raise Refused(
                f"no rule rests on {article}（{article.zh}）; `gongkai law` lists all limits with their articles"
            )
        print_rules(article, rules, args.json)
    elif args.json:
        print_json({"limits": [limit_document(limit) for limit in LIMITS]})
    else:
        print_table(limit_row(limit) for limit in LIMITS)
    return 0
